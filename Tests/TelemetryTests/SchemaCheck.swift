// A small judge of JSON Schema 2020-12, with the words that our schema uses and no others: a word it
// does not know is a complaint, so that the schema cannot ask for more than is checked.

import Foundation
import Telemetry

struct SchemaCheck {
  private let root: [String: Any]

  init() { root = parsed(ProfileA.schema) }

  /// What is wrong with a text, for the definition of that name; empty when nothing is.
  func complaints(about text: String, as definition: String) -> [String] {
    let options: JSONSerialization.ReadingOptions = [.fragmentsAllowed]
    guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: options)
    else { return ["not JSON: \(text)"] }
    return complaints(value, ["$ref": "#/$defs/\(definition)"], at: "$")
  }

  private func complaints(_ value: Any, _ schema: [String: Any], at path: String) -> [String] {
    var found: [String] = []
    for (word, rule) in schema {
      switch word {
      case "description", "title", "$schema", "$id", "$defs": break
      case "$ref": found += complaints(value, resolved(rule), at: path)
      case "type":
        let types = rule as? [String] ?? [rule as? String ?? "?"]
        if !types.contains(where: { isType(value, $0) }) { found.append("\(path): no \(types)") }
      case "const": if !isSame(value, rule) { found.append("\(path): \(value) is not \(rule)") }
      case "enum":
        let cases = rule as? [Any] ?? []
        if !cases.contains(where: { isSame(value, $0) }) {
          found.append("\(path): \(value) is none of \(cases)")
        }
      case "pattern":
        let text = value as? String ?? ""
        if text.range(of: rule as? String ?? "?", options: .regularExpression) == nil {
          found.append("\(path): '\(text)' does not match \(rule)")
        }
      case "minLength":
        if (value as? String ?? "").count < rule as? Int ?? .max { found.append("\(path): short") }
      case "maxLength":
        if (value as? String ?? "").count > rule as? Int ?? 0 { found.append("\(path): long") }
      case "minimum":
        if (value as? NSNumber)?.doubleValue ?? 0 < (rule as? NSNumber)?.doubleValue ?? .infinity {
          found.append("\(path): below \(rule)")
        }
      case "required":
        let object = value as? [String: Any] ?? [:]
        for key in rule as? [String] ?? ["?"] where object[key] == nil {
          found.append("\(path): lacks \(key)")
        }
      case "properties", "additionalProperties": break  // both below
      case "items":
        for (place, item) in (value as? [Any] ?? []).enumerated() {
          found += complaints(item, rule as? [String: Any] ?? [:], at: "\(path)[\(place)]")
        }
      case "oneOf":
        let fits = (rule as? [[String: Any]] ?? []).filter {
          complaints(value, $0, at: path).isEmpty
        }
        if fits.count != 1 { found.append("\(path): fits \(fits.count) of oneOf") }
      default: found.append("\(path): the judge does not know '\(word)'")
      }
    }
    return found + members(of: value, schema, at: path)
  }

  private func members(of value: Any, _ schema: [String: Any], at path: String) -> [String] {
    guard let object = value as? [String: Any] else { return [] }
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    let others = schema["additionalProperties"]
    return object.flatMap { key, member -> [String] in
      let place = "\(path).\(key)"
      if let rule = properties[key] { return complaints(member, rule, at: place) }
      if let rule = others as? [String: Any] { return complaints(member, rule, at: place) }
      return others as? Bool == false ? ["\(place): not in the schema"] : []
    }
  }

  private func resolved(_ reference: Any) -> [String: Any] {
    let name = (reference as? String ?? "").replacingOccurrences(of: "#/$defs/", with: "")
    let definitions = root["$defs"] as? [String: [String: Any]] ?? [:]
    return definitions[name] ?? ["no definition \(name)": true]
  }

  private func isSame(_ one: Any, _ other: Any) -> Bool {
    (one as? NSObject)?.isEqual(other) == true
  }

  private func isType(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": isBoolean(value)
    case "number": value is NSNumber && !isBoolean(value)
    case "integer": (value as? NSNumber)?.doubleValue.rounded() == (value as? NSNumber)?.doubleValue
    default: false
    }
  }

  private func isBoolean(_ value: Any) -> Bool {
    guard let number = value as? NSNumber else { return false }
    return String(cString: number.objCType) == "c"
  }
}

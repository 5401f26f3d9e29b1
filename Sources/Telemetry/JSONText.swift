// JSON, written in the order of the calls and always the same for the same values: subscribers compare
// and archive these texts. What is not a number in JSON (NaN, infinity) becomes null, never a token that
// a parser would choke on.

/// A JSON text that grows from left to right.
struct JSONText {
  private(set) var text = ""
  private var needsComma = false

  /// A whole object as text.
  static func written(_ fill: (inout JSONText) -> Void) -> String {
    var json = JSONText()
    json.object(nil, fill)
    return json.text
  }

  mutating func object(_ key: String? = nil, _ fill: (inout JSONText) -> Void) {
    enclose(key, "{", "}", fill)
  }

  mutating func list(_ key: String? = nil, _ fill: (inout JSONText) -> Void) {
    enclose(key, "[", "]", fill)
  }

  mutating func put(_ key: String? = nil, _ value: Double?) {
    begin(key)
    text += value.flatMap(Self.number) ?? "null"
  }

  mutating func put(_ key: String? = nil, _ value: UInt64) {
    begin(key)
    text += String(value)
  }

  mutating func put(_ key: String? = nil, _ value: Bool) {
    begin(key)
    text += value ? "true" : "false"
  }

  mutating func put(_ key: String? = nil, _ value: String?) {
    begin(key)
    if let value { quote(value) } else { text += "null" }
  }

  /// The shortest text that reads back as the same number, whole numbers without a fraction; nil for
  /// what JSON cannot say.
  private static func number(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
    return "\(value)"
  }

  private mutating func begin(_ key: String?) {
    if needsComma { text += "," }
    needsComma = true
    if let key {
      quote(key)
      text += ":"
    }
  }

  private mutating func enclose(
    _ key: String?, _ open: String, _ close: String, _ fill: (inout JSONText) -> Void
  ) {
    begin(key)
    text += open
    needsComma = false
    fill(&self)
    text += close
    needsComma = true
  }

  private mutating func quote(_ value: String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

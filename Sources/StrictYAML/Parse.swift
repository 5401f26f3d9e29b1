// From text to tree. Yams reads the grammar; what it would let pass and a person would not see is
// refused here: anchors, aliases, merge keys, tags, several documents, keys that occur twice. Yams
// stops at the first mapping with a double key, so that key is renamed and the text read again, until
// the tree stands and both places can be named.

import Yams

/// Nothing we write nests deeper than this.
private let deepestNesting = 32
/// Double keys that are looked for in one file.
private let mostRenamings = 20

/// Reads the text of a file into a tree, or says all that is wrong with it.
public func parse(_ text: String, file: String) -> Result<YAMLNode, YAMLProblems> {
  switch cleaned(text, file: file) {
  case .failure(let problems): .failure(problems)
  case .success(let scalars): compose(scalars, file: file)
  }
}

/// Reads the bytes of a file into a tree; bytes that are not UTF-8 are refused with their line.
public func parse(bytes: some Sequence<UInt8>, file: String) -> Result<YAMLNode, YAMLProblems> {
  let bytes = Array(bytes)
  if let text = String(validating: bytes, as: UTF8.self) { return parse(text, file: file) }
  // Repair replaces the bad bytes; up to the first difference the lines are those of the file.
  let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
  let good = zip(bytes, repaired).prefix { $0 == $1 }.map(\.0)
  let line = 1 + good.count { $0 == 0x0A }
  let column = 1 + good.reversed().prefix { $0 != 0x0A }.count
  let message = "the bytes here are not UTF-8; save the file as UTF-8"
  return .failure(
    YAMLProblems([YAMLProblem(file: file, line: line, column: column, message: message)]))
}

private func compose(
  _ original: [Unicode.Scalar], file: String
) -> Result<YAMLNode, YAMLProblems> {
  var scalars = original
  var renamed: [Unicode.Scalar: String] = [:]
  var firstDouble: YAMLProblem?
  let lineCount = original.count { $0 == "\n" } + 1
  while true {
    do {
      // The parser owns the anchors; it must live while the tree is walked.
      let parser = try Parser(
        yaml: String(String.UnicodeScalarView(scalars)), resolver: .basic, encoding: .utf8)
      let root = try parser.singleRoot()
      var walk = Walk(file: file, renamed: renamed)
      let node = withExtendedLifetime(parser) { walk.node(root, depth: 0) }
      if walk.problems.isEmpty, let firstDouble { walk.problems.append(firstDouble) }
      return walk.problems.isEmpty ? .success(node) : .failure(YAMLProblems(walk.problems))
    } catch {
      let found = problem(of: error, file: file, lineCount: lineCount)
      guard let key = doubleKey(of: error) else {
        return .failure(YAMLProblems([firstDouble ?? found]))
      }
      firstDouble = firstDouble ?? found
      guard renamed.count < mostRenamings,
        let replacement = Unicode.Scalar(firstReplacement + UInt32(renamed.count)),
        rename(in: &scalars, line: found.line, column: found.column, to: replacement)
      else { return .failure(YAMLProblems([firstDouble ?? found])) }
      renamed[replacement] = key
    }
  }
}

private func doubleKey(of error: any Error) -> String? {
  if case .duplicatedKeysInMapping(let keys, _)? = error as? YamlError { return keys.first }
  return nil
}

/// Puts `replacement` in the place of the first character of the key there; false at an empty key.
private func rename(
  in scalars: inout [Unicode.Scalar], line: Int, column: Int, to replacement: Unicode.Scalar
) -> Bool {
  var start = 0
  for _ in 1..<max(line, 1) {
    guard let end = scalars[start...].firstIndex(of: "\n") else { return false }
    start = end + 1
  }
  var place = start + column - 1
  guard place < scalars.count else { return false }
  if scalars[place] == "\"" || scalars[place] == "'" { place += 1 }
  guard place < scalars.count, ![":", "\"", "'", "\n", " "].contains(scalars[place]) else {
    return false
  }
  scalars[place] = replacement
  return true
}

/// What Yams says, as a problem with a place inside the file.
private func problem(of error: any Error, file: String, lineCount: Int) -> YAMLProblem {
  var mark: Mark?
  var message = "the file cannot be read as YAML"
  switch error as? YamlError {
  case .scanner(let context, let text, let place, _)?,
    .parser(let context, let text, let place, _)?,
    .composer(let context, let text, let place, _)?:
    mark = place
    message = [context?.text, text].compactMap { $0 }.joined(separator: ": ")
    if text == "but found another document" {
      message = "a second document begins here; keep one document in a file"
    } else {
      message =
        "this is not YAML: \(message); check indentation, quotes and brackets here and above"
    }
  case .reader(let text, _, _, _)?: message = "the characters cannot be read: \(text)"
  case .duplicatedKeysInMapping(let keys, let context)?:
    mark = context.mark
    message = "the key '\(keys.first ?? "")' is given twice in one mapping; keep one of them"
  default: break
  }
  return YAMLProblem(
    file: file, line: min(max(mark?.line ?? 1, 1), lineCount), column: max(mark?.column ?? 1, 1),
    message: message)
}

/// The walk over the tree of Yams that makes ours and refuses what we do not want.
private struct Walk {
  let file: String
  let renamed: [Unicode.Scalar: String]
  var problems: [YAMLProblem] = []

  init(file: String, renamed: [Unicode.Scalar: String]) {
    self.file = file
    self.renamed = renamed
  }

  mutating func refuse(_ node: Node, _ message: String) {
    guard problems.count < 50 else { return }
    problems.append(
      YAMLProblem(
        file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, message: message))
  }

  mutating func node(_ node: Node?, depth: Int) -> YAMLNode {
    guard let node else {
      return YAMLNode(line: 1, column: 1, content: .scalar("", isQuoted: false))
    }
    let line = node.mark?.line ?? 1
    let column = node.mark?.column ?? 1
    let nothing = YAMLNode(line: line, column: column, content: .scalar("", isQuoted: false))
    // An anchored node is not entered: its aliases would be copies of it without end.
    if node.anchor != nil {
      refuse(node, "an anchor or alias (& or *); write the value out at each place")
      return nothing
    }
    guard depth < deepestNesting else {
      refuse(node, "nested deeper than \(deepestNesting) levels; check the indentation")
      return nothing
    }
    switch node {
    case .scalar(let scalar):
      refuseTag(scalar.tag, of: node)
      let isQuoted = scalar.style != .plain && scalar.style != .any
      return YAMLNode(
        line: line, column: column, content: .scalar(scalar.string, isQuoted: isQuoted))
    case .sequence(let sequence):
      refuseTag(sequence.tag, of: node)
      var elements: [YAMLNode] = []
      for element in sequence { elements.append(self.node(element, depth: depth + 1)) }
      return YAMLNode(line: line, column: column, content: .sequence(elements))
    case .mapping(let mapping):
      refuseTag(mapping.tag, of: node)
      return YAMLNode(
        line: line, column: column, content: .mapping(entries(of: mapping, depth: depth)))
    case .alias:
      refuse(node, "an alias (*); write the value out here")
      return nothing
    }
  }

  mutating func refuseTag(_ tag: Tag, of node: Node) {
    let plain = ["", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"]
    if !plain.contains(tag.description) {
      refuse(node, "a tag (!); the reader knows the type of each value, remove the tag")
    }
  }

  mutating func entries(of mapping: Node.Mapping, depth: Int) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var places: [String: (line: Int, column: Int)] = [:]
    for (keyNode, valueNode) in mapping {
      let value = node(valueNode, depth: depth + 1)
      guard case .scalar(let scalar) = keyNode, keyNode.anchor == nil else {
        refuse(keyNode, "a key must be one plain word")
        continue
      }
      refuseTag(scalar.tag, of: keyNode)
      let first = scalar.string.unicodeScalars.first
      let key = first.flatMap { renamed[$0] } ?? scalar.string
      let line = keyNode.mark?.line ?? value.line
      let column = keyNode.mark?.column ?? value.column
      if key == "<<" {
        refuse(keyNode, "a merge key (<<); write the entries out here")
      } else if key.isEmpty {
        refuse(keyNode, "an entry without a key; write 'key: value'")
      } else if let place = places[key] {
        refuse(
          keyNode,
          "the key '\(key)' is given twice, first in line \(place.line), column \(place.column); "
            + "keep one of them")
      } else {
        places[key] = (line, column)
        entries.append(YAMLEntry(key: key, line: line, column: column, value: value))
      }
    }
    return entries
  }
}

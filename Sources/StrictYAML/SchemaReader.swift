// The reader that a schema is written with: it asks each node for what the schema expects and gathers
// every problem. A missing node (nil) gives nil without a second complaint, because the mapping has
// already reported it; so a schema is written straight down, without a branch after each line.

/// Reads typed values from nodes and gathers what is wrong.
public final class SchemaReader {
  /// The file, as it is named in problems.
  public let file: String
  /// What was wrong so far, in the order of reading.
  public private(set) var problems: [YAMLProblem] = []

  /// A reader for the nodes of one file.
  public init(file: String) {
    self.file = file
  }

  /// The value when nothing was wrong, else all problems.
  public func finish<Value>(_ value: @autoclosure () -> Value?) -> Result<Value, YAMLProblems> {
    if problems.isEmpty, let value = value() { return .success(value) }
    if problems.isEmpty { report(line: 1, column: 1, "the file could not be read") }
    return .failure(YAMLProblems(problems))
  }

  /// Adds a problem at a node.
  public func report(_ node: YAMLNode, _ message: String) {
    report(line: node.line, column: node.column, message)
  }

  /// Adds a problem at the key of an entry.
  public func report(_ entry: YAMLEntry, _ message: String) {
    report(line: entry.line, column: entry.column, message)
  }

  /// Adds a problem at a place.
  public func report(line: Int, column: Int, _ message: String) {
    problems.append(YAMLProblem(file: file, line: line, column: column, message: message))
  }

  /// Adds the problems of another pass over the same or another file.
  public func add(_ more: YAMLProblems) {
    problems += more.list
  }

  /// The entries of a mapping by key. Unknown keys are reported with a suggestion, missing ones at
  /// the place of the mapping. The entries that are known come back even then.
  public func mapping(
    _ node: YAMLNode?, allowed: [String], required: [String] = []
  ) -> [String: YAMLNode]? {
    guard let entries = entries(node) else { return nil }
    var values: [String: YAMLNode] = [:]
    for entry in entries {
      if allowed.contains(entry.key) || required.contains(entry.key) {
        values[entry.key] = entry.value
      } else {
        let known = required + allowed.filter { !required.contains($0) }
        report(entry, "unknown key '\(entry.key)': \(suggestion(for: entry.key, among: known))")
      }
    }
    for key in required where values[key] == nil {
      if let node { report(node, "the key '\(key)' is missing here; add '\(key): ...'") }
    }
    return values
  }

  /// The entries of a mapping whose keys are names that the file chooses itself.
  public func entries(_ node: YAMLNode?) -> [YAMLEntry]? {
    guard let node else { return nil }
    if let entries = node.mapping { return entries }
    report(node, "expected a mapping ('key: value' lines), read \(node.words)")
    return nil
  }

  /// The elements of a sequence.
  public func sequence(_ node: YAMLNode?) -> [YAMLNode]? {
    guard let node else { return nil }
    if let elements = node.sequence { return elements }
    report(node, "expected a sequence ('- ...' lines), read \(node.words)")
    return nil
  }

  /// A text that is not empty.
  public func string(_ node: YAMLNode?) -> String? {
    guard let node else { return nil }
    if let text = node.scalar, !text.isEmpty { return text }
    report(node, "expected a text, read \(node.words == "nothing" ? "no value" : node.words)")
    return nil
  }

  /// `true` or `false`, and nothing else.
  public func bool(_ node: YAMLNode?) -> Bool? {
    guard let node else { return nil }
    switch node.content {
    case .scalar("true", isQuoted: false): return true
    case .scalar("false", isQuoted: false): return false
    default:
      report(node, "expected true or false, read \(node.words)")
      return nil
    }
  }

  /// One of the given words.
  public func word(_ node: YAMLNode?, of choices: [String], what: String = "word") -> String? {
    guard let node, let text = string(node) else { return nil }
    if choices.contains(text) { return text }
    report(node, "unknown \(what) '\(text)': \(suggestion(for: text, among: choices))")
    return nil
  }

  /// A case of an enum that is written as a word.
  public func enumeration<Choice>(
    _ node: YAMLNode?, as type: Choice.Type, what: String = "word"
  ) -> Choice? where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
    word(node, of: Choice.allCases.map(\.rawValue), what: what).flatMap(Choice.init(rawValue:))
  }

  /// A name: small letters, digits, `-` and `_`, at most 32, a letter or digit first.
  public func name(_ node: YAMLNode?) -> String? {
    guard let node, let text = string(node) else { return nil }
    if isName(text) { return text }
    report(
      node,
      "'\(text)' is not a name; use at most 32 small letters, digits, '-' and '_', "
        + "a letter or digit first")
    return nil
  }
}

/// True for `^[a-z0-9][a-z0-9_-]{0,31}$`.
public func isName(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard let first = bytes.first, bytes.count <= 32 else { return false }
  func isPlain(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }
  return isPlain(first) && bytes.allSatisfy { isPlain($0) || $0 == 0x2D || $0 == 0x5F }
}

// The tree of a file: mappings, sequences and scalars, each with its line and column. A scalar is text
// and nothing else until a reader says what it expects: `1_000`, `no` and `0x10` have no type here.

/// One node of a file.
public struct YAMLNode: Equatable, Sendable {
  /// What the node holds.
  public enum Content: Equatable, Sendable {
    case mapping([YAMLEntry])
    case sequence([YAMLNode])
    /// The text, and whether it stood in quotes or in a block (`|`, `>`).
    case scalar(String, isQuoted: Bool)
  }

  /// Line of the first character, counted from 1.
  public let line: Int
  /// Column of the first character, counted from 1.
  public let column: Int
  /// What the node holds.
  public let content: Content

  /// Makes a node.
  public init(line: Int, column: Int, content: Content) {
    self.line = line
    self.column = column
    self.content = content
  }

  /// The entries, in the order of the file; nil when this is not a mapping.
  public var mapping: [YAMLEntry]? {
    if case .mapping(let entries) = content { return entries }
    return nil
  }

  /// The elements; nil when this is not a sequence.
  public var sequence: [YAMLNode]? {
    if case .sequence(let elements) = content { return elements }
    return nil
  }

  /// The text; nil when this is not a scalar.
  public var scalar: String? {
    if case .scalar(let text, _) = content { return text }
    return nil
  }

  /// True for a key without a value (`pressure:`).
  public var isEmpty: Bool { content == .scalar("", isQuoted: false) }

  /// The node under a key of this mapping, without any check.
  public subscript(key: String) -> YAMLNode? { mapping?.first { $0.key == key }?.value }

  /// What was read, for a message: `'abc'`, `a mapping`, `nothing`.
  public var words: String {
    switch content {
    case .mapping: return "a mapping"
    case .sequence: return "a sequence"
    case .scalar(let text, let isQuoted):
      if text.isEmpty, !isQuoted { return "nothing" }
      let short = text.count > 60 ? text.prefix(57) + "..." : text[...]
      return isQuoted ? "the quoted text \"\(short)\"" : "'\(short)'"
    }
  }
}

/// One entry of a mapping.
public struct YAMLEntry: Equatable, Sendable {
  /// The key.
  public let key: String
  /// Line of the key, counted from 1.
  public let line: Int
  /// Column of the key, counted from 1.
  public let column: Int
  /// The value.
  public let value: YAMLNode

  /// Makes an entry.
  public init(key: String, line: Int, column: Int, value: YAMLNode) {
    self.key = key
    self.line = line
    self.column = column
    self.value = value
  }
}

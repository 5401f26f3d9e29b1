// What a reader of a configuration file is told: where it is, what was read, what was expected and what
// to do about it. All problems of a file are gathered, so that one pass of correction is enough.

/// One thing that is wrong in a file. Printed as `site.yaml:12:7: message`.
public struct YAMLProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, as the caller named it.
  public var file: String
  /// Line, counted from 1.
  public var line: Int
  /// Column, counted from 1 in Unicode scalars.
  public var column: Int
  /// What was read, what was expected, what to do.
  public var message: String

  /// Describes a problem.
  public init(file: String, line: Int, column: Int, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  public var description: String { "\(file):\(line):\(column): \(message)" }
}

/// All that is wrong in a file, in the order of its lines; never empty.
public struct YAMLProblems: Error, Equatable, Sendable, CustomStringConvertible {
  /// The problems, sorted by line and column.
  public let list: [YAMLProblem]

  /// Gathers and sorts problems.
  public init(_ list: [YAMLProblem]) {
    self.list = list.enumerated().sorted { one, other in
      (one.element.line, one.element.column, one.offset)
        < (other.element.line, other.element.column, other.offset)
    }.map(\.element)
  }

  public var description: String { list.map(\.description).joined(separator: "\n") }
}

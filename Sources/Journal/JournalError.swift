// What can go wrong at the journal's file, as one struct with a small closed code. Only opening and reading
// throw; once the journal runs, trouble with the disk is counted and reported, never thrown at the scan.

import GRDB

/// An error of the journal, with what to do about it.
public struct JournalError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The closed list of what can go wrong.
  public enum Code: Sendable {
    /// The file or its folder cannot be opened or created.
    case cannotOpen
    /// Another process writes this file.
    case inUse
    /// There is no journal, or the file is none.
    case notAJournal
    /// The file was written by a newer version of this program.
    case newerSchema
    /// The file belongs to another site, or mixes a simulated plant with a real one.
    case otherSite
    /// The database does not keep the journal or synchronous mode that was asked for.
    case wrongSettings
    /// The journal was recorded with another configuration than the site has now.
    case otherConfiguration
    /// The journal holds nothing in the range that was asked for.
    case empty
    /// A query failed.
    case readFailed
  }

  /// What went wrong.
  public var code: Code
  /// What was found, what was expected and what to do.
  public var description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// An error of the database library, said in our words.
  init(_ code: Code, path: String, _ cause: any Error) {
    self.init(code, "journal \(path): \(Self.text(of: cause))")
  }

  /// The database's own words, without the statement and its arguments.
  static func text(of cause: any Error) -> String {
    if let error = cause as? JournalError { return error.description }
    guard let error = cause as? DatabaseError else { return "\(cause)" }
    return "SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
  }
}

// What can go wrong at the history file, as one struct with a small closed code. Only opening and
// reading throw; once the historian runs, trouble with the disk is counted and reported, never thrown
// at the control loop.

import GRDB

/// An error of the history, with what to do about it.
public struct HistorianError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The closed list of what can go wrong.
  public enum Code: Sendable {
    /// The file or its folder cannot be opened or created.
    case cannotOpen
    /// Another process writes this file.
    case inUse
    /// The file is a database, but not a history.
    case notAHistory
    /// The file was written by a newer version of this program.
    case newerSchema
    /// The file belongs to another site, or mixes a simulated plant with a real one.
    case otherSite
    /// The database does not keep the journal or synchronous mode that was asked for.
    case wrongSettings
    /// The history has no such point.
    case unknownPoint
    /// A query failed.
    case readFailed
  }

  /// What went wrong.
  public var code: Code
  /// What was found, what was expected and what to do.
  public var description: String
  /// True when the same call may succeed later without anybody doing anything.
  public var helpsToRetry: Bool

  init(_ code: Code, _ description: String, helpsToRetry: Bool = false) {
    self.code = code
    self.description = description
    self.helpsToRetry = helpsToRetry
  }

  /// An error of the database library, said in our words.
  init(_ code: Code, path: String, _ cause: any Error) {
    let isBusy = (cause as? DatabaseError)?.resultCode == .SQLITE_BUSY
    self.init(
      code, "history \(path): \(Self.text(of: cause))", helpsToRetry: isBusy)
  }

  /// The database's own words, without the statement and its arguments.
  static func text(of cause: any Error) -> String {
    guard let error = cause as? DatabaseError else { return "\(cause)" }
    return "SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
  }
}

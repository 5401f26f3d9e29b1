// The schema of the journal file: one row for each block, with its place in time beside it, and one row for
// each run of the controller. Named steps in order, as in the history; a file with more steps than we
// know was written by a newer program and is left alone.

import GRDB

/// The tables of the journal and how a file gets them.
enum Schema {
  /// Marks the file as ours: `H2QJ` in ASCII.
  static let applicationID = 0x4832_514A

  /// Every step there has been, oldest first. Steps are added at the end and never changed.
  static let migrations = [
    """
    CREATE TABLE site (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL,
      simulated INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      configuration TEXT NOT NULL,
      build TEXT NOT NULL
    ) STRICT;
    CREATE TABLE blocks (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run INTEGER NOT NULL REFERENCES runs (id),
      sequence INTEGER NOT NULL,
      is_key INTEGER NOT NULL,
      scans INTEGER NOT NULL,
      first_scan INTEGER NOT NULL,
      last_scan INTEGER NOT NULL,
      first_plant INTEGER NOT NULL,
      last_plant INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    CREATE INDEX blocks_by_place ON blocks (
      id, run, sequence, is_key, scans, first_scan, last_scan, first_plant, last_plant, bytes);
    """
  ]

  /// The version of a file that has every step.
  static var version: Int { migrations.count }

  /// Brings a file up to date, or refuses one that is not ours or is newer. Call inside a transaction.
  static func migrate(_ db: Database, path: String) throws {
    let found = try checked(db, path: path)
    guard found < version else { return }
    for step in migrations[found...] { try db.execute(sql: step) }
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// The version of the file; throws for a database that is no journal or is newer than this program.
  /// Only reads.
  static func checked(_ db: Database, path: String) throws -> Int {
    let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if id == 0, found == 0, tables == 0 { return 0 }
    guard id == applicationID else {
      throw JournalError(
        .notAJournal,
        "\(path) is a database of another program (application id \(id), expected "
          + "\(applicationID)); name another file for the journal")
    }
    guard found <= version else {
      throw JournalError(
        .newerSchema,
        "journal \(path) has schema version \(found), this program knows up to \(version); "
          + "nothing was written; use the newer program or name another file")
    }
    return found
  }
}

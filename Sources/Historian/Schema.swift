// The schema of the history file: named steps in order, each applied once, all in one transaction with
// the version number. A file with more steps than we know was written by a newer program and is left
// alone.

import GRDB

/// The tables of the history and how a file gets them.
enum Schema {
  /// Marks the file as ours: `H2QH` in ASCII.
  static let applicationID = 0x4832_5148

  /// One step from a version to the next.
  struct Migration: Sendable {
    /// What the step does, for messages.
    let name: String
    let sql: String
  }

  /// Every step there has been, oldest first. Steps are added at the end and never changed.
  static let migrations = [
    Migration(
      name: "samples on change, events",
      sql: """
        CREATE TABLE site (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          name TEXT NOT NULL,
          simulated INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE points (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          unit TEXT NOT NULL,
          UNIQUE (name, unit)
        ) STRICT;
        CREATE TABLE samples (
          point INTEGER NOT NULL REFERENCES points (id),
          ts INTEGER NOT NULL,
          value REAL,
          quality INTEGER NOT NULL,
          PRIMARY KEY (point, ts)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE events (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          ts INTEGER NOT NULL,
          scan INTEGER NOT NULL,
          kind TEXT NOT NULL,
          subject TEXT NOT NULL,
          value REAL,
          reason TEXT NOT NULL,
          reason_subject TEXT NOT NULL,
          reason_value REAL,
          reason_limit REAL
        ) STRICT;
        CREATE INDEX events_by_time ON events (ts);
        """)
  ]

  /// The version of a file that has every step.
  static var version: Int { migrations.count }

  /// Brings a file up to date, or refuses one that is not ours or is newer. Call inside a transaction.
  static func migrate(_ db: Database, path: String) throws {
    let found = try checked(db, path: path)
    guard found < version else { return }
    for migration in migrations[found...] { try db.execute(sql: migration.sql) }
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// The version of the file; throws for a database that is not a history or is newer than this
  /// program. Only reads.
  static func checked(_ db: Database, path: String) throws -> Int {
    let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if id == 0, found == 0, tables == 0 { return 0 }
    guard id == applicationID else {
      throw HistorianError(
        .notAHistory,
        "\(path) is a database of another program (application id \(id), expected "
          + "\(applicationID)); name another file for the history")
    }
    guard found <= version else {
      throw HistorianError(
        .newerSchema,
        "history \(path) has schema version \(found), this program knows up to \(version); "
          + "nothing was written; use the newer program or name another file")
    }
    return found
  }
}

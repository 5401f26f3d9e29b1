// Opening the history file for writing: probe it without a write, set a broken one aside, open the one
// writer connection, and read back that the journal and synchronous modes hold. The database library
// sets `synchronous` to NORMAL while opening, after every hook, so the mode is set afterwards and
// believed only when the writer connection itself answers FULL.

import Foundation
import GRDB
import Plant

/// The open history with its one writer connection.
struct HistoryFile {
  /// What the writer connection answered when asked for its modes.
  struct Modes: Equatable, Sendable {
    var journal: String
    var synchronous: Int
  }

  /// Files up to this size are checked page by page at opening; larger ones would delay the start.
  static let largestCheckedAtOpening = 256 << 20

  let queue: DatabaseQueue
  let modes: Modes
  /// Identifier in the file for each place of the catalogue.
  let pointIDs: [Int64]
  /// The highest event number in the file.
  let lastEvent: Int64
  /// Where a corrupt predecessor was put, if there was one.
  let setAside: String?

  /// Opens or creates the history of a site.
  init(path: String, catalogue: SiteCatalogue) throws(HistorianError) {
    do {
      let moved = try Self.isSound(path) ? nil : Self.setAside(path)
      do {
        try self.init(sound: path, catalogue: catalogue, setAside: moved)
      } catch let error as DatabaseError where error.isCorruption && moved == nil {
        let moved = try Self.setAside(path)
        try self.init(sound: path, catalogue: catalogue, setAside: moved)
      }
    } catch let error as HistorianError {
      throw error
    } catch {
      throw HistorianError(.cannotOpen, path: path, error)
    }
  }

  private init(sound path: String, catalogue: SiteCatalogue, setAside: String?) throws {
    var configuration = Configuration()
    configuration.label = "history writer"
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    queue = try DatabaseQueue(path: path, configuration: configuration)
    modes = try queue.writeWithoutTransaction { db in
      _ = try Schema.checked(db, path: path)
      try db.execute(
        sql: """
          PRAGMA journal_mode = WAL;
          PRAGMA synchronous = FULL;
          PRAGMA journal_size_limit = 16777216;
          """)
      return Modes(
        journal: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
        synchronous: try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1)
    }
    try Self.demand(modes, path: path)
    (pointIDs, lastEvent) = try queue.write { db in
      try Schema.migrate(db, path: path)
      try Self.register(catalogue, in: db, path: path)
      let ids = try catalogue.points.map { try Self.identifier(of: $0, in: db) }
      return (ids, try Int64.fetchOne(db, sql: "SELECT max(id) FROM events") ?? 0)
    }
    self.setAside = setAside
  }

  /// Refuses any mode that could lose a committed event on power loss.
  static func demand(_ modes: Modes, path: String) throws(HistorianError) {
    guard modes == Modes(journal: "wal", synchronous: 2) else {
      throw HistorianError(
        .wrongSettings,
        "history \(path) runs with journal mode \(modes.journal) and synchronous "
          + "\(modes.synchronous), wanted wal and 2 (FULL); put it on a local file system")
    }
  }

  /// Looks at an existing file through a connection that cannot write. False when it is corrupt.
  private static func isSound(_ path: String) throws -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let size = attributes?[.size] as? Int, size > 0 else { return true }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      return try DatabaseQueue(path: path, configuration: configuration).read { db in
        _ = try Schema.checked(db, path: path)
        guard size <= largestCheckedAtOpening else { return true }
        return try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok"
      }
    } catch let error as DatabaseError where error.isCorruption {
      return false
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      return true  // a log left by a crash may need the writer; it will say what is wrong
    }
  }

  /// Renames a corrupt file and its log to the first free `.corrupt-<n>`; never deletes.
  private static func setAside(_ path: String) throws -> String {
    let files = FileManager.default
    var number = 1
    while files.fileExists(atPath: "\(path).corrupt-\(number)") { number += 1 }
    let target = "\(path).corrupt-\(number)"
    try files.moveItem(atPath: path, toPath: target)
    for ending in ["-wal", "-shm"] where files.fileExists(atPath: path + ending) {
      try files.moveItem(atPath: path + ending, toPath: target + ending)
    }
    return target
  }

  private static func register(
    _ catalogue: SiteCatalogue, in db: Database, path: String
  ) throws {
    try db.execute(
      sql: "INSERT INTO site (id, name, simulated) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [catalogue.site, catalogue.isSimulated])
    guard let row = try Row.fetchOne(db, sql: "SELECT name, simulated FROM site") else { return }
    let name: String = row["name"]
    let isSimulated: Bool = row["simulated"]
    guard name == catalogue.site, isSimulated == catalogue.isSimulated else {
      throw HistorianError(
        .otherSite,
        "history \(path) belongs to the \(isSimulated ? "simulated" : "real") site \(name), not to "
          + "the \(catalogue.isSimulated ? "simulated" : "real") site \(catalogue.site); "
          + "name another file")
    }
  }

  private static func identifier(of point: PointDefinition, in db: Database) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO points (name, unit) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [point.name, point.unit.symbol])
    let found = try Int64.fetchOne(
      db, sql: "SELECT id FROM points WHERE name = ? AND unit = ?",
      arguments: [point.name, point.unit.symbol])
    return found ?? -1
  }
}

extension DatabaseError {
  /// True when the file itself is broken, not the access to it.
  var isCorruption: Bool {
    resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB
  }
}

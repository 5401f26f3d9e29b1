// The journal file while it is written: opened with one connection, its modes read back (the database
// library sets `synchronous` to NORMAL while opening, after every hook), blocks appended one transaction
// each, and the oldest ones deleted when they are too many or too old.

import Foundation
import GRDB
import Plant

/// The open journal of one run.
struct JournalFile {
  private let queue: DatabaseQueue
  private let limits: JournalLimits
  private let runID: Int64
  private var size: JournalSize
  /// Where a corrupt predecessor was put, if there was one.
  let setAside: String?

  /// The number of this run in the file.
  var run: UInt64 { UInt64(bitPattern: runID) }

  /// Opens or creates the journal of a site. A corrupt file is renamed, never deleted.
  /// - Parameter run: the number of the run that goes on; nil for a new one.
  init(
    path: String, identity: JournalIdentity, limits: JournalLimits, continuing run: UInt64? = nil
  ) throws(JournalError) {
    do {
      do {
        try self.init(sound: path, identity, limits, run, setAside: nil)
      } catch let error as DatabaseError where error.isCorruption {
        let moved = try Self.setAside(path)
        try self.init(sound: path, identity, limits, run, setAside: moved)
      }
    } catch let error as JournalError {
      throw error
    } catch {
      throw JournalError(.cannotOpen, path: path, error)
    }
  }

  private init(
    sound path: String, _ identity: JournalIdentity, _ limits: JournalLimits, _ run: UInt64?,
    setAside: String?
  ) throws {
    try Self.makePrivate(path)
    var configuration = Configuration()
    configuration.label = "journal writer"
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      _ = try Schema.checked(db, path: path)
      try db.execute(
        sql: """
          PRAGMA journal_mode = WAL;
          PRAGMA synchronous = FULL;
          PRAGMA journal_size_limit = 16777216;
          """)
      let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? ""
      let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
      guard mode == "wal", synchronous == 2 else {
        throw JournalError(
          .wrongSettings,
          "journal \(path) runs with journal mode \(mode) and synchronous \(synchronous), wanted "
            + "wal and 2 (FULL); put it on a local file system")
      }
    }
    (runID, size) = try queue.write { db in
      try Schema.migrate(db, path: path)
      try Self.register(identity, in: db, path: path)
      return (try Self.begin(run, identity, in: db), try JournalSize(in: db))
    }
    self.limits = limits
    self.setAside = setAside
  }

  /// Appends a block and deletes what is too much; returns how many were deleted.
  mutating func append(_ block: BlockBuffer) throws -> Int {
    let label = block.label
    let data = Data(block.bytes)
    var size = size
    size.add(bytes: data.count, first: label.firstPlant, last: label.lastPlant)
    let deleted = try queue.write { db in
      try db.cachedStatement(
        sql: """
          INSERT INTO blocks (run, sequence, is_key, scans, first_scan, last_scan, first_plant,
            last_plant, bytes, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        runID, Int64(bitPattern: label.sequence), label.isKey, label.scans,
        Int64(bitPattern: label.firstScan), Int64(bitPattern: label.lastScan), label.firstPlant,
        label.lastPlant, data.count, data,
      ])
      return try limits.trim(db, run: runID, size: &size)
    }
    self.size = size
    return deleted
  }

  /// Closes the file; the database checkpoints as its last user leaves.
  func close() { try? queue.close() }

  /// Creates the file so that only its owner can read it; the log beside it takes over the mode.
  private static func makePrivate(_ path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let cause = String(cString: strerror(errno))
      throw JournalError(.cannotOpen, "cannot open \(path): \(cause)")
    }
    Foundation.close(descriptor)
  }

  private static func register(
    _ identity: JournalIdentity, in db: Database, path: String
  ) throws {
    try db.execute(
      sql: "INSERT INTO site (id, name, simulated) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [identity.site, identity.isSimulated])
    guard let row = try Row.fetchOne(db, sql: "SELECT name, simulated FROM site") else { return }
    let name: String = row["name"]
    let isSimulated: Bool = row["simulated"]
    guard name == identity.site, isSimulated == identity.isSimulated else {
      throw JournalError(
        .otherSite,
        "journal \(path) belongs to the \(isSimulated ? "simulated" : "real") site \(name), not to "
          + "the \(identity.isSimulated ? "simulated" : "real") site \(identity.site); "
          + "name another file")
    }
  }

  private static func begin(
    _ run: UInt64?, _ identity: JournalIdentity, in db: Database
  ) throws -> Int64 {
    let configuration = Digest.text(identity.configuration)
    if let run {
      // The file may be a new one, after the old one was set aside.
      try db.execute(
        sql: """
          INSERT INTO runs (id, configuration, build) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
          """, arguments: [Int64(bitPattern: run), configuration, identity.build])
      return Int64(bitPattern: run)
    }
    try db.execute(
      sql: "INSERT INTO runs (configuration, build) VALUES (?, ?)",
      arguments: [configuration, identity.build])
    return db.lastInsertedRowID
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
}

extension DatabaseError {
  /// True when the file itself is broken, not the access to it.
  var isCorruption: Bool {
    resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB
  }
}

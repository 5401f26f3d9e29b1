// Reading the journal, also while the controller writes it: a connection that cannot write and never
// checkpoints (see `FileLock`), with short reads. First the places of all blocks in question, then block
// by block as the replay asks for them.

import Foundation
import GRDB
public import Plant

/// One run of the controller, from its start to its end.
public struct JournalRun: Equatable, Sendable {
  /// Number of the run in the file.
  public var number: Int64
  /// Digest of the configuration, in hexadecimal digits.
  public var configuration: String
  /// The program that decided.
  public var build: String
  /// Plant time of the first and the last scan that are kept, in ms.
  public var first: Milliseconds
  public var last: Milliseconds
}

/// Where one block lies.
struct BlockEntry: Equatable, Sendable {
  var id: Int64
  var run: Int64
  var bytes: Int
  var label: BlockLabel
}

/// Answers what a journal file holds.
public final class JournalReader: Sendable {
  /// The file.
  public let path: String
  private let queue: DatabaseQueue
  /// Name and kind of the site that the file belongs to.
  public let site: String
  public let isSimulated: Bool

  /// Opens a journal for reading.
  ///
  /// - Throws: `JournalError` when there is none, it is not ours, or it is newer than this program.
  public init(_ path: String) throws(JournalError) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      throw JournalError(.notAJournal, "there is no journal \(path); has the controller run?")
    }
    var configuration = Configuration()
    configuration.label = "journal reader"
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0; PRAGMA trusted_schema = OFF")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      (site, isSimulated) = try queue.read { db in
        let version = try Schema.checked(db, path: path)
        guard version > 0, let row = try Row.fetchOne(db, sql: "SELECT name, simulated FROM site")
        else { throw JournalError(.notAJournal, "\(path) is empty; has the controller run?") }
        return (row["name"], row["simulated"])
      }
    } catch let error as JournalError {
      throw error
    } catch {
      throw JournalError(.cannotOpen, path: path, error)
    }
  }

  /// All runs of which something is kept, oldest first.
  public func runs() throws(JournalError) -> [JournalRun] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT runs.id, configuration, build, min(first_plant), max(last_plant)
          FROM runs JOIN blocks INDEXED BY blocks_by_place ON blocks.run = runs.id
          WHERE blocks.id > 0 GROUP BY runs.id ORDER BY runs.id
          """
      ).map { row in
        JournalRun(
          number: row[0], configuration: row[1], build: row[2], first: row[3], last: row[4])
      }
    }
  }

  /// The blocks of a range of plant time, oldest first, from the key frame on that a replay of the
  /// range has to start at.
  func blocks(
    from: Milliseconds, until: Milliseconds
  ) throws(JournalError) -> [BlockEntry] {
    try read { db in
      let all = try Row.fetchAll(
        db,
        sql: """
          SELECT id, run, sequence, is_key, scans, first_scan, last_scan, first_plant, last_plant,
            bytes
          FROM blocks INDEXED BY blocks_by_place WHERE id > 0 ORDER BY id
          """
      ).map(Self.entry)
      guard
        let first = all.firstIndex(where: {
          $0.label.lastPlant >= from && $0.label.firstPlant < until
        }),
        let last = all.lastIndex(where: {
          $0.label.lastPlant >= from && $0.label.firstPlant < until
        })
      else { return [] }
      var begin = first
      while begin > 0, !all[begin].label.isKey, all[begin - 1].run == all[begin].run {
        begin -= 1
      }
      return Array(all[begin...last])
    }
  }

  /// The bytes of a block; nil when it was deleted meanwhile.
  func bytes(of entry: BlockEntry) throws(JournalError) -> [UInt8]? {
    try read { db in
      try Data.fetchOne(db, sql: "SELECT data FROM blocks WHERE id = ?", arguments: [entry.id])
        .map { [UInt8]($0) }
    }
  }

  private static func entry(_ row: Row) -> BlockEntry {
    var label = BlockLabel()
    label.sequence = UInt64(bitPattern: row["sequence"])
    label.isKey = row["is_key"]
    label.scans = row["scans"]
    label.firstScan = UInt64(bitPattern: row["first_scan"])
    label.lastScan = UInt64(bitPattern: row["last_scan"])
    label.firstPlant = row["first_plant"]
    label.lastPlant = row["last_plant"]
    return BlockEntry(id: row["id"], run: row["run"], bytes: row["bytes"], label: label)
  }

  private func read<T>(_ query: (Database) throws -> T) throws(JournalError) -> T {
    do { return try queue.read(query) } catch {
      throw JournalError(.readFailed, path: path, error)
    }
  }
}

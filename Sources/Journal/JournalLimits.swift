// How much journal is kept: so many bytes and so many days of recorded scans, whichever ends first. Days are
// counted by what was recorded, not by the calendar: a wrong clock at a start, or a plant that stood for
// months, must not delete the record of what happened before. The oldest blocks go first, a few with
// each new one, so that no transaction is long and the file stops growing.

import GRDB
public import Plant

/// How much journal is kept.
public struct JournalLimits: Equatable, Sendable {
  /// Bytes of all blocks together.
  public var bytes: Int
  /// Plant time of all recorded scans together, in ms.
  public var span: Milliseconds

  /// By default a gigabyte or fourteen days of scans, whichever ends first.
  public init(bytes: Int = 1 << 30, span: Milliseconds = 14 * 86_400_000) {
    self.bytes = max(bytes, 0)
    self.span = max(span, 0)
  }
}

/// How much journal there is.
struct JournalSize: Equatable, Sendable {
  /// Bytes of all blocks.
  var bytes = 0
  /// Plant time from the first to the last scan of each block, all together, in ms.
  var span: Milliseconds = 0

  /// The size of what is in a file.
  init(in db: Database) throws {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT sum(bytes), sum(max(last_plant - first_plant, 0))
        FROM blocks INDEXED BY blocks_by_place WHERE id > 0
        """)
    bytes = row?[0] ?? 0
    span = row?[1] ?? 0
  }

  mutating func add(bytes: Int, first: Milliseconds, last: Milliseconds) {
    self.bytes += bytes
    span += max(last - first, 0)
  }

  mutating func subtract(bytes: Int, first: Milliseconds, last: Milliseconds) {
    self.bytes -= bytes
    span -= max(last - first, 0)
  }
}

extension JournalLimits {
  /// The most blocks that one transaction deletes, so that none is long.
  private static let mostDeletions = 200

  /// Deletes the oldest blocks until both limits hold; the one that was just written always stays.
  /// - Parameters:
  ///   - run: the run that writes, which is kept even when it has no block.
  ///   - size: what there is, and afterwards what is left.
  /// - Returns: how many blocks were deleted.
  func trim(_ db: Database, run: Int64, size: inout JournalSize) throws -> Int {
    let newest = db.lastInsertedRowID
    var deleted = 0
    while size.bytes > bytes || size.span > span, deleted < Self.mostDeletions,
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT id, bytes, first_plant, last_plant FROM blocks INDEXED BY blocks_by_place
          WHERE id < ? ORDER BY id LIMIT 1
          """, arguments: [newest])
    {
      let id: Int64 = row[0]
      try db.execute(sql: "DELETE FROM blocks WHERE id = ?", arguments: [id])
      size.subtract(bytes: row[1], first: row[2], last: row[3])
      deleted += 1
    }
    if deleted > 0 {
      try db.execute(
        sql: """
          DELETE FROM runs WHERE id < ?
            AND id < (SELECT run FROM blocks INDEXED BY blocks_by_place
              WHERE id > 0 ORDER BY id LIMIT 1)
          """, arguments: [run])
    }
    return deleted
  }
}

// Reading the history while the historian writes it: a connection that cannot write and never
// checkpoints (see `FileLock`), with short reads, because a long one would keep the log from being
// checkpointed. Rows are stairs: a value holds until the next row of its point.

import GRDB
public import Plant

/// One row of a point's history.
public struct HistorySample: Equatable, Sendable {
  /// Plant time, ms since 1970 UTC.
  public var time: Milliseconds
  /// The value in `unit`; nil when the quality is bad.
  public var value: Double?
  public var quality: Quality
  /// Symbol of the unit (`UnitOfMeasure.symbol`).
  public var unit: String
}

/// One event of the history.
public struct HistoryEvent: Equatable, Sendable {
  /// Grows with every event of the file.
  public var number: Int64
  /// Plant time, ms since 1970 UTC.
  public var time: Milliseconds
  /// Number of the scan since that start of the controller.
  public var scan: UInt64
  /// `EventKind.word`.
  public var kind: String
  /// Row label or unit name; empty for the site.
  public var subject: String
  public var value: Double?
  /// `ReasonCode.word`, with what it compared.
  public var reason: String
  public var reasonSubject: String
  public var reasonValue: Double?
  public var reasonLimit: Double?
}

/// Answers questions about a history file.
public final class HistoryReader: Sendable {
  /// The most rows that one call returns.
  public static let mostRows = 100_000

  private let path: String
  private let queue: DatabaseQueue
  /// Name and kind of the site that the file belongs to.
  public let site: String
  public let isSimulated: Bool

  /// Opens a history for reading.
  ///
  /// - Throws: `HistorianError` when there is none, it is not ours, or it is newer than this program.
  public init(_ path: String) throws(HistorianError) {
    self.path = path
    var configuration = Configuration()
    configuration.label = "history reader"
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
        else { throw HistorianError(.notAHistory, "\(path) is empty; has the controller run?") }
        return (row["name"], row["simulated"])
      }
    } catch let error as HistorianError {
      throw error
    } catch {
      throw HistorianError(.cannotOpen, path: path, error)
    }
  }

  /// The names of all points that the file knows, in order.
  public func points() throws(HistorianError) -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT DISTINCT name FROM points ORDER BY name") }
  }

  /// Rows of a point from `since` (inclusive) to `until` (exclusive), oldest first.
  ///
  /// - Parameter limit: at most `mostRows`; ask again from the last row's time + 1 for more.
  /// - Throws: `unknownPoint` with the nearest names, or `readFailed`.
  public func samples(
    point: String, since: Milliseconds = .min, until: Milliseconds = .max, limit: Int = mostRows
  ) throws(HistorianError) -> [HistorySample] {
    let rows = try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT ts, value, quality, unit FROM samples JOIN points ON points.id = samples.point
          WHERE name = ? AND ts >= ? AND ts < ? ORDER BY ts LIMIT ?
          """, arguments: [point, since, until, min(max(0, limit), Self.mostRows)])
    }
    if rows.isEmpty { try demand(point) }
    return rows.map(Self.sample)
  }

  /// The row that holds at `instant`: the newest one not after it.
  public func sample(
    point: String, at instant: Milliseconds
  ) throws(HistorianError) -> HistorySample? {
    let row = try read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT ts, value, quality, unit FROM samples JOIN points ON points.id = samples.point
          WHERE name = ? AND ts <= ? ORDER BY ts DESC LIMIT 1
          """, arguments: [point, instant])
    }
    if row == nil { try demand(point) }
    return row.map(Self.sample)
  }

  /// Events from `since` (inclusive) to `until` (exclusive), oldest first.
  public func events(
    since: Milliseconds = .min, until: Milliseconds = .max, limit: Int = mostRows
  ) throws(HistorianError) -> [HistoryEvent] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, ts, scan, kind, subject, value, reason, reason_subject, reason_value,
            reason_limit FROM events WHERE ts >= ? AND ts < ? ORDER BY ts, id LIMIT ?
          """, arguments: [since, until, min(max(0, limit), Self.mostRows)]
      ).map { row in
        HistoryEvent(
          number: row["id"], time: row["ts"], scan: UInt64(bitPattern: row["scan"]),
          kind: row["kind"], subject: row["subject"], value: row["value"], reason: row["reason"],
          reasonSubject: row["reason_subject"], reasonValue: row["reason_value"],
          reasonLimit: row["reason_limit"])
      }
    }
  }

  /// Throws unless the file has a point of that name.
  func demand(_ point: String) throws(HistorianError) {
    let known = try points()
    guard !known.contains(point) else { return }
    let near = nearest(to: point, among: known)
    let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
    throw HistorianError(.unknownPoint, "history \(path) has no point \(point)\(hint)")
  }

  private static func sample(_ row: Row) -> HistorySample {
    let code: Int64 = row["quality"]
    let quality = UInt8(exactly: code).flatMap(Quality.init(code:)) ?? .bad(.notImplemented)
    return HistorySample(
      time: row["ts"], value: quality.isUsable ? row["value"] : nil, quality: quality,
      unit: row["unit"])
  }

  private func read<T>(_ query: (Database) throws -> T) throws(HistorianError) -> T {
    do { return try queue.read(query) } catch {
      throw HistorianError(.readFailed, path: path, error)
    }
  }
}

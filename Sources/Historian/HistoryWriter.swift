// The writer: takes scans and events out of the chutes, gathers rows, and commits them once a second of
// real time, one transaction and one fsync. After any disk error the connection counts as poisoned: it
// is closed and the file opened and checked anew, because a failed fsync cannot be repeated. Rows wait
// meanwhile, up to a limit. Time is an argument; the thread around it lives in `Historian`.

import Chute
import GRDB
import Plant

/// The two chutes that lead from the scan loop to the writer. Events have their own, so that a flood
/// of samples cannot push an event out.
struct Chutes: Sendable {
  struct Scan: Sendable {
    var time: Milliseconds
    var samples: [RawSample]
  }
  let scans = Chute<Scan>(capacity: 512)
  let events = Chute<Event>(capacity: 8192)
}

/// Owned by one thread.
struct HistoryWriter {
  /// Rows that may wait for a disk that does not take them.
  static let mostWaitingSamples = 200_000
  static let mostWaitingEvents = 50_000

  private let path: String
  private let catalogue: SiteCatalogue
  private let chutes: Chutes
  private let report: @Sendable (HistorianReport) -> Void
  private var file: HistoryFile?
  private var filter: SampleFilter
  private var samples: [SampleRow] = []
  private var events: [EventRow] = []
  private var nextEvent: Int64
  private var nextCommit: Milliseconds = .min
  private var pause: Milliseconds = 1000
  private(set) var counters = HistorianCounters()

  init(
    file: HistoryFile, path: String, catalogue: SiteCatalogue, chutes: Chutes,
    report: @escaping @Sendable (HistorianReport) -> Void
  ) {
    self.file = file
    self.path = path
    self.catalogue = catalogue
    self.chutes = chutes
    self.report = report
    filter = SampleFilter(deadBands: catalogue.points.map(\.deadBand))
    nextEvent = file.lastEvent + 1
  }

  /// Takes what has come, and commits when a second has passed since the last commit, or now when
  /// `isLast`.
  mutating func pump(now: Milliseconds, isLast: Bool = false) {
    gather()
    if nextCommit == .min { nextCommit = now + 1000 }
    guard now >= nextCommit || isLast else { return }
    nextCommit = now + 1000
    guard !samples.isEmpty || !events.isEmpty else { return }
    do {
      try commit()
      pause = 1000
    } catch {
      poisoned(by: error)
      nextCommit = now + pause
      pause = min(pause * 2, 30_000)
    }
  }

  /// Counts what could not be written as lost and closes; the database checkpoints as its last user
  /// leaves.
  mutating func finish() {
    counters.samplesDropped += UInt64(samples.count)
    counters.eventsDropped += UInt64(events.count)
    close()
  }

  private mutating func close() {
    try? file?.queue.close()
    file = nil
  }

  private mutating func gather() {
    while let event = chutes.events.take() {
      guard events.count < Self.mostWaitingEvents else {
        counters.eventsDropped += 1
        continue
      }
      events.append(EventRow(event, number: nextEvent, in: catalogue))
      nextEvent += 1
    }
    while let scan = chutes.scans.take() {
      let rows = filter.rows(of: scan.samples, at: scan.time)
      guard samples.count + rows.count <= Self.mostWaitingSamples else {
        counters.samplesDropped += UInt64(rows.count)
        filter.forget()
        continue
      }
      samples += rows
    }
  }

  private mutating func commit() throws {
    if file == nil {
      file = try HistoryFile(path: path, catalogue: catalogue)
      if let moved = file?.setAside { report(.corruptFileSetAside(moved)) }
    }
    guard let file else { return }
    let (samples, events) = (samples, events)
    try file.queue.write { db in
      let sample = try db.cachedStatement(
        sql: """
          INSERT INTO samples (point, ts, value, quality) VALUES (?, ?, ?, ?)
          ON CONFLICT (point, ts) DO UPDATE SET value = excluded.value, quality = excluded.quality
          """)
      for row in samples {
        try sample.execute(
          arguments: [file.pointIDs[row.place], row.time, row.value, Int64(row.quality)])
      }
      let event = try db.cachedStatement(sql: EventRow.insertion)
      for row in events { try event.execute(arguments: row.arguments) }
    }
    if counters.isFailing { report(.recovered) }
    counters.isFailing = false
    counters.transactions += 1
    counters.samplesWritten += UInt64(samples.count)
    counters.eventsWritten += UInt64(events.count)
    self.samples.removeAll(keepingCapacity: true)
    self.events.removeAll(keepingCapacity: true)
  }

  private mutating func poisoned(by error: any Error) {
    counters.diskErrors += 1
    counters.isFailing = true
    let text = (error as? HistorianError)?.description ?? HistorianError.text(of: error)
    report(.diskError(text))
    // A row that the schema refuses would stand in the way of all others for ever.
    if (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT {
      counters.samplesDropped += UInt64(samples.count)
      counters.eventsDropped += UInt64(events.count)
      samples.removeAll()
      events.removeAll()
      filter.forget()
    }
    close()
  }
}

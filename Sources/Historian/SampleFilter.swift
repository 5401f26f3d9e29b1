// Which samples are worth a row: those that changed. A point gets a row when its quality changes, when
// its value leaves the dead-band around the last row, and every quarter of an hour even if nothing
// changes, so that a gap in the rows is a gap in the knowledge. A row holds until the next one: trends
// of this history are stairs, not slopes.

import Plant

/// One row of the history, before it has a database.
struct SampleRow: Equatable, Sendable {
  /// Place of the point in the catalogue.
  var place: Int
  /// Plant time of the scan, ms.
  var time: Milliseconds
  /// The value; nil when the quality is bad.
  var value: Double?
  /// `Quality.code`.
  var quality: UInt8
}

/// Remembers the last row of each point and picks the samples that need a new one.
struct SampleFilter {
  /// The longest time between two rows of a point that does not change, in plant time.
  static let heartbeat: Milliseconds = 15 * 60_000

  private var last: [SampleRow?]
  private let deadBands: [Double]

  init(deadBands: [Double]) {
    self.deadBands = deadBands
    last = Array(repeating: nil, count: deadBands.count)
  }

  /// The rows that this scan adds.
  mutating func rows(of samples: [RawSample], at time: Milliseconds) -> [SampleRow] {
    var rows: [SampleRow] = []
    for place in 0..<min(samples.count, deadBands.count) {
      let sample = samples[place]
      let row = SampleRow(
        place: place, time: time, value: sample.usable, quality: sample.quality.code)
      guard isNews(row) else { continue }
      last[place] = row
      rows.append(row)
    }
    return rows
  }

  /// Forgets what was written: rows were lost, so the next scan writes every point anew.
  mutating func forget() { last = Array(repeating: nil, count: deadBands.count) }

  private func isNews(_ row: SampleRow) -> Bool {
    guard let old = last[row.place], old.quality == row.quality else { return true }
    // Plant time may jump back when a simulation is restored; the row after the jump is news.
    guard row.time >= old.time, row.time - old.time < Self.heartbeat else { return true }
    guard let value = row.value, let before = old.value else { return false }
    let change = value > before ? value - before : before - value
    return change > deadBands[row.place]
  }
}

// The timetable: instants one period apart, each for one scan at most. A scan that lasts into the next
// instants, or a thread that wakes after them, leaves them out for good: they are counted, and the loop
// goes on with the next one. So no scan is ever made up for, and no two share an instant. Pure: the clock
// comes in.

/// When scans are due, in microseconds of one monotonic clock.
struct Timetable {
  private let period: Int64
  /// The instant at which the next scan is due, or the one under way was.
  private(set) var due: Int64
  /// Instants that were left out.
  private(set) var leftOut: UInt64 = 0

  /// A timetable whose first scan is due at `first`.
  /// - Parameter period: in microseconds, at least 1.
  init(first: Int64, period: Int64) {
    due = first
    self.period = max(period, 1)
  }

  /// A scan begins. How late it is, in microseconds, against the instant it was to begin at.
  mutating func begin(at now: Int64) -> UInt64 {
    let late = max(now - due, 0)
    leaveOut(late / period)
    return UInt64(late)
  }

  /// The scan has ended; `due` is the next instant that is not over.
  mutating func end(at now: Int64) {
    due += period
    if now > due { leaveOut((now - due + period - 1) / period) }
  }

  private mutating func leaveOut(_ count: Int64) {
    leftOut += UInt64(count)
    due += count * period
  }
}

// Two small watches over time. One finds alarms that chatter: they are flagged, never hidden. The other
// finds a computer that comes late: three of its last ten scans.

public import Plant

/// Finds an alarm that comes three times or more within a minute.
public struct ChatterWatch: Equatable, Sendable {
  /// How often, and within which time, in ms of plant time.
  public static let raises = 3
  public static let window: Milliseconds = 60_000

  private var last: [Milliseconds] = []
  private var flaggedUntil: Milliseconds?

  /// Nothing has come yet.
  public init() {}

  /// Takes note that the alarm came. True when it begins to chatter with this one.
  @discardableResult
  public mutating func raised(at time: Milliseconds) -> Bool {
    if let newest = last.last, time < newest { last = [] }
    last = last.suffix(Self.raises - 1) + [time]
    let was = isChattering(at: time)
    guard last.count == Self.raises, time - last[0] < Self.window else {
      if was { flaggedUntil = time + Self.window }
      return false
    }
    flaggedUntil = time + Self.window
    return !was
  }

  /// True from the third time within a minute until the alarm has not come for a minute.
  public func isChattering(at time: Milliseconds) -> Bool {
    guard let flaggedUntil, let newest = last.last else { return false }
    return time < flaggedUntil && time >= newest
  }
}

/// Finds a scan that comes late three times in ten.
struct LateScanWatch: Equatable, Sendable {
  private var counts: [UInt64] = []

  /// Takes the number of late scans so far. True while three or more of the last ten came late.
  mutating func isLate(_ overruns: UInt64) -> Bool {
    if let newest = counts.last, overruns < newest { counts = [] }
    counts = counts.suffix(10) + [overruns]
    return overruns - (counts.first ?? overruns) >= 3
  }
}

// The judge's own numbers. They are those of the plant's design (alarm levels, purge, time-outs) with
// room for what honest equipment needs: a poll, a sample's age, a delay of the row, a valve's travel.
// They are written down here a second time on purpose: a judge that read the controller's table would
// agree with every mistake in it.

/// What the judge holds the plant to. Times in ms, gas in % LEL, pressures in bar(g).
public struct Limits: Sendable {
  /// Main alarm (20 % LEL) and pre-alarm (10 % LEL), each with a point for the noise of a detector.
  public var mainAlarm = 21.0
  public var preAlarm = 11.0
  /// Above this the air does not count as clean (5 % LEL and a point).
  public var cleanAir = 6.0
  /// From gas to rest: age of a sample 2 s, delay 1 s, watchdog of the outputs 2 s, and the rest for
  /// polls, a lost answer and the device's own ramp.
  public var gasResponse: Int64 = 8_000
  public var highFlowResponse: Int64 = 12_000
  /// Two detectors of three, or both of two, without power.
  public var blindResponse: Int64 = 10_000
  /// One detector of two without power: a controlled stop.
  public var halfBlindResponse: Int64 = 300_000
  /// The flow switch: 10 s until the row acts, 15 s until the hard-wired chain does.
  public var airResponse: Int64 = 25_000
  public var tankHighest = 38.2
  public var pressureResponse: Int64 = 6_000
  /// Air changes before a start; five are asked for.
  public var airChanges = 4.5
  /// Flow below this share of the base flow is no ventilation; it may fail for as long as a gap.
  public var lowestFlowShare = 0.7
  public var airGap: Int64 = 12_000
  /// Air must have been clean for five minutes before the key counts, less what clocks differ.
  public var cleanBeforeKey: Int64 = 280_000
  /// A turn of the key longer than this is a stuck key (5 s, and what a slow wire adds).
  public var longestKeyTurn: Int64 = 6_500
  /// How long a danger must last to be surely seen through any wire that still counts as alive.
  public var surelySeen: Int64 = 5_000
  /// A module ignores its stop: 20 s until its contact opens.
  public var stopEnforced: Int64 = 45_000
  /// A dead device: 10 s until its contact opens, and the rest for polls and a lossy wire to the contacts.
  public var releaseWithdrawn: Int64 = 25_000
  /// Nobody decides: 2 s until the outputs drop, 10 s until a module stops by itself.
  public var outputsDropped: Int64 = 5_000
  public var devicesStopped: Int64 = 14_000
  /// Coolant of the fuel cell, and its outlet temperature.
  public var heatResponse: Int64 = 20_000
  public var hottestOutlet = 78.0
  /// The key switch on site forbids a start once it has stood there for so long.
  public var localKey: Int64 = 30_000

  /// The numbers of the two example sites.
  public init() {}
}

/// Since when something has been so.
struct Standing: Sendable {
  private var since: Int64?

  /// For how long `holds` has been true without a break, in ms; -1 while it is not.
  mutating func span(_ holds: Bool, at now: Int64) -> Int64 {
    guard holds else {
      since = nil
      return -1
    }
    let begin = since ?? now
    since = begin
    return now - begin
  }

  /// Forgets.
  mutating func clear() { since = nil }
}

/// A breach that is told once, until it is over.
struct Complaint: Sendable {
  private var stands = false

  /// True in the first look of a breach.
  mutating func isNew(_ breach: Bool) -> Bool {
    defer { stands = breach }
    return breach && !stands
  }
}

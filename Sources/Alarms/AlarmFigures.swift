// The figures of EEMUA 191 and ISA-18.2 over a stretch of the alarm log: how much a person was asked to
// look at, and whether that was bearable. Windows of ten minutes slide, so a burst over the edge of a
// clock's ten minutes counts as the burst it was.

public import Plant

/// The alarm load of a period.
public struct AlarmFigures: Equatable, Sendable {
  /// A stretch in which nobody can follow any more: it begins with more than ten alarms in ten minutes
  /// and ends when fewer than five are left of the last ten.
  public struct Flood: Equatable, Sendable {
    public var begin: Milliseconds
    public var end: Milliseconds
  }

  /// An alarm and a count or a time of it.
  public struct Named: Equatable, Sendable {
    public var alarm: String
    public var count: Int
    /// Plant time since when, for stale alarms; 0 for others.
    public var since: Milliseconds = 0
  }

  public static let window: Milliseconds = 600_000
  public static let floodBegins = 10
  public static let floodEnds = 5
  public static let staleAfter: Milliseconds = 86_400_000

  /// The period, in ms of plant time; the end is not part of it.
  public var from: Milliseconds
  public var to: Milliseconds
  /// Alarms announced in the period.
  public var announced = 0
  /// The most within any ten minutes that end in the period, and when they ended.
  public var peak = 0
  public var peakAt: Milliseconds?
  public var floods: [Flood] = []
  /// Alarms that stood longer than a day, longest first; `count` is in hours.
  public var stale: [Named] = []
  /// Alarms that came three times within a minute; `count` is the number of such spells.
  public var chattering: [Named] = []
  /// The ten alarms that came most often.
  public var top: [Named] = []
  /// Announced alarms by priority 1, 2, 3; alarms that the site no longer knows are in none.
  public var byPriority = [0, 0, 0]
  /// How often people put an alarm aside or took one out.
  public var shelved = 0
  public var outOfService = 0

  /// The period in days.
  public var days: Double { Double(to - from) / 86_400_000 }
  /// Average of announced alarms.
  public var perDay: Double { to > from ? Double(announced) / days : 0 }
  public var perTenMinutes: Double { perDay / 144 }
  /// Share of the period in a flood, 0...1.
  public var shareInFlood: Double {
    to > from ? Double(floods.reduce(0) { $0 + $1.end - $1.begin }) / Double(to - from) : 0
  }
  /// Share of the ten most frequent alarms, 0...1.
  public var topShare: Double {
    announced > 0 ? Double(top.reduce(0) { $0 + $1.count }) / Double(announced) : 0
  }
}

extension AlarmFigures {
  /// Counts what a log says about a period.
  ///
  /// - Parameters:
  ///   - records: in any order; those before the period tell what stood at its begin.
  ///   - definitions: priorities and latches of the alarms that the site knows.
  public init(
    _ records: [AlarmRecord], from: Milliseconds, to: Milliseconds,
    definitions: [AlarmDefinition]
  ) {
    self.from = from
    self.to = max(from, to)
    let known = Dictionary(definitions.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
    let past = records.filter { $0.time < self.to }.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
    let raises = past.filter { $0.kind == .raised }
    let inPeriod = raises.filter { $0.time >= from }
    announced = inPeriod.count
    countLoad(raises.map(\.time))
    for raise in inPeriod {
      if let definition = known[raise.alarm] {
        byPriority[Int(definition.priority.rawValue) - 1] += 1
      }
    }
    top = Array(Self.ranked(inPeriod.map(\.alarm)).prefix(10))
    chattering = Self.ranked(spells(raises))
    stale = staleAlarms(past, known)
    shelved = past.count { $0.kind == .shelved && $0.time >= from }
    outOfService = past.count { $0.kind == .outOfService && $0.time >= from }
  }

  /// Names with how often they occur, most frequent first, then by name.
  private static func ranked(_ names: [String]) -> [Named] {
    Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
      .map { Named(alarm: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.alarm) < ($0.count, $1.alarm) }
  }

  /// Peak and floods. A raise is in the window for ten minutes, and no longer at the end of them.
  private mutating func countLoad(_ times: [Milliseconds]) {
    var oldest = 0
    var floodBegan: Milliseconds?
    func closeFlood(_ end: Milliseconds) {
      guard let begin = floodBegan, end > from else { return }
      floods.append(Flood(begin: max(begin, from), end: min(end, to)))
    }
    for (place, time) in times.enumerated() {
      while times[oldest] + Self.window <= time {
        oldest += 1
        if floodBegan != nil, place - oldest < Self.floodEnds {
          closeFlood(times[oldest - 1] + Self.window)
          floodBegan = nil
        }
      }
      let count = place - oldest + 1
      if time >= from, count > peak {
        peak = count
        peakAt = time
      }
      if floodBegan == nil, count > Self.floodBegins { floodBegan = time }
    }
    guard floodBegan != nil else { return }
    // After the last raise the window only empties: the fifth from the end leaves as the last but four.
    closeFlood(times[times.count - Self.floodEnds] + Self.window)
  }

  /// The name of an alarm once for each spell of chattering that began in the period.
  private func spells(_ raises: [AlarmRecord]) -> [String] {
    var watches: [String: ChatterWatch] = [:]
    return raises.compactMap { raise in
      let begins = watches[raise.alarm, default: ChatterWatch()].raised(at: raise.time)
      return begins && raise.time >= from ? raise.alarm : nil
    }
  }
}

// One run: a seed's storm over a site, then the quiet. It ends with the first verdict, or when the time
// is over and the plant is back. The same seed gives the same run, to the bit.

import Plant
import PlantSimulation
public import PlantTruth
import SiteConfiguration

/// What came of one run.
public struct RunResult: Sendable {
  public var seed: UInt64
  public var site: String
  public var start: String
  /// Hydrogen flowed at the start.
  public var startsInOperation = false
  /// Scans, and those in which hydrogen flowed.
  public var scans = 0
  public var flowing = 0
  /// The first breach of a law, and the scan in which it was seen; nil for a good run.
  public var breach: Breach?
  public var breachScan = 0
  /// The gusts that came before it, by their place in the forecast.
  public var gusts: [Int] = []
  /// How often each kind of trouble came.
  public var kinds: [String: Int] = [:]
  /// How often each row of the matrix began to act, in its order.
  public var rows: [Int] = []
  /// Time from the mending until all units were in service again, in s; nil when they never left.
  public var secondsToService: Double?
  public var digest: UInt64 = 0
  /// What happened, one line each.
  public var diary: [String] = []
  /// What the controller said when it ended.
  public var last: [String] = []
}

/// How long a run lives.
public struct HuntPlan: Sendable {
  /// Simulated minutes of a run, 10 at least; it goes on until the plant is back, if that is later.
  public var minutes: Int
  /// The gusts that are left out, by their place in the forecast.
  public var leftOut: Set<Int> = []
  /// Stops at this scan; nil for the end.
  public var lastScan: Int?

  public init(minutes: Int = 60) { self.minutes = minutes }

  /// How long the storm blows, in ms: the rest is for the quiet.
  var storm: Milliseconds { Milliseconds(max(minutes, 10)) * 60_000 * 6 / 10 }
  var whole: Milliseconds { Milliseconds(max(minutes, 10)) * 60_000 }
}

/// One run of one seed.
final class HuntRun {
  let world: HuntWorld
  private let plan: HuntPlan
  private(set) var forecast: [Gust]
  private(set) var result: RunResult
  private let begin: Milliseconds
  private var nextGust = 0
  private var standing: [(place: Int, gust: Gust)] = []
  private let liveness = LivenessJudge()
  private var didFlow = false

  init(
    seed: UInt64, at site: LoadedSite, terrain: Terrain, from start: StartingPoint, plan: HuntPlan,
    sabotage: Sabotage? = nil
  ) throws {
    self.plan = plan
    world = try HuntWorld(site, from: start, seed: seed, sabotage: sabotage)
    let drawn = Forecast(seed: seed, over: terrain, for: plan.storm)
    forecast = drawn.gusts
    begin = world.now
    result = RunResult(seed: seed, site: site.catalogue.site, start: start.name)
    result.startsInOperation = start.isInOperation
    if let story = drawn.story { result.kinds["story: \(story.rawValue)"] = 1 }
  }

  /// Lives through the run.
  func run() -> RunResult {
    blow()
    if result.breach == nil { calm() }
    result.scans = world.scans
    result.flowing = world.flowing
    result.rows = world.rows.fired
    result.digest = world.fullDigest
    result.last = world.state
    return result
  }

  private var time: Milliseconds { world.now - begin }

  /// One beat; false when the run is over.
  private func beat() -> Bool {
    world.beat()
    if world.flows != didFlow {
      didFlow = world.flows
      note(didFlow ? "hydrogen flows" : "hydrogen stands; acting: \(world.actingRows)")
    }
    if let verdict = world.judge.breaches.first {
      fail(verdict)
      return false
    }
    if let last = plan.lastScan, world.scans >= last { return false }
    return true
  }

  private func fail(_ verdict: Breach) {
    result.breach = verdict
    result.breachScan = world.scans
    note("scan \(world.scans): \(verdict)")
  }

  private func note(_ text: String) {
    result.diary.append("\(Double(time / 100) / 10) s  \(text)")
  }

  private func blow() {
    while time < plan.storm {
      while nextGust < forecast.count, forecast[nextGust].begin <= time {
        let place = nextGust
        nextGust += 1
        if !plan.leftOut.contains(place) { start(forecast[place], place) }
      }
      if !standing.isEmpty {
        for entry in standing where entry.gust.end <= time { end(entry.gust) }
        standing.removeAll { $0.gust.end <= time }
      }
      guard beat() else { return }
    }
  }

  private func start(_ gust: Gust, _ place: Int) {
    guard world.take(gust.what) else { return }
    result.gusts.append(place)
    result.kinds[gust.what.kind, default: 0] += 1
    note("[\(place)] \(gust.what)\(gust.length > 0 ? " for \(gust.length) ms" : "")")
    if gust.length > 0 { standing.append((place, gust)) }
  }

  private func end(_ gust: Gust) {
    world.mend(gust.what)
    note("ends: \(gust.what)")
  }

  /// Everything is mended. The plant is left alone where it must come back alone, helped where it calls
  /// somebody, and must be back in its time.
  private func calm() {
    for entry in standing { end(entry.gust) }
    standing = []
    world.mendAll()
    note("all is mended")
    let mended = world.now
    var helper: Helper?
    var helped = Milliseconds.max
    while true {
      let isBack = liveness.isBack(world.facts)
      if isBack, result.secondsToService == nil {
        result.secondsToService = Double(world.now - mended) / 1000
        note("back in service")
      }
      if result.secondsToService != nil, time >= plan.whole { return }
      if result.secondsToService == nil {
        let span = world.now - mended
        let verdict =
          helper == nil
          ? liveness.verdict(on: world.facts, leftAlone: span)
          : liveness.verdict(on: world.facts, helped: world.now - helped)
        if let verdict { return fail(verdict) }
        if helper == nil, span >= Helper.way, isCalled {
          helper = Helper(comesAt: world.now)
          helped = world.now
          note("a person comes; \(liveness.inService(world.facts)) units in service")
        }
        helper?.act(in: world)
      }
      guard beat() else { return }
    }
  }

  /// Somebody is needed: the plant calls, or it may not come back alone.
  private var isCalled: Bool {
    world.facts.room.isAnyBeaconLit || !world.judge.mustComeBackAlone
  }
}

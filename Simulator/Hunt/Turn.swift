// Turns: every row of the matrix has its turn. For each row stands here what makes it fire: an instrument
// that shows what the row waits for, or the trouble from which its derived point follows. Every run takes
// the next two rows of its site, so that a hundred seeds have asked for each row at least once, and a row
// that then never fired has a reason that somebody must find.

import Control
import ModbusPlant
import Plant
import PlantSimulation
import Safety
import SiteConfiguration

/// What makes one row fire.
struct Turn: Sendable {
  /// The row, by its place in the matrix.
  var row: Int
  /// Ways to make it fire; each is a list of gusts that belong together, counted from its own begin.
  var ways: [[Gust]]
  /// Nobody may reset or start anything meanwhile: what is watched must stay at rest, or unreset.
  var wantsQuiet = false
}

extension Turn {
  /// The turns of a site, one for each row that anything in the storm can raise.
  static func all(of site: LoadedSite, aims: [Aim], devices: [Terrain.Device]) -> [Turn] {
    site.description.rows.indices.compactMap { place in
      let ground = TurnGround(site: site, place: place, devices: devices)
      var ways = aims.filter { $0.row == place }.map { ground.armed([ground.gust($0)]) }
      if ways.isEmpty {
        ways = ground.inputs.compactMap { ground.way(to: $0) }.map { ground.armed($0) }
      }
      return ways.isEmpty
        ? nil : Turn(row: place, ways: ways, wantsQuiet: ground.inputs.contains(where: \.isQuiet))
    }
  }
}

/// A point as its name tells it: `tank.loss`.
struct NamedPoint {
  var unit: String
  var word: String

  init(_ name: String) {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    unit = String(name[..<dot])
    word = dot < name.endIndex ? String(name[name.index(after: dot)...]) : ""
  }

  /// Its row fires only while nobody resets or starts anything.
  var isQuiet: Bool {
    ["loss", "slow-loss", "imbalance", "isolated-fall", "creep", "stop-ignored"].contains(word)
  }
}

/// One row, and what stands at its site.
struct TurnGround {
  let site: LoadedSite
  let place: Int
  let devices: [Terrain.Device]

  private var row: InterlockRow { site.description.rows[place] }

  private func name(of point: PointIndex) -> NamedPoint? {
    guard point.exists, site.catalogue.points.indices.contains(Int(point.raw)) else { return nil }
    return NamedPoint(site.catalogue.points[Int(point.raw)].name)
  }

  /// The points that the row looks at.
  var inputs: [NamedPoint] {
    (0..<row.inputCount).compactMap {
      name(of: site.description.inputs[Int(row.firstInput + $0)])
    }
  }

  /// An aim, for as long as the row waits and a little longer.
  func gust(_ aim: Aim) -> Gust { lasting(.plant(aim.fault)) }

  /// A trouble for as long as the row waits, and long enough for every poll.
  private func lasting(_ trouble: Trouble, at begin: Milliseconds = 0) -> Gust {
    Gust(begin: begin, length: row.onDelay + 12_000, what: trouble)
  }

  /// The same gusts, with what wakes the row.
  func armed(_ gusts: [Gust]) -> [Gust] {
    guard let arming = name(of: row.armedBy) else { return gusts }
    let end = gusts.map(\.end).max() ?? 0
    switch arming.word {
    case "in-use":
      let runs = PlantFault(unit: arming.unit, .running, .reads, value: 1)
      return [Gust(begin: 0, length: end + 10_000, what: .plant(runs))]
        + gusts.map { $0.moved(by: 5_000) }
    case "power-off-expected":
      return gusts + [
        Gust(begin: 0, length: end, what: .plant(PlantFault(unit: arming.unit, .smoke)))
      ]
    default: return gusts
    }
  }

  /// What raises the row by a point that no instrument shows; nil for one that nothing here can move.
  func way(to point: NamedPoint) -> [Gust]? {
    let unit = point.unit
    func plant(_ what: Malfunction, _ value: Double = 1) -> Trouble {
      .plant(PlantFault(unit: unit, what, value: value))
    }
    func shows(_ signal: Signal, _ value: Double) -> Trouble {
      .plant(PlantFault(unit: unit, signal, .reads, value: value))
    }
    let stop = Gust(begin: 0, what: .wish(Wish(kind: .stop)))
    let own = site.units.first { $0.name == unit }
    switch point.word {
    case "fill": return [lasting(shows(.pressure, 1.13 * (own?.numbers["rated-pressure"] ?? 200)))]
    case "pressure-difference":
      return [lasting(.plant(PlantFault(unit: unit, .pressure2, .offset, value: 3)))]
    case "loss": return [stop, Gust(begin: 300_000, length: 300_000, what: plant(.leak, 4))]
    case "slow-loss": return [stop, Gust(begin: 1_300_000, length: 260_000, what: plant(.leak, 2))]
    case "imbalance": return [Gust(begin: 0, length: 480_000, what: plant(.leak, 20))]
    case "unmetered": return [Gust(begin: 0, length: 240_000, what: plant(.leak, 6))]
    case "isolated-fall":
      return [stop, Gust(begin: 420_000, length: 240_000, what: plant(.leak, 500))]
    case "creep":
      let rise = PlantFault(unit: unit, .pressure, .offset, value: 0.8)
      return [stop, lasting(.plant(rise), at: 420_000)]
    case "implausible":
      // Ten minutes apart from the others; far enough to be doubted, not enough to be an alarm.
      let drift = PlantFault(unit: unit, .concentration, .offset, value: 8)
      return [Gust(begin: 0, length: 660_000, what: .plant(drift))]
    case "flow-share": return [lasting(shows(.flow, 5_800))]
    case "stop-ignored":
      let cause =
        own?.kind == .fuelCell && row.onDelay > 65_000 ? shows(.power, 2) : plant(.ignoresStop, 2)
      return [lasting(cause), stop.moved(by: 1_000)]
    case "cell-voltage":
      return [lasting(shows(.stackVoltage, (row.threshold + 0.1) * (own?.numbers["cells"] ?? 1)))]
    case "mismatch": return [lasting(plant(.switches))]
    case "bypassed": return [lasting(plant(.test, 5))]
    case "foreign" where own?.kind == .electrolyser:
      return [Gust(begin: 0, length: 90_000, what: plant(.settings, 36))]
    case "outlet-lost": return [lasting(.plant(PlantFault(unit: unit, .outletTemperature, .lost)))]
    case "grid-settled": return [lasting(plant(.gridProtection))]
    case "over-target", "fill-rate": return [lasting(shows(.pressure2, 208))]
    case "hose-fall":
      return [
        Gust(begin: 0, length: 60_000, what: shows(.pressure2, 100)),
        Gust(begin: 60_100, length: 40_000, what: shows(.pressure2, 95)),
      ]
    case "link":
      guard let device = devices.firstIndex(where: { $0.name == unit }) else { return nil }
      let length = Milliseconds(row.threshold * 1_000) + 10_000
      return [Gust(begin: 0, length: length, what: .wire(device: device, .silent))]
    default: return hostWay(to: point)
    }
  }

  /// What raises the row by a point that tells of the controller itself.
  private func hostWay(to point: NamedPoint) -> [Gust]? {
    switch point.word {
    // Three years: beyond every date of a test.
    case "test-overdue": return [lasting(.clock(100_000_000_000))]
    case "clock-jump": return [lasting(.clock(5_000))]
    case "late-scans": return [lasting(.slow(4))]
    case "unclean-start", "purge-missing", "watchdog", "watchdog-healthy":
      return [lasting(.crash(.sound, clock: 0))]
    case "configuration-doubt": return [lasting(.crash(.damaged, clock: 0))]
    default: return nil
    }
  }
}

// The forecast of a run: everything that will happen, drawn from the seed before anything does. Trouble
// comes more often than in life, but not in every combination: what no design can bear is left out here,
// with its reason, so that a verdict is never the answer to an impossible question.

import Plant
import ModbusPlant
import PlantSimulation

/// All gusts of a run, in the order of their begin.
struct Forecast {
  private(set) var gusts: [Gust] = []
  /// What the run is about; nil for most.
  private(set) var story: Story?
  /// While these last, nobody makes rounds.
  private var quiet: [Range<Milliseconds>] = []
  private var random: SeededRandom
  private let terrain: Terrain

  /// Draws the storm of a seed that blows for `span`, in ms.
  init(seed: UInt64, over terrain: Terrain, for span: Milliseconds) {
    random = SeededRandom(seed: SeededRandom.mixed(seed) ^ 0x7374_6f72_6d)
    self.terrain = terrain
    // Between two gusts pass 25 s in a hurricane and 13 minutes on a fair day.
    let means: [Double] = [25_000, 70_000, 150_000, 280_000, 480_000, 800_000]
    if Story.isTold(by: seed) { tellStory(until: span) }
    let mean = story == nil ? means[random.below(means.count)] : 800_000
    giveTurns(seed: seed, until: span)
    let families = drawFamilies()
    var time: Milliseconds = 10_000 + Milliseconds(random.even() * mean)
    while time < span {
      let family = families[random.below(families.count)]
      if let gust = gust(of: family, at: time), isBearable(gust) { gusts.append(gust) }
      time += 1_000 + Milliseconds((random.even() + random.even()) * mean)
    }
    if story == nil { addRounds(until: span) }
    gusts.sort { $0.begin < $1.begin }
  }

  /// A story that begins early, so that its end is seen.
  private mutating func tellStory(until span: Milliseconds) {
    let choice = Story.allCases[random.below(Story.allCases.count)]
    var draw = Draw(terrain: terrain, random: random)
    let told = draw.gusts(of: choice)
    random = draw.random
    let begin = 15_000 + Milliseconds(random.even() * 0.15 * Double(span))
    gusts += told.map { $0.moved(by: begin) }.filter { $0.begin < span }
    story = choice
  }

  /// Of the rows of the matrix these are next: two in a run, in the order of the seeds.
  private mutating func giveTurns(seed: UInt64, until span: Milliseconds) {
    guard !terrain.turns.isEmpty else { return }
    // With two sites a site has every other seed.
    let first = Int(seed / 2 % 1_000_000) * Self.turnsPerRun
    for number in 0..<Self.turnsPerRun {
      let turn = terrain.turns[(first + number) % terrain.turns.count]
      let way = turn.ways[random.below(turn.ways.count)]
      let room = span - (way.map(\.end).max() ?? 0) - 30_000
      guard room > 0 else { continue }
      for _ in 0..<8 {
        // Late: what fires may stop the plant for the rest of the storm.
        let share = 0.8 + 0.2 * random.even()
        let begin = 10_000 + Milliseconds(share * Double(room))
        let moved = way.map { $0.moved(by: begin) }
        guard moved.allSatisfy({ isBearable($0) }) else { continue }
        gusts += moved
        if turn.wantsQuiet, let end = moved.map(\.end).max() { quiet.append(begin..<end) }
        break
      }
    }
  }

  /// How many rows have their turn in a run.
  static let turnsPerRun = 2

  private mutating func drawFamilies() -> [Family] {
    let share = 0.15 + 0.6 * random.even()
    var families = Family.allCases.filter { _ in random.even() < share }
    while families.count < 2 {
      families.append(Family.allCases[random.below(Family.allCases.count)])
    }
    return families
  }

  /// A person who looks after the plant now and then: turns the key, resets, and starts what stands.
  private mutating func addRounds(until span: Milliseconds) {
    guard random.even() < 0.9 else { return }
    let pause = 100_000 + Milliseconds(random.below(250_000))
    var time = pause
    // A round that the mending cuts off would leave a plant that was reset and never asked to start.
    while time + 8_000 < span {
      if quiet.contains(where: { $0.contains(time) || $0.contains(time + 7_000) }) {
        time += pause
        continue
      }
      gusts.append(Gust(begin: time, what: .hand(.acknowledgeGasWarning)))
      gusts.append(Gust(begin: time + 500, what: .hand(.resetKey(pressDuration: 2_000))))
      gusts.append(Gust(begin: time + 6_000, what: .wish(Wish(kind: .reset))))
      for unit in 0..<terrain.machines {
        let wish = Wish(kind: .manual, unit: unit, value: 1.5 + 0.8 * random.even())
        gusts.append(Gust(begin: time + 7_000, what: .wish(wish)))
      }
      time += pause
    }
  }

  /// False for what no design can bear: see each reason.
  private func isBearable(_ gust: Gust) -> Bool {
    for other in gusts {
      guard other.begin - 60_000 < gust.end, gust.begin - 60_000 < other.end else { continue }
      // Two instruments that lie at the same time can agree on anything.
      if gust.isLie, other.isLie { return false }
      // A coupler that repeats old contacts hides a whole room; one thing at a time then.
      if gust.hidesRoom(terrain) && other.isEvent || other.hidesRoom(terrain) && gust.isEvent {
        return false
      }
      // A danger of a device that its own silence hides was never told to anybody.
      if let unit = gust.danger, other.touches(unit, terrain) { return false }
      if let unit = other.danger, gust.touches(unit, terrain) { return false }
      // The second tap of a tank is the answer to a lie of the first, and nobody else is.
      if gust.isLie, let unit = gust.unit(terrain), other.touches(unit, terrain) { return false }
      if other.isLie, let unit = other.unit(terrain), gust.touches(unit, terrain) { return false }
    }
    return true
  }

  private mutating func gust(of family: Family, at time: Milliseconds) -> Gust? {
    var draw = Draw(terrain: terrain, random: random)
    defer { random = draw.random }
    guard let (trouble, length) = draw.trouble(of: family) else { return nil }
    return Gust(begin: time, length: length, what: trouble)
  }
}

extension Gust {
  /// Something shows what is not there, in a form that nobody can tell from the truth.
  var isLie: Bool {
    switch what {
    case .plant(let fault):
      if let failure = fault.failure { return failure != .lost }
      return fault.what == Malfunction.zero.rawValue || fault.what == Malfunction.switches.rawValue
    case .wire(_, let fault): return [.frozen, .signReversed, .wordSwap].contains(fault)
    default: return false
    }
  }

  /// The plant or a person does something that the controller must see.
  var isEvent: Bool {
    switch what {
    case .plant, .crash, .stall, .suspend, .clock, .slow: true
    case .hand(.acknowledgeGasWarning), .hand(.supervision): false
    case .hand: true
    case .wire, .loss: true
    case .wish, .fullDisk, .broker: false
    }
  }

  /// A module with operation contacts and instruments that repeats old values.
  func hidesRoom(_ terrain: Terrain) -> Bool {
    if case .wire(let device, _) = what {
      return isLie && terrain.devices[device].kind == .ioModule
    }
    return false
  }

  /// The unit whose own danger this is, which must be reset at the panel.
  var danger: String? {
    guard case .plant(let fault) = what, fault.failure == nil else { return nil }
    let dangers: [Malfunction] = [
      .deviceError, .chassisWater, .electronicsHot, .pressureSwitch, .levelLow, .waterLow,
    ]
    return dangers.contains { $0.rawValue == fault.what } ? fault.unit : nil
  }

  /// The unit that the gust is about; nil for one that is about no unit.
  func unit(_ terrain: Terrain) -> String? {
    switch what {
    case .plant(let fault): fault.unit
    case .wire(let device, _), .loss(let device, _): terrain.devices[device].unit
    default: nil
    }
  }

  /// True when the gust breaks an instrument or a wire of that unit.
  func touches(_ unit: String, _ terrain: Terrain) -> Bool {
    switch what {
    case .plant(let fault):
      fault.unit == unit && (fault.failure != nil || fault.what == Malfunction.off.rawValue)
    case .wire(let device, _), .loss(let device, _): terrain.devices[device].unit == unit
    default: false
    }
  }
}

// Stories: gusts that belong together, because one of them alone shows nothing. A fault that waits for two
// detectors to die minutes apart, or for a key that somebody holds for more than a minute, is never met
// by troubles that know nothing of each other. One run in seven has a story, on a fair day and without
// rounds, so that nobody mends by chance what the story is about.

import ModbusPlant
import Plant
import PlantSimulation

/// What a run is about.
enum Story: String, CaseIterable {
  /// Detectors die one after the other.
  case twoHeads = "heads die one after the other"
  /// After a danger somebody holds the reset key for too long, and then asks for a start.
  case heldKey = "a key held too long"
  /// After a danger somebody turns the key properly while a detector is dead.
  case keyInTheDark = "a key turned while a head is dead"
  /// A detector stands still while gas comes.
  case stillHead = "a head stands still while gas comes"
  /// A device is silent for so long that counters of its silence may wrap, and somebody asks for a start.
  case longSilence = "a device silent for minutes"

  /// One seed in seven tells a story; its run begins in operation.
  static func isTold(by seed: UInt64) -> Bool {
    SeededRandom.mixed(seed &+ 0x73_746f_7279) % 7 == 0
  }
}

extension Draw {
  /// The gusts of a story, counted from its begin.
  mutating func gusts(of story: Story) -> [Gust] {
    switch story {
    case .twoHeads: twoHeads()
    case .heldKey: danger() + key(at: 60_000, for: longTurn())
    case .keyInTheDark:
      danger() + dead(between(1_000, 40_000), for: span(90_000, 400_000))
        + key(at: 60_000 + Milliseconds(between(0, 240_000)), for: 2_000)
    case .stillHead: stillHead()
    case .longSilence: longSilence()
    }
  }

  /// Lengths beyond the proper one, with those at which a counter of 15, 16 or 17 bits would wrap.
  private mutating func longTurn() -> Milliseconds {
    let spans: [(Double, Double)] = [
      (6_700, 32_000), (33_000, 37_500), (65_800, 70_300), (131_300, 135_800),
    ]
    let span = one(of: spans) ?? (6_700, 32_000)
    return Milliseconds(between(span.0, span.1))
  }

  /// Something that latches and is over soon.
  private mutating func danger() -> [Gust] {
    let length = Milliseconds(between(8_000, 25_000))
    guard random.even() < 0.3, let room = terrain.units(.room).first else {
      return [Gust(begin: 0, length: length, what: .hand(.emergencyStop(isPressed: true)))]
    }
    return [Gust(begin: 0, length: length, what: .plant(PlantFault(unit: room.name, .smoke)))]
  }

  /// A turn of the key, then every unit is asked to start, again and again.
  private func key(at time: Milliseconds, for length: Milliseconds) -> [Gust] {
    [Gust(begin: time, what: .hand(.resetKey(pressDuration: length)))]
      + starts(from: time + length + 3_000)
  }

  /// Resets at the panel and asks every unit to start, a few times.
  private func starts(from time: Milliseconds) -> [Gust] {
    let pauses: [Milliseconds] = [0, 200_000, 550_000, 1_000_000]
    return pauses.flatMap { later -> [Gust] in
      let reset = Gust(begin: time + later, what: .wish(Wish(kind: .reset)))
      return [reset]
        + (0..<terrain.machines).map { unit in
          Gust(
            begin: time + later + 1_000,
            what: .wish(Wish(kind: .manual, unit: unit, value: 1.8)))
        }
    }
  }

  /// One detector dies: by itself, or only its wire.
  private mutating func dead(_ time: Double, for length: Milliseconds) -> [Gust] {
    guard let head = one(of: terrain.units(.gasDetector)) else { return [] }
    return [dead(head.name, at: Milliseconds(time), for: length)]
  }

  private mutating func dead(
    _ head: String, at time: Milliseconds, for length: Milliseconds
  ) -> Gust {
    let device = terrain.devices.firstIndex { $0.unit == head }
    if let device, random.even() < 0.2 {
      return Gust(begin: time, length: length, what: .wire(device: device, .silent))
    }
    return Gust(begin: time, length: length, what: .plant(PlantFault(unit: head, .off)))
  }

  private mutating func twoHeads() -> [Gust] {
    var heads = terrain.units(.gasDetector)
    guard heads.count >= 2 else { return [] }
    let first = heads.remove(at: random.below(heads.count))
    let second = heads.remove(at: random.below(heads.count))
    let apart = Milliseconds(between(20_000, 280_000))
    let overlap = Milliseconds(between(20_000, 300_000))
    return [
      dead(first.name, at: 0, for: apart + overlap + 60_000),
      dead(second.name, at: apart, for: overlap),
    ] + starts(from: apart / 2)
  }

  private mutating func stillHead() -> [Gust] {
    guard let room = terrain.units(.room).first, let head = one(of: terrain.units(.gasDetector))
    else { return [] }
    let gas = PlantFault(unit: room.name, .gas, value: between(22, 60))
    return [
      Gust(
        begin: 0, length: 240_000,
        what: .plant(PlantFault(unit: head.name, .concentration, .stuck))),
      Gust(begin: Milliseconds(between(20_000, 120_000)), length: 60_000, what: .plant(gas)),
    ]
  }

  /// A module or a cell loses its power, or any device its wire.
  private mutating func longSilence() -> [Gust] {
    let lengths: [(Double, Double)] = [(60_000, 90_000), (125_000, 150_000), (200_000, 600_000)]
    let length = one(of: lengths) ?? (60_000, 90_000)
    let silence = Milliseconds(between(length.0, length.1))
    if random.even() < 0.6, let unit = one(of: terrain.units(.electrolyser, .fuelCell)) {
      return [Gust(begin: 0, length: silence, what: .plant(PlantFault(unit: unit.name, .off)))]
        + starts(from: silence / 2)
    }
    let device = random.below(terrain.devices.count)
    return [Gust(begin: 0, length: silence, what: .wire(device: device, .silent))]
      + starts(from: silence / 2)
  }
}

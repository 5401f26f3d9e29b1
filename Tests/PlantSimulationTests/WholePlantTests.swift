// Laws that hold for the whole plant whatever happens: chance comes back with its seed, books close,
// nothing becomes absurd.

import Plant
import Testing

@testable import PlantSimulation

@Suite struct WholePlantTests {
  /// A plant with some life in it.
  private func lively(seed: UInt64 = 5) -> Rig {
    let rig = Rig(.ovmLab, year: KasselYear(solar: 0.4, load: 0.1), seed: seed)
    for number in 1...4 {
      rig.set("el-\(number)", .externalRelease, 1)
      rig.set("el-\(number)", .run, 1)
    }
    rig.set("tank-inlet", .open, 1)
    rig.set("tank-outlet", .open, 1)
    return rig
  }

  @Test("The same seed ends in the same bytes, another seed in others")
  func seeds() {
    let (one, same, other) = (lively(), lively(), lively(seed: 6))
    for rig in [one, same, other] { rig.run(120) }
    #expect(one.plant.snapshotState() == same.plant.snapshotState())
    #expect(one.plant.snapshotState() != other.plant.snapshotState())
  }

  @Test("How time is cut does not matter to the last bit")
  func cuts() {
    let (one, two) = (lively(), lively())
    one.plant.step(60_000)
    var left: Milliseconds = 60_000
    var random = SeededRandom(seed: 3)
    while left > 0 {
      let piece = min(left, Milliseconds(1 + random.below(700)))
      two.plant.step(piece)
      left -= piece
    }
    #expect(one.plant.time == two.plant.time)
    #expect(one.plant.snapshotState() == two.plant.snapshotState())
  }

  @Test("A restored plant goes on as the one that was saved")
  func restore() throws {
    let rig = lively()
    try rig.fault("at-301.zero drifting 3")
    try rig.fault("el-2.leak 20")
    rig.run(90)
    rig.plant.step(37)
    let saved = rig.plant.snapshotState()
    rig.run(60)
    let later = rig.plant.snapshotState()
    let fresh = Rig(.ovmLab, year: KasselYear(solar: 0.4, load: 0.1), seed: 5)
    try fresh.plant.restore(from: saved)
    #expect(fresh.plant.snapshotState() == saved)
    fresh.run(60)
    #expect(fresh.plant.snapshotState() == later)
  }

  @Test("A state that is cut, changed or foreign is refused and changes nothing")
  func refused() {
    let rig = lively()
    rig.run(10)
    let before = rig.plant.snapshotState()
    let foreign = Rig(.wesertor, seed: 5).plant.snapshotState()
    let otherSeed = lively(seed: 6).plant.snapshotState()
    for bytes in [Array(before.dropLast()), before + [0], [], foreign, otherSeed] {
      #expect(throws: PlantError.self) { try rig.plant.restore(from: bytes) }
      #expect(rig.plant.snapshotState() == before)
    }
  }

  @Test("Electricity balances in every step, hydrogen to a millionth of a gram")
  func books() throws {
    let rig = lively()
    try rig.fault("tank.leak 0.5")
    try rig.fault("tank.draw 10")
    for step in 0..<600 {
      if step == 300 { rig.set("pv", .powerLimit, 20) }
      rig.plant.step(500)
      var sum = rig["grid", .power] ?? 0
      sum += rig["pv", .power] ?? 0
      for number in 1...4 { sum -= rig["jt-10\(number)", .power] ?? 0 }
      sum -= rig.plant.parts.grids[0].load
      for dryer in rig.plant.parts.dryers { sum -= dryer.power }
      #expect(abs(sum) < 1e-9)
    }
    let books = rig.plant.balance
    let made = books.solarEnergy + books.importEnergy - books.exportEnergy
    let used = books.loadEnergy + books.electrolyserEnergy + books.auxiliaryEnergy
    #expect(abs(made - used) < 1e-9)
    #expect(books.solarEnergy < books.possibleSolarEnergy)
    #expect(books.hydrogenMade > 0 && books.hydrogenLeaked > 0 && books.hydrogenDrawn > 0)
    #expect(abs(rig.missing) < 1e-9)
  }

  @Test("Lessons draw 0.6 kg on a Tuesday, when the outlet is open")
  func lessons() {
    // Tuesday, 14 January 2025, 09:59 CET.
    let rig = Rig(.ovmLab, start: 1_736_845_140_000)
    rig.set("tank-outlet", .open, 1)
    rig.run(59)
    #expect(rig.plant.balance.hydrogenDrawn == 0)
    rig.run(601)
    #expect(abs(rig.plant.balance.hydrogenDrawn - 0.05) < 0.0005)
    #expect(abs((rig["tank", .flow] ?? 0) - 55.6) < 1)
  }

  @Test("The booster fills the carriage from the tank", arguments: [true, false])
  func booster(isOpen: Bool) {
    let rig = Rig(.ovmLab)
    rig.set("tank-outlet", .open, isOpen ? 1 : 0)
    rig.set("fill-valve", .open, 1)
    rig.set("booster", .boosterEnable, 1)
    rig.run(5)
    let before = rig["booster", .pressure2] ?? 0
    rig.run(300)
    #expect(rig["booster", .running] == (isOpen ? 1 : 0))
    #expect(((rig["booster", .pressure2] ?? 0) > before + 0.4) == isOpen)
    #expect(abs(rig.missing) < 1e-9)
  }

  @Test("A hose that is shut off comes under pressure in seconds, leaks as told, and is vented")
  func hose() throws {
    let rig = Rig(.ovmLab)
    rig.set("tank-outlet", .open, 1)
    rig.set("booster", .boosterEnable, 1)
    rig.run(20)
    rig.set("booster", .boosterEnable, 0)
    rig.run(5)
    let full = rig["booster", .pressure2] ?? 0
    #expect(full > 20)
    rig.run(60)
    #expect(rig["booster", .pressure2] == full)
    try rig.plant.apply(PlantFault(unit: "booster", .leak, value: 20))
    rig.run(60)
    let left = rig["booster", .pressure2] ?? 0
    #expect(left < full - 1 && left > full - 2.5)
    rig.set("hose-vent", .open, 1)
    rig.run(20)
    #expect((rig["booster", .pressure2] ?? 9) < 0.1)
    #expect(abs(rig.missing) < 1e-9)
  }

  @Test("Random commands and faults never bring nonsense", arguments: [1, 2, 3, 4] as [UInt64])
  func chaos(seed: UInt64) throws {
    let description = seed % 2 == 0 ? PlantDescription.ovmLab : .wesertor
    let rig = Rig(description, year: KasselYear(solar: 0.5, load: 0.1, heat: 0.1), seed: seed)
    var random = SeededRandom(seed: seed)
    for _ in 0..<80 {
      let unit = description.units[random.below(description.units.count)]
      let part = PlantParts.type(of: unit.body.kind)
      switch random.below(4) {
      case 0, 1:
        if !part.roles.isEmpty {
          let value = [0, 1, 1, 80, -5, 1e300, .nan][random.below(7)]
          rig.set(unit.name, part.roles[random.below(part.roles.count)], value)
        }
      case 2:
        let possible = Malfunction.possible(for: unit.body.kind)
        if !possible.isEmpty {
          let value = random.even() * 100
          try rig.plant.apply(
            PlantFault(unit: unit.name, possible[random.below(possible.count)], value: value))
        }
      default:
        if random.below(3) == 0 { rig.plant.clearFaults() }
        rig.plant.press(.emergencyStop(isPressed: random.below(4) == 0))
        rig.plant.press(.acknowledgeGasWarning)
      }
      rig.plant.step(Milliseconds(100 + random.below(8000)))
      for unit in description.units {
        for signal in PlantParts.type(of: unit.body.kind).signals {
          if let value = rig[unit.name, signal] {
            #expect(value - value == 0, "\(unit.name).\(signal.rawValue)")
          }
        }
      }
      for store in rig.plant.parts.stores {
        #expect(store.mass >= 0 && store.gauge <= store.description.relief + 1e-9)
      }
      for module in rig.plant.parts.modules {
        #expect(module.inner.mass >= 0 && module.inner.gauge <= module.description.relief + 1e-6)
      }
      for supply in rig.plant.parts.supplies {
        #expect(supply.line.gauge <= supply.description.relief + 1e-6)
        #expect(supply.inlet.mass >= 0)
      }
      #expect(rig.plant.header.mass >= 0 && rig.plant.header.gauge <= 40 + 1e-6)
      #expect(abs(rig.missing) < 1e-9)
    }
  }
}

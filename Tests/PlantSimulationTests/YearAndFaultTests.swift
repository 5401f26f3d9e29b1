// The year file, the calendar, and the words for faults.

import Plant
import Testing

@testable import PlantSimulation

@Suite struct YearTests {
  @Test("The year that ships holds its yearly sums, and smoothing keeps each quarter hour")
  func shipped() throws {
    let year = try KasselYear.load()
    let start: Milliseconds = 1_735_686_000_000  // 2025-01-01T00:00 CET
    var south = 0.0
    var load = 0.0
    for index in 0..<KasselYear.count {
      let time = start + Milliseconds(index) * 900_000
      south += year.value(.solarSouth30, at: time) / 4
      load += year.value(.loadG1, at: time) / 4
    }
    #expect(abs(south - 918.06) < 0.1)
    #expect(abs(load - 1000) < 0.1)
    // 21 June, 6:00 to 18:00.
    for quarter in 0..<48 {
      let from = start + 171 * 86_400_000 + 21_600_000 + Milliseconds(quarter) * 900_000
      var sum = 0.0
      for second in 0..<900 {
        let now = from + Milliseconds(second) * 1000 + 500
        let power = year.smooth(.solarSouth30, at: now, roughness: 0.5, seed: 9)
        #expect(power >= 0)
        sum += power / 900
      }
      #expect(abs(sum - year.value(.solarSouth30, at: from)) < 0.001)
    }
  }

  @Test("Any year finds its quarter hour by month, day and time in CET")
  func calendar() {
    #expect(KasselYear.quarterHour(at: 1_735_686_000_000) == 0)
    #expect(KasselYear.quarterHour(at: 1_735_686_000_000 - 1) == KasselYear.count - 1)
    #expect(KasselYear.quarterHour(at: noon) == 14 * 96 + 48)
    // 29 February 2028, 00:00 CET repeats the 28th; 1 March follows.
    #expect(KasselYear.quarterHour(at: 1_835_391_600_000) == 58 * 96)
    #expect(KasselYear.quarterHour(at: 1_835_391_600_000 + 86_400_000) == 59 * 96)
    #expect(CivilTime(noon + 3_600_000).weekday == 3)
    #expect(CivilTime(-1).year == 1969)
  }

  @Test("A broken year file is refused with its line")
  func broken() {
    let header = KasselYear.Series.allCases.map(\.rawValue).joined(separator: ",")
    for (text, word) in [
      ("a,b\n", ":1:"), (header + "\n1,2,x,4,5,6,7,8\n", ":2:"), (header + "\n1,2\n", ":2:"),
      (header + "\n1,2,3,4,5,6,7,8\n", "1 quarter hours"),
    ] {
      do {
        _ = try KasselYear(csv: Array(text.utf8), name: "year.csv")
        Issue.record("'\(text)' was accepted")
      } catch {
        #expect("\(error)".contains(word), "\(error)")
      }
    }
  }
}

@Suite struct FaultTests {
  @Test("Faults are read as unit, what and value")
  func parsing() throws {
    let gas = try PlantFault(parsing: "room.gas 25")
    #expect(gas == PlantFault(unit: "room", .gas, value: 25))
    let mains = try PlantFault(parsing: "grid.mains lost")
    #expect(mains.what == "mains")
    let drift = try PlantFault(parsing: "at-301.zero drifting 2")
    #expect(drift == PlantFault(unit: "at-301", .concentration, .drifting, value: 2))
    for text in ["", "gas", "room.nonsense", "room.gas many"] {
      #expect(throws: PlantError.self) { try PlantFault(parsing: text) }
    }
  }

  @Test("What does not fit the plant is refused with the choices")
  func refused() throws {
    let rig = Rig(.ovmLab)
    for (text, word) in [
      ("el-9.off", "el-4"), ("tank.chassis-water", "leak"), ("tank.pressure", "stuck"),
    ] {
      do {
        try rig.fault(text)
        Issue.record("'\(text)' was accepted")
      } catch {
        #expect("\(error)".contains(word), "\(error)")
      }
    }
    #expect(rig.plant.possibleFaults(unit: "tank").contains("leak"))
    #expect(rig.plant.possibleFaults(unit: "nobody").isEmpty)
  }

  @Test("Instruments can stick, run away, be off, be lost, or lie")
  func instruments() throws {
    let rig = Rig(.ovmLab)
    let before = rig["tank", .pressure]
    try rig.fault("tank.pressure stuck")
    rig.run(10)
    #expect(rig["tank", .pressure] == before)
    try rig.fault("tank.pressure offset 2")
    #expect(abs((rig["tank", .pressure] ?? 0) - (before ?? 0) - 2) < 0.2)
    try rig.fault("tank.pressure reads 41")
    #expect(rig["tank", .pressure] == 41)
    try rig.fault("tank.pressure lost")
    #expect(rig["tank", .pressure] == nil)
    try rig.fault("at-301.zero drifting 36")
    rig.run(1000)
    #expect(abs((rig["at-301", .concentration] ?? 0) - 10) < 1)
    rig.plant.clearFaults()
    #expect(abs((rig["tank", .pressure] ?? 0) - (before ?? 0)) < 0.2)
  }

  @Test("A stuck valve stays, a valve without switches says neither")
  func valves() throws {
    let rig = Rig(.ovmLab)
    rig.set("tank-inlet", .open, 1)
    rig.run(1)
    #expect(rig["tank-inlet", .opened] == 0 && rig["tank-inlet", .closed] == 0)
    rig.run(1)
    #expect(rig["tank-inlet", .opened] == 1)
    try rig.fault("tank-inlet.stuck")
    rig.set("tank-inlet", .open, 0)
    rig.run(5)
    #expect(rig["tank-inlet", .opened] == 1)
    try rig.fault("tank-inlet.switches")
    #expect(rig["tank-inlet", .opened] == 0)
  }

  @Test("A mild leak trips nobody, a heavy one reaches the exhaust detector last")
  func leak() throws {
    let rig = Rig(.ovmLab)
    rig.set("room", .fanHigh, 0)
    rig.run(10)
    try rig.fault("room.leak 8000")
    rig.run(90)
    let source = rig["at-301", .concentration] ?? 0
    #expect(source > (rig["at-303", .concentration] ?? 0) + 2)
    #expect(source > 5)
  }

  @Test("Nobody answers to a name that is not there")
  func handles() {
    let plant = Rig(.ovmLab).plant
    #expect(plant.signal(unit: "fc-1", .power) == nil)
    #expect(plant.signal(unit: "tank", .status) == nil)
    #expect(plant.actuator(unit: "tank", .open) == nil)
    #expect(plant.signal(unit: "room", .airFlow) != nil)
    #expect(PlantDescription.ovmLab.problems.isEmpty && PlantDescription.wesertor.problems.isEmpty)
    let wrong = PlantDescription(units: [
      .init("a", .dryer), .init("a", .dryer), .init("v", .valve(.inlet(of: "nowhere"))),
    ])
    #expect(wrong.problems.count == 2)
  }
}

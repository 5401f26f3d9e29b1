// The rows of the laboratory that watch single modules: heat, water, pressure switch, cells, errors,
// silence, obedience, settings. What is wrong with one module must leave the others alone where the
// matrix says so.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct LabModuleRowTests {
  @Test("L12: a warm electrolyte limits its own module", arguments: 1...4)
  func warm(number: Int) throws {
    try expectRow(
      "L12/el-\(number)", at: try Morning.running(.lab),
      from: "el-\(number).electrolyte-temperature reads 61")
  }

  @Test("L13: a hot electrolyte or hot electronics trip the modules and shut the inlet")
  func hot() throws {
    try expectRow(
      "L13/temperature", at: try Morning.running(.lab),
      from: "el-1.electrolyte-temperature reads 66", beside: ["L12/el-1"])
    try expectRow(
      "L13/electronics", at: try Morning.running(.lab), from: "el-1.electronics-hot reads 1")
  }

  @Test("L14: low electrolyte, no feed water or its conductivity stop the modules")
  func water() throws {
    try expectRow(
      "L14/level", at: try Morning.running(.lab), from: "el-2.level-low", beside: ["L21/el-2"])
    try expectRow("L14/water", at: try Morning.running(.lab), from: "dryer.water-low")
    try expectRow(
      "L14/conductivity", at: try Morning.running(.lab), from: "dryer.conductivity-is 30")
  }

  @Test("L15: water in a chassis or on the floor trips the modules")
  func chassis() throws {
    try expectRow("L15/chassis", at: try Morning.running(.lab), from: "el-3.chassis-water")
    try expectRow("L15/floor", at: try Morning.running(.lab), from: "room.floor-water")
  }

  @Test("L16: the pressure switch of an electrolyte tank trips the modules and drives the fan")
  func pressureSwitch() throws {
    try expectRow("L16", at: try Morning.running(.lab), from: "el-1.tank-pressure-switch reads 1")
  }

  @Test("L19: a high cell voltage trips its own module; a raised one is told")
  func cellVoltage() throws {
    try expectRow(
      "L19/alarm", at: try Morning.running(.lab), from: "el-1.stack-voltage reads 47.5")
    for number in 1...4 {
      try expectRow(
        "L19/el-\(number)", at: try Morning.running(.lab),
        from: "el-\(number).stack-voltage reads 52")
    }
    // The same by aged cells instead of a wrong instrument.
    try expectRow("L19/el-1", at: try Morning.running(.lab), from: "el-1.ageing 0.6")
  }

  @Test("L21: a module that reports errors trips alone", arguments: 1...4)
  func errors(number: Int) throws {
    try expectRow(
      "L21/el-\(number)", at: try Morning.running(.lab), from: "el-\(number).error-count reads 2")
  }

  @Test("L22: a silent module is stopped, and its release contact opens", arguments: 1...4)
  func silent(number: Int) throws {
    let name = "el-\(number)"
    try expectRow("L22/el-\(number)", at: try Morning.running(.lab), from: "\(name).off")
    try expectRow(
      "L22/el-\(number)-contact", at: try Morning.running(.lab), from: "\(name).off",
      beside: ["L22/el-\(number)"])
  }

  @Test("L29: a module that ignores its stop loses its contact, then the power of the room")
  func ignoresStop() throws {
    let site = try Morning.running(.lab)
    let story = try RowStory("L29/el-1", at: site)
    try story.raise {
      try $0.breaks("el-1.ignores-stop 1")
      $0.ask(Intent(.stop, source: .scenario))
    }
    try story.end { $0.plant.clearFaults() }
    for number in 2...4 {
      try expectRow(
        "L29/el-\(number)", at: try Morning.running(.lab), from: "jt-10\(number).power reads 1")
    }
    let deaf = try RowStory("L29/power", at: try Morning.running(.lab))
    try deaf.raise(beside: ["L29/el-1"]) {
      try $0.breaks("el-1.ignores-stop 2")
      $0.ask(Intent(.stop, source: .scenario))
    }
    #expect(deaf.site.command("room.power-off-request") == 1)
    deaf.site.pass(2 * second)
    #expect((deaf.site.shown("el-1", .power) ?? 9) < 0.3, "without power it stops")
    try deaf.end { $0.plant.clearFaults() }
  }

  @Test("X09: a module that is set otherwise than its site file does not start", arguments: 1...4)
  func foreign(number: Int) throws {
    try expectRow(
      "X09/el-\(number)", at: try Morning.running(.lab), from: "el-\(number).settings 36")
  }
}

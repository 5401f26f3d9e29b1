// A controller that comes up before its devices: a normal morning after a power cut.

import Control
import Foundation
import Modbus
import Plant
import ScanLoop
import SiteConfiguration
import Testing

extension LifeAndDeathTests {
  @Test(
    "A controller without any device answers and commands nothing on; devices that come are used")
  func absentDevices() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    let loaded = try lab.site.load()
    let begin = try #require(UTC.instant("2026-06-18T09:30:00Z"))
    let clock = PlantClock(
      realOrigin: monotonicNow(), plantOrigin: begin, speed: Laboratory.speed)

    try lab.startController(clock: clock.text)
    let alone = try lab.letScan(20)
    #expect(try lab.h2q("status").contains("SIMULATION"))
    #expect(try lab.h2q("status").contains("el-1: closed"), "the link is told as closed")
    #expect(alone.latched == ["X01 unclean-start"])
    // Horn and beacons speak to people; everything else moves something.
    let speaking = ["room.horn", "room.beacon-red", "room.beacon-yellow"]
    for (actuator, limits) in zip(loaded.catalogue.actuators, loaded.description.actuators)
    where !speaking.contains(actuator.name) {
      #expect(alone.commands[actuator.name] == limits.failSafe, "\(actuator.name)")
    }

    let now = UTC.text(clock.plant(at: monotonicNow())).prefix(19)
    try lab.startSimulator(at: "\(now)Z")
    let ports = try #require(lab.simulator).output
    #expect(!ports.contains("is taken"), "the devices listen where the controller looks")
    try premises.wait(for: "every link runs") {
      try !lab.h2q("status").contains("Links that need a look")
    }
    try lab.run("el-1")
    let meter = try Wire(to: "jt-101", of: loaded)
    try premises.wait(for: "the module draws its power") {
      try meter.float(.inputRegister, 52) > 1_000
    }
    #expect(try lab.view().commands["tank-inlet.open"] == 1)
  }
}

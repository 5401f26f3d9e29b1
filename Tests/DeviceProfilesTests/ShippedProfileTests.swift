// Every shipped profile loads without a problem, and says what its register page says.

import DeviceProfiles
import Plant
import StrictYAML
import Testing

private func point(_ profile: String, _ name: String) throws -> ProfilePoint {
  try #require(Shipped.loaded.library[profile]?.point(named: name), "\(profile) \(name)")
}

@Suite("Shipped profiles")
struct ShippedProfileTests {
  @Test("Every profile of the project loads without a problem")
  func allLoad() {
    #expect(Shipped.loaded.problems.map(\.description) == [])
    #expect(Shipped.loaded.library.names == Shipped.names)
  }

  @Test("Every polled point says in two languages what it is and where the fact comes from")
  func textsAndSources() {
    for profile in Shipped.profiles {
      for point in profile.points {
        #expect(!point.source.isEmpty, "\(profile.name) \(point.name)")
        #expect(!point.text.de.isEmpty && !point.text.en.isEmpty)
      }
    }
  }

  @Test("The Enapter module has its commands, its pressure limits and its dead-man time-out")
  func enapter() throws {
    let profile = try #require(Shipped.loaded.library["enapter-el-2.1"])
    #expect(profile.points.count == 168)
    let run = try point("enapter-el-2.1", "start-stop")
    #expect(run.address == 1000 && run.actuator == .run && run.signal == .runReadBack)
    let flow = try point("enapter-el-2.1", "hydrogen-flow")
    #expect(flow.table == .input && flow.address == 1008 && flow.signal == .hydrogenFlow)
    #expect(flow.decode([0x7FC0, 0]) == .bad(.notImplemented))
    #expect(
      profile.setUp == [
        SetUpWrite(point: "max-tank-pressure", value: 34, inTransaction: true),
        SetUpWrite(point: "restart-tank-pressure", value: 31, inTransaction: true),
        SetUpWrite(point: "heartbeat-timeout", value: 10, inTransaction: true),
      ])
    #expect(try point("enapter-el-2.1", "heartbeat-timeout").address == 4600)
    #expect(profile.silence?.signOfLife == .anyTraffic && profile.silence?.timeout == 10_000)
  }

  @Test("The Enapter level switch says low when the float is not over the sensor")
  func levelLow() throws {
    let level = try point("enapter-el-2.1", "level-low")
    #expect(level.decode([1]) == .value(0) && level.decode([0]) == .value(1))
    #expect(level.encode(1) == [0] && level.encode(0) == [1])
  }

  @Test("The gas detector counts only while it monitors without a fault and its seconds move")
  func gasDetector() throws {
    let profile = try #require(Shipped.loaded.library["honeywell-midas"])
    #expect(profile.validity == [ValidityRule(point: "status", mask: 0x3F, allowed: [1])])
    #expect(profile.heartbeat == HeartbeatRule(point: "heartbeat-counter", within: 5_000))
    #expect(profile.timing.fast == 100)
    let gas = try point("honeywell-midas", "concentration")
    // 12.5 % LEL, low word first
    #expect(gas.decode([0x0000, 0x4148]) == .value(12.5))
    #expect(pollPlan(for: profile, class: .fast).first?.address == 0)
  }

  @Test("The WAGO watchdog is set up in its order and watches the write codes only")
  func wago() throws {
    let profile = try #require(Shipped.loaded.library["wago-750"])
    #expect(
      profile.setUp.map(\.point) == [
        "watchdog-restart", "watchdog-stop", "watchdog-time", "watchdog-mask-1",
        "watchdog-mask-2", "watchdog-trigger",
      ])
    // Bit n-1 for function code n: 5, 6, 15, 16
    let mask = [5, 6, 15, 16].reduce(0) { $0 | 1 << ($1 - 1) }
    #expect(profile.setUp.first { $0.point == "watchdog-mask-1" }?.value == Double(mask))
    #expect(try point("wago-750", "watchdog-time").encode(2000) == [20])
    let healthy = try point("wago-750", "watchdog-healthy")
    #expect([0, 1, 2].map { healthy.decode([$0]).usable } == [0, 1, 0])
    #expect(try point("wago-750", "di31").address == 31)
    #expect(try point("wago-750", "do15-read-back").address == 0x020F)
  }

  @Test("The fuel cell's command bits lie in one register and leave each other alone")
  func fuelCell() throws {
    let permit = try point("toshiba-h2rex", "start-permit")
    let start = try point("toshiba-h2rex", "start-command")
    let stop = try point("toshiba-h2rex", "stop-command")
    #expect(Set([permit, start, stop].map(\.address)) == [1])
    var word: [UInt16] = [0]
    word = permit.merge(bits: try #require(permit.encode(1)), into: word)
    word = start.merge(bits: try #require(start.encode(1)), into: word)
    #expect(word == [0b0101])
    word = start.merge(bits: try #require(start.encode(0)), into: word)
    word = stop.merge(bits: try #require(stop.encode(1)), into: word)
    #expect(word == [0b1001])
    #expect(try point("toshiba-h2rex", "power-setpoint").encode(2.5) == [25])
    #expect(try point("toshiba-h2rex", "minimum-cell-voltage").source == "project-defined")
    // 35.0 NL/min
    #expect(try point("toshiba-h2rex", "fuel-flow").decode([350]) == .value(2100))
  }

  @Test("The inverter's limit reverts by itself and is enabled after it is set")
  func inverter() throws {
    let profile = try #require(Shipped.loaded.library["sunspec-inverter"])
    #expect(
      profile.setUp.map(\.point) == ["limit-revert-time", "power-limit", "limit-enable"])
    #expect(profile.silence?.timeoutPoint == "limit-revert-time")
    let power = try point("sunspec-inverter", "power")
    #expect(power.decode([2345], scaleFactorExponent: 1) == .value(23.45))
    #expect(power.encode(23.45, scaleFactorExponent: 1) == [2345])
  }

  @Test("Every point of a SunSpec model ends where the next begins")
  func sunSpecIsWhole() throws {
    let chains = Shipped.profiles.filter { $0.discovery == .sunSpec }
    #expect(chains.count == 6)
    for profile in chains {
      for model in profile.models {
        let points = profile.points.filter { $0.sunSpecModel == model.id }
        let filled = points.flatMap { Array($0.address..<$0.address + $0.width) }
        #expect(filled.sorted() == Array(2..<model.length + 2), "\(profile.name) \(model.id)")
      }
    }
  }

  @Test("Codes of events and states have a text in both languages")
  func codeTexts() throws {
    let event = try point("enapter-el-2.1", "error-1").symbols[0x120A]
    #expect(event == BilingualText(de: "Membran gebrochen", en: "membrane broken"))
    for profile in Shipped.profiles {
      for point in profile.points where point.poll != .never {
        for (code, text) in point.symbols {
          let isBoth = !text.de.isEmpty && !text.en.isEmpty
          #expect(isBoth, "\(profile.name) \(point.name) \(code)")
        }
      }
    }
  }

  @Test(
    "The EL 4.x tells its states in the codes of the EL 2.1, and only its own firmware is known")
  func enapter4() throws {
    let state = try point("enapter-el-4", "system-state")
    #expect(state.decode([3]) == .value(4) && state.decode([4]) == .value(5))
    let profile = try #require(Shipped.loaded.library["enapter-el-4"])
    #expect(profile.identity.filter(\.isFirmware).map(\.content) == [.number([773, 774])])
  }

  @Test("The channels of the I/O modules have the names that site files use")
  func channels() throws {
    #expect(try point("moxa-e1214", "do5").table == .coil)
    #expect(try point("moxa-e1240", "ai7").address == 7)
    #expect(try point("moxa-e1240", "ai7-status").address == 67)
    let rtd = try point("moxa-e1260", "rtd5")
    #expect(rtd.address == 0x0605 && rtd.decode([0xFF38]) == .value(-20))
    #expect(try point("keller-series-30", "pressure").address == 0x0100)
    #expect(try point("eastron-sdm630", "power").address == 52)
  }

  @Test("The gaps of the fast polls are few: no device needs more than nine requests")
  func fewRequests() throws {
    for profile in Shipped.profiles {
      let plan = resolve(profile, chain: profile.chain()).profile
      let blocks = pollPlan(for: plan, class: .fast)
      #expect((1...9).contains(blocks.count), "\(profile.name): \(blocks.count)")
    }
  }
}

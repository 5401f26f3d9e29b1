// The requests: what touches goes together, gaps part, and a SunSpec value never travels alone.

import DeviceProfiles
import Plant
import Testing

private func profile(_ points: [ProfilePoint]) -> DeviceProfile {
  DeviceProfile(
    name: "p", maker: "m", model: "m", kind: .meter, text: BilingualText(de: "d", en: "e"),
    points: points)
}

private func input(_ address: Int, _ type: RegisterType = .u16) -> ProfilePoint {
  ProfilePoint(name: "p\(address)", table: .input, address: address, type: type)
}

private func shape(_ blocks: [ReadBlock]) -> [String] {
  blocks.map { "\($0.table) \($0.address)+\($0.count)" }
}

@Suite("Poll plan")
struct PollPlanTests {
  @Test("Points that touch share a request; a gap starts another one")
  func gaps() {
    let points = [input(4), input(0, .f32), input(2, .f32), input(6), input(2)]
    let blocks = pollPlan(for: profile(points), class: .fast)
    #expect(shape(blocks) == ["input 0+5", "input 6+1"])
    #expect(blocks[0].points.map(\.address) == [0, 2, 2, 4])
  }

  @Test("A request never exceeds what the device takes, and no value is cut")
  func limits() {
    var long = profile((0..<100).map { input(2 * $0, .f32) })
    long.timing.mostRegisters = 81
    let blocks = pollPlan(for: long, class: .fast)
    #expect(shape(blocks) == ["input 0+80", "input 80+80", "input 160+40"])
    let coils = (0..<3000).map {
      ProfilePoint(name: "c\($0)", table: .coil, address: $0, type: .bool, unit: .contact)
    }
    #expect(
      shape(pollPlan(for: profile(coils), class: .fast)) == ["coil 0+2000", "coil 2000+1000"])
  }

  @Test("Only readable points of the class are read")
  func classes() {
    var slow = input(0)
    slow.poll = .slow
    var write = ProfilePoint(name: "w", table: .holding, address: 0, type: .u16)
    write.access = .write
    let all = profile([slow, write])
    #expect(pollPlan(for: all, class: .fast).isEmpty && pollPlan(for: all, class: .never).isEmpty)
    #expect(shape(pollPlan(for: all, class: .slow)) == ["input 0+1"])
  }

  @Test("A SunSpec value and its scale factor come from one answer")
  func valueAndFactor() throws {
    let inverter = try #require(Shipped.loaded.library["sunspec-inverter"])
    #expect(pollPlan(for: inverter, class: .fast).isEmpty)
    let resolved = resolve(inverter, chain: inverter.chain())
    #expect(resolved.missingModels == [] && resolved.missingPoints == [])
    for pollClass in [PollClass.fast, .slow, .once] {
      for block in pollPlan(for: resolved.profile, class: pollClass) {
        #expect(block.count <= 125)
        for entry in block.entries where entry.point.scaleFactor != nil {
          let place = try #require(entry.scaleFactorOffset)
          #expect((0..<block.count).contains(place))
        }
      }
    }
    let block = try #require(pollPlan(for: resolved.profile, class: .fast).first)
    let power = try #require(block.entries.first { $0.point.name == "power" })
    var answer = [UInt16](repeating: 0, count: block.count)
    answer[power.offset] = 2345
    answer[try #require(power.scaleFactorOffset)] = 1
    #expect(block.value(of: power, in: answer) == .value(23.45))
    answer[try #require(power.scaleFactorOffset)] = 0x8000
    #expect(block.value(of: power, in: answer) == .bad(.notImplemented))
    #expect(block.value(of: power, in: []) == .bad(.neverRead))
  }

  @Test("A model longer than a request is read in parts that each hold their scale factors")
  func longModel() {
    func point(_ name: String, _ address: Int, factor: String?) -> ProfilePoint {
      var point = ProfilePoint(
        name: name, table: .holding, address: 40_000 + address, type: .s16)
      point.sunSpecModel = 701
      point.scaleFactor = factor
      return point
    }
    let points = [
      point("w", 10, factor: "w-sf"), point("w-sf", 116, factor: nil),
      point("late", 150, factor: "w-sf"),
    ]
    let blocks = pollPlan(for: profile(points), class: .fast)
    #expect(shape(blocks) == ["holding 40010+107", "holding 40116+35"])
  }

  @Test("The chain is laid out as the maker's document counts it")
  func chain() throws {
    let inverter = try #require(Shipped.loaded.library["sunspec-inverter"])
    #expect(
      inverter.chain().map(\.address) == [40002, 40070, 40122, 40150, 40182, 40228, 40254])
    let frame = inverter.chainFrame()
    #expect(frame.first?.words == [0x5375, 0x6E53] && frame.last?.address == 40304)
    let resolved = resolve(inverter, chain: inverter.chain()).profile
    #expect(resolved.point(named: "power")?.address == 40084)
    #expect(resolved.point(named: "power-limit")?.address == 40233)
  }

  @Test("What a device lacks is named, and its points are gone")
  func missingModels() throws {
    let inverter = try #require(Shipped.loaded.library["sunspec-inverter"])
    var chain = inverter.chain().filter { $0.id != 123 }
    chain[0].length = 65
    let resolved = resolve(inverter, chain: chain)
    #expect(resolved.missingModels == [123])
    #expect(resolved.missingPoints.contains("power-limit"))
    #expect(resolved.missingPoints.contains("1-pad"))
    #expect(resolved.profile.point(named: "power-limit") == nil)
    #expect(resolved.profile.point(named: "power") != nil)
  }

  @Test("A model that ends before its scale factor leaves no value of it")
  func shortModel() throws {
    let inverter = try #require(Shipped.loaded.library["sunspec-inverter"])
    var chain = inverter.chain()
    chain[1].length = 13
    let resolved = resolve(inverter, chain: chain)
    #expect(resolved.profile.point(named: "power") == nil)
    #expect(resolved.missingPoints.contains("power"))
    #expect(resolved.profile.point(named: "voltage-a") != nil)
  }
}

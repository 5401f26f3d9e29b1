// The profiles of this project, served: what is in `hardware/devices` can be read whole, block by
// block, as a client of any make would.

import DeviceProfiles
import Foundation
import ModbusPlant
import Plant
import Testing

@Suite struct HardwareTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("hardware/devices").path

  private static let library = ProfileLibrary.load(directory: folder).library

  @Test("The folder holds profiles, and all of them can be read")
  func isReadable() {
    let (library, problems) = ProfileLibrary.load(directory: Self.folder)
    #expect(library.names.count >= 11)
    #expect(problems.isEmpty)
  }

  @Test("Every register that a profile lists is answered", arguments: library.names)
  func everyRegister(name: String) throws {
    let profile = try #require(Self.library[name])
    let rig = Rig(profile)
    let starts = Dictionary(
      profile.chain().map { ($0.id, $0.address) }, uniquingKeysWith: { first, _ in first })
    var answered = 0
    for point in profile.points where point.access != .write {
      let address = point.address + (point.sunSpecModel.flatMap { starts[$0] } ?? 0)
      if name.hasPrefix("enapter"), (6_000..<6_023).contains(address) {
        #expect(rig.readException(point.table, address) == .deviceFailure)
        continue
      }
      #expect(rig.read(point.table, address, point.width)?.count == point.width, "\(point.name)")
      answered += 1
    }
    #expect(answered > 0)
  }

  @Test("The electrolyser answers the blocks that its maker's scripts read in one go")
  func electrolyserBlocks() throws {
    let rig = Rig(try #require(Self.library["enapter-el-2.1"]))
    for (address, count) in [(7_000, 11), (7_500, 22), (832, 33), (768, 33), (4_000, 5)] {
      #expect(rig.read(.input, address, count)?.count == count)
    }
    #expect(rig.read(.input, 0, 2) == [0x454C, 0x3231])
    #expect(rig.read(.holding, 4_308, 4)?.count == 4)
  }

  @Test("The coupler's set-up of the profile starts its watchdog")
  func couplerSetUp() throws {
    let profile = try #require(Self.library["wago-750"])
    let rig = Rig(profile, points: [])
    for write in profile.setUp {
      let point = try #require(profile.point(named: write.point))
      let words = try #require(point.encode(write.value))
      #expect(rig.write(.holding, point.address, words[0]) == nil)
    }
    #expect(rig.read(.holding, 0x1006) == [1])
    rig.clock.advance(2_001)
    rig.bank.watch(now: rig.clock.now)
    #expect(rig.read(.holding, 0x1006) == [2])
  }
}

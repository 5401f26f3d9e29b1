// The offset of civil time, against the calendar it stands for.

import Foundation
import Plant
import Testing

@testable import ScanLoop

@Suite struct CivilOffsetTests {
  @Test(
    "Around both changes of the clock the offset is the calendar's, to the millisecond",
    arguments: [1_774_746_000_000 as Milliseconds, 1_792_890_000_000])
  func changes(instant: Milliseconds) throws {
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    var civil = CivilOffset("Europe/Berlin")
    var offsets: Set<Milliseconds> = []
    for step: Milliseconds in -2_000...2_000 {
      for plant in [instant + step, instant + step * 1_000] {
        let date = Date(timeIntervalSince1970: Double(plant) / 1000)
        let offset = civil.at(plant)
        offsets.insert(offset)
        #expect(offset == Milliseconds(zone.secondsFromGMT(for: date)) * 1000)
      }
    }
    #expect(offsets == [3_600_000, 7_200_000])
  }

  @Test("An unknown zone is UTC")
  func unknown() {
    var civil = CivilOffset("Europe/Atlantis")
    #expect(civil.at(1_774_746_000_000) == 0)
  }
}

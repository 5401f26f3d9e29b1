// The bypass of a gas detector: who may, when not, what it does to the votes, and how it ends.

import Plant
import Safety
import Testing

@testable import Control

@Suite("Bypass of a gas detector") struct BypassTests {
  /// A bench after its first scans, with nothing standing but the start.
  private func quiet(_ site: SiteDescription = sharedAir()) -> Bench {
    let bench = Bench(site)
    bench.resetAfterStart()
    return bench
  }

  @Test("A bypassed detector has no vote, and one of the other two is enough")
  func votes() {
    let bench = quiet()
    #expect(bench.bypass(1, 60) == .none)
    bench.values["gas-1"] = 50
    bench.scan(5)
    #expect(!bench.isActive(AirRow.gas) && !bench.isActive(AirRow.oneFault))
    bench.values["gas-1"] = .some(nil)
    bench.scan(5)
    #expect(!bench.isActive(AirRow.oneFault), "its fault does not count either")
    bench.values["gas-2"] = 50
    bench.scan()
    #expect(bench.isActive(AirRow.gas))
  }

  @Test("With one bypassed, a fault of one of the others trips")
  func faultOfAnother() {
    let bench = quiet()
    bench.bypass(1, 60)
    bench.values["gas-3"] = .some(nil)
    bench.scan()
    #expect(bench.isActive(AirRow.twoFaults))
  }

  @Test("A bypass is shown as long as it lasts, and nothing starts meanwhile")
  func shown() {
    let bench = quiet()
    #expect(bench.derivedValue("bypassed-2") != 1 && bench.derivedValue("bypass-left") == 0)
    bench.bypass(2, 60)
    bench.scan(2)
    #expect(bench.isActive(AirRow.bypassed))
    #expect(bench.derivedValue("bypassed-2") == 1)
    #expect(bench.derivedValue("bypass-left") == 3_598)
    #expect(bench.unit(1).verdict.effect == .hold)
    #expect(bench.unit(1).verdict.row == Int16(AirRow.bypassed))
    #expect(bench.count(.bypassBegan) == 1)
    #expect(bench.bypass(2, 0) == .none)
    bench.scan()
    #expect(!bench.isActive(AirRow.bypassed) && bench.count(.bypassEnded) == 1)
    #expect(bench.derivedValue("bypass-left") == 0)
  }

  @Test(
    "Four hours at most, a minute at least",
    arguments: [
      (240.0, true), (1, true), (240.1, false), (0.9, false), (-5, false), (.nan, false),
      (.infinity, false),
    ])
  func length(minutes: Double, isAllowed: Bool) {
    #expect(quiet().bypass(1, minutes) == (isAllowed ? .none : .bypassTooLong))
  }

  @Test("One detector of a site at a time; it is not renewed while it lasts")
  func oneAtATime() {
    let bench = quiet()
    bench.bypass(1, 60)
    #expect(bench.bypass(2, 60) == .bypassStands)
    #expect(bench.bypass(1, 60) == .bypassStands)
    #expect(bench.bypass(2, 0) == .bypassNone, "another's bypass is not ended by mistake")
    #expect(bench.state.bypass.detector == 0)
    #expect(bench.bypass(1, 0) == .none)
    #expect(bench.bypass(2, 60) == .none)
  }

  @Test("Nobody bypasses from afar, but anybody may end it")
  func fromAfar() {
    for source in [IntentSource.panel, .telemetry] {
      let bench = quiet()
      #expect(bench.bypass(1, 60, from: source) == .bypassOnSiteOnly)
      bench.bypass(1, 60)
      #expect(bench.bypass(1, 0, from: source) == .none)
    }
  }

  @Test("What is no gas detector is not bypassed")
  func noDetector() {
    let bench = quiet()
    #expect(bench.bypass(0, 60) == .bypassNoDetector)
    bench.scan(1, [Intent(.bypass, unit: 1, value: 60, source: .commandLine, ticket: 5)])
    #expect(bench.events.last { $0.kind == .intentRefused }?.reason.code == .bypassNoDetector)
    #expect(bench.state.bypass.detector == -1)
  }

  @Test(
    "No bypass while gas is possible, nor while a detector cannot be read", arguments: [1, 2, 3])
  func gas(other: Int) {
    let bench = quiet()
    bench.values["gas-\(other)"] = 6
    bench.scan()
    #expect(bench.bypass(1, 60) == .gasNotClear)
    bench.values["gas-\(other)"] = .some(nil)
    bench.scan()
    #expect(bench.bypass(1, 60) == .gasNotClear)
  }

  @Test("No bypass while a detector is under test of its own, or is doubted", arguments: [1, 2, 3])
  func underTest(other: Int) {
    var site = sharedAir()
    site.detectors[other - 1].watch.status = point("heat-top")
    let bench = quiet(site)
    bench.values["heat-top"] = 5
    bench.scan()
    #expect(bench.bypass(1, 60) == .bypassNoOther)
    bench.values["heat-top"] = 1
    bench.scan()
    #expect(bench.bypass(1, 60) == .none)
    var deaf = sharedAir()
    deaf.rows[AirRow.oneFault].inputCount = 0
    deaf.rows[AirRow.oneFault].cause = .closed
    let doubting = quiet(deaf)
    doubting.state.memory.detectors[other - 1].hasDrifted = true
    doubting.values["gas-\(other)"] = -6
    #expect(doubting.bypass(1, 60) == .bypassNoOther)
  }

  @Test("A bypass takes no effect away: while a row stands that reads the detector, it is refused")
  func standing() {
    let bench = quiet()
    for number in 1...2 { bench.values["gas-\(number)"] = 50 }
    bench.scan()
    for number in 1...2 { bench.values["gas-\(number)"] = 0 }
    bench.scan()
    #expect(bench.isActive(AirRow.gas), "latched")
    #expect(bench.bypass(1, 60) == .interlock)
    #expect(bench.isActive(AirRow.gas) && bench.state.bypass.detector == -1)
  }

  @Test("No bypass where nobody stands in, or where nobody would be told")
  func noOther() {
    var apart = sharedAir()
    apart.room.isOnePlace = false
    #expect(quiet(apart).bypass(1, 60) == .bypassNoOther)
    var alone = sharedAir()
    alone.rows[AirRow.oneFault].inputCount = 1
    #expect(quiet(alone).bypass(1, 60) == .bypassNoOther)
    #expect(quiet(alone).bypass(2, 60) == .none, "that row does not read the second one")
    var untold = sharedAir()
    untold.rows[AirRow.bypassed].inputCount = 2
    #expect(quiet(untold).bypass(3, 60) == .bypassNotShown)
    #expect(quiet(untold).bypass(2, 60) == .none)
  }

  @Test("When its time is over the detector counts as faulted, until a person says it is well")
  func expiry() {
    let bench = quiet()
    bench.bypass(1, 10)
    bench.scan(599)
    #expect(bench.count(.bypassExpired) == 0 && !bench.isActive(AirRow.oneFault))
    bench.scan()
    #expect(bench.count(.bypassExpired) == 1 && bench.isActive(AirRow.oneFault))
    #expect(bench.isActive(AirRow.bypassed), "it is shown until it is ended")
    bench.scan(100)
    #expect(bench.count(.bypassExpired) == 1, "told once")
    bench.values["gas-2"] = 50
    bench.scan()
    #expect(bench.isActive(AirRow.gas), "a vote to trip")
    let other = quiet()
    other.bypass(1, 1)
    other.scan(60)
    #expect(other.bypass(1, 0) == .none)
    other.scan()
    #expect(!other.isActive(AirRow.oneFault) && !other.isActive(AirRow.bypassed))
  }

  @Test("A step of the clock never lengthens a bypass", arguments: [-7_200_000, 7_200_000])
  func clock(step: Milliseconds) {
    let bench = quiet()
    bench.bypass(1, 60)
    bench.time.plant += step
    bench.scan(3_600)
    #expect(bench.count(.bypassExpired) == 1)
    let plain = quiet()
    plain.bypass(1, 60)
    plain.time.plant += step
    plain.scan()
    #expect((plain.count(.bypassExpired) == 1) == (step > 0), "an hour passed by one of the clocks")
  }

  @Test("A room with a bypassed detector is not reset on site")
  func noReset() {
    let bench = quiet()
    bench.bypass(1, 60)
    bench.values["e-stop"] = 0
    bench.scan()
    bench.values["e-stop"] = 1
    bench.resetAfterStart()
    #expect(bench.isActive(2))
    bench.bypass(1, 0)
    bench.resetAfterStart()
    #expect(!bench.isActive(2))
  }

  @Test("A new start of the controller knows of no bypass; a replay knows all of it")
  func restart() {
    let bench = quiet()
    bench.bypass(1, 10)
    let fresh = Bench(sharedAir())
    fresh.state.takeOver(.kept(bench.state.latches()), on: fresh.site)
    #expect(fresh.state.bypass.detector == -1)
    var writer = CanonicalWriter()
    bench.state.encode(into: &writer)
    var reader = CanonicalReader(writer.bytes)
    let twin = Bench(sharedAir())
    let isTaken = twin.state.restore(from: &reader)
    #expect(isTaken)
    twin.time = bench.time
    twin.values = bench.values
    (bench.devicesObey, twin.devicesObey) = (false, false)
    for _ in 1...700 {
      bench.scan()
      twin.scan()
      #expect(bench.digest == twin.digest)
    }
    #expect(twin.count(.bypassExpired) == 1)
  }

  @Test("A bypass that no step ever left is not restored")
  func damaged() {
    for (detector, left) in [(Int16(3), Milliseconds(5)), (-2, 5), (0, -1)] {
      let bench = quiet()
      bench.state.bypass.detector = detector
      bench.state.bypass.left = left
      var writer = CanonicalWriter()
      bench.state.encode(into: &writer)
      var reader = CanonicalReader(writer.bytes)
      let twin = Bench(sharedAir())
      let isTaken = twin.state.restore(from: &reader)
      #expect(!isTaken, "\(detector), \(left)")
    }
  }
}

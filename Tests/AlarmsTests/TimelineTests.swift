// Alarms in time: what a person sees when causes come and go and people act. One letter a second; above
// what the row reports, below the state of its alarm.

import Plant
import Testing

@testable import Alarms

@Suite("Alarms in time")
struct TimelineTests {
  @Test("An alarm that comes and goes stays until somebody has seen it")
  func comesAndGoes() {
    var bench = Bench([alarm("L12")])
    #expect(bench.play("..AA..") == "..UUrr")
    bench.ask(.acknowledge("L12"))
    #expect(bench.play("..") == "..")
    #expect(bench.kinds == [.raised, .returned, .acknowledged])
  }

  @Test("An alarm seen while it stands goes with its cause")
  func seenWhileItStands() {
    var bench = Bench([alarm("L12")])
    #expect(bench.play("AA") == "UU")
    bench.ask(.acknowledge("L12"))
    #expect(bench.play("AA.") == "AA.")
    #expect(bench.kinds == [.raised, .acknowledged, .returned])
  }

  @Test("A latched alarm stays latched when its cause goes, and goes with the reset")
  func latched() {
    var bench = Bench([alarm("L13", isLatched: true)])
    #expect(bench.play(".BBLL") == ".UULL")
    bench.ask(.acknowledge("L13"))
    #expect(bench.play("LL..") == "ll..")
    #expect(bench.kinds == [.raised, .latched, .acknowledged, .reset])
  }

  @Test("A latched alarm that is reset unseen still wants to be seen")
  func resetUnseen() {
    var bench = Bench([alarm("L13", isLatched: true)])
    #expect(bench.play("BL..") == "ULrr")
  }

  @Test("A cause that comes back under its latch is a new alarm, even where the old one was seen")
  func latchedAgain() {
    var bench = Bench([alarm("L13", isLatched: true)])
    _ = bench.play("BL")
    bench.ask(.acknowledge("L13"))
    #expect(bench.play("LBB") == "lUU")
  }

  @Test("Acknowledging at the panel reaches the list through the scan")
  func acknowledgedAtThePanel() {
    var bench = Bench([alarm("L12")])
    #expect(bench.play("AA==.") == "UUAA.")
    #expect(bench.play("A.-.") == "Ur..")
  }

  @Test("A row that does not watch is suppressed by design, and awake again it is as before")
  func suppressed() {
    var bench = Bench([alarm("L06", armedBy: PointIndex(raw: 0))])
    #expect(bench.play(".zz.") == ".zz.")
    #expect(bench.play("AAz") == "UUr")
    bench.ask(.acknowledge("L06"))
    #expect(bench.play("zA") == "zU")
  }

  @Test("A row whose arming point is not known watches")
  func armingNotKnown() {
    var bench = Bench([alarm("L06", armedBy: PointIndex(raw: 0))])
    bench.armed[0] = .bad(.stale, at: 0)
    bench.pass(1_000)
    bench.look()
    #expect(bench.state == .normal)
  }

  @Test(
    "A shelved alarm comes back by itself, says so, and is announced anew when its cause stands")
  func shelvedComesBack() {
    var bench = Bench([alarm("L12")])
    _ = bench.play("A")
    #expect(bench.ask(.shelve("L12", 3_000, reason: "Fühler wird getauscht")) == nil)
    #expect(bench.play("AAAA") == "ssUU")
    #expect(bench.list.alarms[0].shelfEnded != nil)
    #expect(bench.kinds == [.raised, .shelved, .unshelved, .raised])
    #expect(bench.records[1].note == "Fühler wird getauscht")
    #expect(bench.records[2].note == "time over")
    bench.ask(.acknowledge("L12"))
    #expect(bench.list.alarms[0].shelfEnded == nil)
  }

  @Test("A shelved alarm whose cause has gone comes back as normal")
  func shelvedAndGone() {
    var bench = Bench([alarm("L12")])
    _ = bench.play("A")
    bench.ask(.shelve("L12", 2_000, reason: "Test"))
    #expect(bench.play("A..A") == "s..U")
  }

  @Test("A person can end a shelving before its time")
  func unshelved() {
    var bench = Bench([alarm("L12")])
    bench.ask(.shelve("L12", 60_000, reason: "Test"))
    #expect(bench.play("AA") == "ss")
    bench.ask(.unshelve("L12"))
    #expect(bench.state == .unacknowledged)
    #expect(bench.list.alarms[0].shelf == nil)
  }

  @Test("An alarm out of service stays out until a person brings it back")
  func outOfService() {
    var bench = Bench([alarm("L12")])
    bench.ask(.takeOutOfService("L12", reason: "Fühler ausgebaut"))
    #expect(bench.play("A.A", every: 86_400_000) == "ooo")
    #expect(bench.list.alarms[0].outReason == "Fühler ausgebaut")
    bench.ask(.returnToService("L12"))
    #expect(bench.state == .unacknowledged)
    #expect(bench.list.alarms[0].outReason.isEmpty)
  }

  @Test("Shelving hides no interlock: what acts is still told to act")
  func shelvingHidesNoInterlock() {
    var bench = Bench([alarm("L22")])
    _ = bench.play("A")
    bench.ask(.shelve("L22", 60_000, reason: "Modul im Service"))
    _ = bench.play("A")
    let aside = bench.list.aside
    #expect(aside.count == 1 && aside[0].alarm.acts && aside[0].alarm.isStanding)
    #expect(bench.list.announced.isEmpty)
  }

  @Test("A clock that is set back takes the end of a shelving with it")
  func clockSetBack() {
    var bench = Bench([alarm("L12")])
    bench.ask(.shelve("L12", 4_000, reason: "Test"))
    _ = bench.play("A")
    bench.time.plant -= 3_600_000
    #expect(bench.play("AAAA") == "sssU")
  }

  @Test("Three times within a minute is chattering: flagged, not hidden, until a quiet minute")
  func chattering() {
    var bench = Bench([alarm("L12")])
    #expect(bench.play("A.A.A.") == "UrUrUr")
    #expect(bench.kinds.count { $0 == .chattering } == 1)
    #expect(bench.list.entry(at: 0).isChattering)
    #expect(bench.list.announced.count == 1)
    _ = bench.play(String(repeating: ".", count: 58))
    #expect(bench.list.entry(at: 0).isChattering)
    _ = bench.play("..")
    #expect(!bench.list.entry(at: 0).isChattering)
  }

  @Test("Three times in just over a minute is not chattering")
  func notChattering() {
    var bench = Bench([alarm("L12")])
    _ = bench.play("A.A.A.", every: 15_000)
    #expect(!bench.kinds.contains(.chattering))
  }
}

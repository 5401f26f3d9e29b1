// The first minutes after a start: rows have forgotten how long their causes stood and have heard nothing
// yet. What a person had seen is not announced anew for that, and nothing new is kept from people.

import Plant
import Testing

@testable import Alarms

/// A bench that knows what `before` remembered.
private func restarted(_ before: Bench, _ definitions: [AlarmDefinition]) throws -> Bench {
  let memory = try #require(AlarmMemory(of: before.list, site: "lab"))
  var bench = Bench(definitions, settled: false)
  bench.list.recall(memory)
  bench.time.plant = before.time.plant + 60_000
  return bench
}

@Suite("Alarms after a start")
struct StartTests {
  @Test("A row that acts because nothing was heard yet raises no alarm")
  func unheard() {
    var bench = Bench([alarm("L26")], settled: false)
    #expect(bench.play("uuuuu..") == ".......")
    #expect(bench.records.isEmpty)
  }

  @Test("A row that is still unheard after its delay and half a minute is an alarm")
  func stillUnheard() {
    var bench = Bench([alarm("L26", onDelay: 5_000)], settled: false)
    let story = bench.play(String(repeating: "u", count: 40))
    #expect(story == String(repeating: ".", count: 35) + "UUUUU")
  }

  @Test("A row that was heard and stands is announced at once")
  func newAtOnce() {
    var bench = Bench([alarm("L26")], settled: false)
    #expect(bench.play(".A.") == ".Ur")
  }

  @Test("A latch that stands at a first start is announced at once")
  func firstStart() {
    var bench = Bench([alarm("X01", priority: .first, isLatched: true)], settled: false)
    #expect(bench.play("BB") == "UU")
  }

  @Test("What a person had seen stays seen when it still stands after the restart")
  func acknowledgedStays() throws {
    let definitions = [alarm("L25", onDelay: 10_000)]
    var before = Bench(definitions)
    _ = before.play("A=")
    #expect(before.state == .acknowledged)
    var bench = try restarted(before, definitions)
    #expect(bench.play("uu........uu") == "AAAAAAAAAAAA")
    #expect(bench.play(String(repeating: "u", count: 60)) == String(repeating: "A", count: 60))
    #expect(bench.play(".") == ".")
    #expect(bench.kinds == [.returned])
  }

  @Test("What a person had seen and what is gone after the restart goes, once that is certain")
  func acknowledgedGoes() throws {
    let definitions = [alarm("L25")]
    var before = Bench(definitions)
    _ = before.play("A=")
    var bench = try restarted(before, definitions)
    #expect(
      bench.play(String(repeating: ".", count: 32)) == String(repeating: "A", count: 30) + "..")
  }

  @Test("A latch that was seen stays seen while its inputs are not heard yet")
  func latchStaysSeen() throws {
    let definitions = [alarm("L13", isLatched: true)]
    var before = Bench(definitions)
    _ = before.play("BL")
    before.show("-")
    _ = before.play("L")
    before.ask(.acknowledge("L13"))
    #expect(before.state == .latchedAcknowledged)
    var bench = try restarted(before, definitions)
    bench.rows[0].isActive = true
    bench.rows[0].isDemanded = true
    bench.rows[0].isLatched = true
    bench.pass(1_000)
    bench.look()
    #expect(bench.state == .latchedAcknowledged)
    #expect(bench.play("LL.") == "ll.")
  }

  @Test("A start that latches anew is a new alarm, although the last one had been seen")
  func latchesAnew() throws {
    let definitions = [alarm("X01", priority: .first, isLatched: true)]
    var before = Bench(definitions)
    _ = before.play("BL")
    before.show("-")
    before.ask(.acknowledge("X01"))
    _ = before.play("L")
    var bench = try restarted(before, definitions)
    #expect(bench.play("B") == "U")
  }

  @Test("A start whose contact is heard is a new alarm, even where the mark was never taken away")
  func startIsHeard() throws {
    var contact = alarm("X01", priority: .first, isLatched: true)
    contact.setPoint = nil
    var before = Bench([contact])
    _ = before.play("BL")
    before.ask(.acknowledge("X01"))
    #expect(before.state == .latchedAcknowledged && before.rows[0].isUnacknowledged)
    var bench = try restarted(before, [contact])
    bench.rows[0] = before.rows[0]
    bench.rows[0].isDemanded = true
    bench.pass(1_000)
    bench.look()
    #expect(bench.state == .latchedAcknowledged)
    bench.rows[0].value = 1
    bench.pass(1_000)
    bench.look()
    #expect(bench.state == .unacknowledged)
  }

  @Test("A mark that was up before the restart tells of the earlier run and announces nothing")
  func staleMark() throws {
    let definitions = [alarm("L26")]
    var before = Bench(definitions)
    _ = before.play("A.")
    before.ask(.acknowledge("L26"))
    #expect(before.state == .normal && before.rows[0].isUnacknowledged)
    var bench = try restarted(before, definitions)
    bench.rows[0] = before.rows[0]
    #expect(bench.play("uu.A") == "....")
    bench.show("-")
    bench.look()
    #expect(bench.play(".A") == ".U")
  }

  @Test("A shelving goes on over a restart and ends at its time")
  func shelfGoesOn() throws {
    let definitions = [alarm("L12")]
    var before = Bench(definitions)
    _ = before.play("A")
    before.ask(.shelve("L12", 120_000, reason: "Test"))
    _ = before.play("A")
    var bench = try restarted(before, definitions)
    #expect(bench.play("AA", every: 10_000) == "ss")
    #expect(bench.play("AAAAA", every: 10_000) == "sssUU")
  }

  @Test("A shelving whose time passed while the controller was away is over at the first look")
  func shelfOver() throws {
    let definitions = [alarm("L12")]
    var before = Bench(definitions)
    before.ask(.shelve("L12", 30_000, reason: "Test"))
    var bench = try restarted(before, definitions)
    #expect(bench.play(".A") == ".U")
    #expect(bench.kinds == [.unshelved, .raised])
  }

  @Test("A plant clock that begins earlier than the last run ended lengthens no shelving")
  func clockBeginsEarlier() throws {
    let definitions = [alarm("L12")]
    var before = Bench(definitions)
    before.ask(.shelve("L12", 5_000, reason: "Test"))
    var bench = try restarted(before, definitions)
    bench.time.plant = Bench.dawn - 86_400_000
    #expect(bench.play("AAAAAAAA") == "sssssUUU")
  }

  @Test("A memory that the site no longer allows is not taken over")
  func notAllowed() throws {
    var before = Bench([alarm("L12"), alarm("L13", at: 1, isLatched: true), alarm("L14", at: 2)])
    before.ask(.shelve("L12", 60_000, reason: "Test"))
    _ = before.play("BL", row: 1)
    before.ask(.takeOutOfService("L14", reason: "Test"))
    let bench = try restarted(
      before,
      [alarm("L14", priority: .first), alarm("L12", at: 1, priority: .first), alarm("L13", at: 2)])
    #expect(bench.list.alarms.map(\.state) == [.normal, .normal, .normal])
  }

  @Test("A memory keeps alarms by name, not by place")
  func byName() throws {
    var before = Bench([alarm("L12"), alarm("L14", at: 1)])
    before.ask(.takeOutOfService("L14", reason: "Test"))
    let bench = try restarted(before, [alarm("L14"), alarm("L11", at: 1), alarm("L12", at: 2)])
    #expect(bench.list.alarms.map(\.state) == [.outOfService, .normal, .normal])
  }
}

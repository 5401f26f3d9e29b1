// What people may ask, what they are told when they may not, and what any line at all does to the reader
// of requests: a wish within its limits, or a refusal.

import Plant
import Testing

@testable import Alarms

private func site() -> Bench {
  Bench([
    alarm("L02", priority: .first), alarm("L12", part: "el-1", at: 1, priority: .third),
    alarm("L12", part: "el-2", at: 2, priority: .third), alarm("L21", at: 3),
  ])
}

@Suite("Wishes about alarms")
struct WishTests {
  @Test("Priority 1 cannot be shelved nor taken out of service")
  func priorityOne() {
    var bench = site()
    #expect(bench.ask(.shelve("L02", 60_000, reason: "stört")) == .firstPriority("L02"))
    #expect(bench.ask(.takeOutOfService("L02", reason: "stört")) == .firstPriority("L02"))
  }

  @Test("Shelving takes eight hours at most and more than nothing")
  func shelfTime() {
    var bench = site()
    let hours = AlarmList.longestShelf
    for wrong in [0, -1, hours + 1, .max, .min] {
      #expect(bench.ask(.shelve("L21", wrong, reason: "Test")) == .tooLong("L21"), "\(wrong)")
    }
    #expect(bench.ask(.shelve("L21", hours, reason: "Test")) == nil)
    #expect(bench.list.alarms[3].shelf?.until == bench.time.plant + hours)
  }

  @Test("A shelved alarm is not shelved again, so that eight hours stay eight hours")
  func noSecondShelf() {
    var bench = site()
    bench.ask(.shelve("L21", 60_000, reason: "Test"))
    #expect(bench.ask(.shelve("L21", 60_000, reason: "Test")) == .notNow(.shelve, "L21", .shelved))
  }

  @Test("A row with several causes is acknowledged as one, and put aside one by one")
  func parts() {
    var bench = site()
    _ = bench.play("A", row: 1)
    _ = bench.play("A", row: 2)
    #expect(bench.ask(.acknowledge("L12")) == nil)
    #expect(bench.list.alarms[1...2].allSatisfy { $0.state == .acknowledged })
    #expect(
      bench.ask(.shelve("L12", 60_000, reason: "Test"))
        == .ambiguous("L12", ["L12/el-1", "L12/el-2"]))
    #expect(bench.ask(.shelve("L12/el-2", 60_000, reason: "Test")) == nil)
    #expect(bench.list.alarms[2].state == .shelved)
  }

  @Test("All that waits to be seen can be acknowledged at once, and nothing waiting is no error")
  func all() {
    var bench = site()
    #expect(bench.ask(.acknowledge("all")) == nil)
    _ = bench.play("A", row: 0)
    _ = bench.play("A.", row: 3)
    #expect(bench.ask(.acknowledge("all")) == nil)
    #expect(bench.list.alarms.map(\.state) == [.acknowledged, .normal, .normal, .normal])
  }

  @Test("A name that nobody has, and an alarm that waits for nobody, are refused")
  func refused() {
    var bench = site()
    #expect(bench.ask(.acknowledge("L99")) == .unknown("L99"))
    #expect(bench.ask(.acknowledge("L21")) == .nothingToSee("L21"))
    #expect(bench.ask(.unshelve("L21")) == .notNow(.unshelve, "L21", .normal))
    #expect(bench.ask(.returnToService("L21")) == .notNow(.returnToService, "L21", .normal))
  }

  @Test("Before the first scan nothing can be asked")
  func beforeTheFirstScan() {
    var bench = Bench([alarm("L21")], settled: false)
    #expect(bench.ask(.shelve("L21", 60_000, reason: "Test")) == .notYet)
  }

  @Test("Every refusal speaks both languages")
  func bothLanguages() {
    let refusals: [AlarmRefusal] =
      [
        .unknown("a"), .ambiguous("a", ["b"]), .nothingToSee("a"), .firstPriority("a"),
        .tooLong("a"), .notYet, .unknownVerb, .noName("a"), .tooMuch("a"), .noTime, .noReason,
      ] + AlarmWish.allCases.map { .notNow($0, "a", .shelved) }
    for refusal in refusals {
      #expect(refusal.text.de.count > 10 && refusal.text.en.count > 10)
      #expect(refusal.text.de != refusal.text.en)
    }
  }
}

@Suite("Requests as lines")
struct RequestLineTests {
  private func read(_ line: String) -> Result<AlarmRequest, AlarmRefusal> {
    AlarmRequest.read(line.split(separator: " ").map(String.init))
  }

  @Test(
    "Each verb is read",
    arguments: [
      ("acknowledge L02", AlarmRequest.acknowledge("L02")),
      (
        "shelve L12/el-1 2h Fühler wird getauscht",
        .shelve("L12/el-1", 7_200_000, reason: "Fühler wird getauscht")
      ),
      ("unshelve L12/el-1", .unshelve("L12/el-1")),
      ("out-of-service L21 Ersatz bestellt", .takeOutOfService("L21", reason: "Ersatz bestellt")),
      ("in-service L21", .returnToService("L21")),
    ])
  func verbs(line: String, request: AlarmRequest) {
    #expect(read(line) == .success(request))
  }

  @Test(
    "What is missing or too much is named",
    arguments: [
      ("", AlarmRefusal.unknownVerb), ("silence L02", .unknownVerb),
      ("acknowledge", .noName("acknowledge")),
      ("acknowledge L02 L03", .tooMuch("acknowledge")), ("shelve L21", .noTime),
      ("shelve L21 9h reason", .noTime), ("shelve L21 0s reason", .noTime),
      ("shelve L21 -1h reason", .noTime), ("shelve L21 1.5h reason", .noTime),
      ("shelve L21 1h", .noReason), ("shelve L21 1h no", .noReason),
      ("shelve L21 1h red\u{1B}[2J", .noReason),
      ("shelve L21 1h two\u{2028}lines", .noReason), ("shelve L21 1h \u{202E}back", .noReason),
      ("out-of-service L21", .noReason),
      ("acknowledge Lümmel", .noName("acknowledge")),
    ])
  func wrong(line: String, refusal: AlarmRefusal) {
    #expect(read(line) == .failure(refusal))
  }

  @Test(
    "Times are read to eight hours and not beyond",
    arguments: [
      ("1ms", 1), ("45s", 45_000), ("30m", 1_800_000), ("8h", 28_800_000), ("480m", 28_800_000),
    ])
  func times(text: String, time: Milliseconds) {
    #expect(AlarmRequest.duration(text) == time)
  }

  @Test(
    "What is no time is refused",
    arguments: [
      "", "h", "481m", "28801s", "2", "2d", "+2h", "２h", "2 h", "99999999999999999999h", "0x2h",
    ])
  func noTimes(text: String) {
    #expect(AlarmRequest.duration(text) == nil)
  }

  @Test(
    "Whatever comes in is a wish within its limits or a refusal, and a wish reads back the same")
  func fuzz() {
    let bits = [
      "acknowledge", "shelve", "unshelve", "out-of-service", "in-service", "L12/el-1", "all", "2h",
      "8h", "9h", "0s", "-1h", "ms", "99999999999999999999h", "", " ", "\u{0}", "\u{1B}[2J", "ä",
      "👩‍🔧",
      "reason", String(repeating: "x", count: 300), "\u{202E}", "=cmd()",
    ]
    var dice = Dice(state: 7)
    var granted = 0
    for _ in 0..<20_000 {
      let start =
        Bool.random(using: &dice) ? [bits[Int.random(in: 0..<5, using: &dice)], "L21"] : []
      let words =
        start
        + (0..<Int.random(in: 0...4, using: &dice)).map { _ in
          Int.random(in: 0..<6, using: &dice) == 0
            ? String(
              decoding: (0..<Int.random(in: 0...12, using: &dice)).map { _ in
                UInt8.random(in: 0...255, using: &dice)
              }, as: UTF8.self)
            : bits.randomElement(using: &dice) ?? ""
        }
      guard case .success(let request) = AlarmRequest.read(words) else { continue }
      granted += 1
      switch request {
      case .shelve(let name, let time, let reason):
        #expect(time > 0 && time <= AlarmList.longestShelf)
        #expect(!name.isEmpty && name.count <= AlarmRequest.longestName)
        #expect((3...AlarmRequest.longestReason).contains(reason.count))
      case .takeOutOfService(let name, let reason):
        #expect(!name.isEmpty && (3...AlarmRequest.longestReason).contains(reason.count))
      case .acknowledge(let name), .unshelve(let name), .returnToService(let name):
        #expect(!name.isEmpty && name.count <= AlarmRequest.longestName)
      }
      // The service splits a line at spaces; what was granted must survive that.
      let sent = request.line.split(separator: " ", omittingEmptySubsequences: false)
      #expect(AlarmRequest.read(sent.map(String.init)) == .success(request))
    }
    #expect(granted > 1_000)
  }
}

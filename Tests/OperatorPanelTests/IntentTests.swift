// Wishes: what a body may say, and how a wish comes back with the answer of a scan.

import Foundation
import Phrases
import Plant
import Synchronization
import Testing

@testable import OperatorPanel

private func read(_ text: String) throws -> IntentRequest {
  try IntentRequest(Array(text.utf8), catalogue())
}

/// A generator that repeats itself, for the fuzz.
private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

@Suite struct IntentTests {
  @Test("The four wishes are understood")
  func known() throws {
    let stop = try read(#"{"kind":"stop"}"#).intent(ticket: 1)
    #expect(stop == Intent(.stop, source: .panel, ticket: 1))
    let one = try read(#"{"kind": "stop", "unit": "el-2"}"#).intent(ticket: 2)
    #expect(one == Intent(.stop, unit: 3, source: .panel, ticket: 2))
    let mode = try read(#" { "kind":"mode","unit":"fc-1","mode":"automatic" } "#).intent(ticket: 3)
    #expect(mode == Intent(.setMode, unit: 5, value: 2, source: .panel, ticket: 3))
    #expect(try read(#"{"kind":"reset"}"#).kind == .resetAtPanel)
    #expect(try read(#"{"kind":"acknowledge"}"#).kind == .acknowledge)
  }

  @Test(
    "Everything else is refused, with a reason",
    arguments: [
      "", "{}", "[]", "null", "{", #"{"kind"}"#, #"{"kind":1}"#, #"{"kind":"stop",}"#,
      #"{"kind":"stop"}x"#, #"{"kind":"stop"}{"kind":"stop"}"#, #"{"kind":"stop","kind":"reset"}"#,
      #"{"kind":"stop","extra":"1"}"#, #"{"kind":"start"}"#, #"{"kind":"mode"}"#,
      #"{"kind":"mode","unit":"el-1"}"#, #"{"kind":"mode","mode":"automatic"}"#,
      #"{"kind":"mode","unit":"tank","mode":"automatic"}"#,
      #"{"kind":"mode","unit":"el-9","mode":"automatic"}"#,
      #"{"kind":"mode","unit":"el-1","mode":"manual"}"#,
      #"{"kind":"mode","unit":"el-1","mode":"tripped"}"#,
      #"{"kind":"reset","unit":"el-1"}"#, #"{"kind":"stop","mode":"standby"}"#,
      #"{"kind":"\u0073top"}"#, #"{"kind":"stop\"}"#, #"{"kind":{"a":"b"}}"#,
      "{\"kind\":\"st\u{0}op\"}",
      #"{"kind":true}"#, #"{'kind':'stop'}"#, "\u{FEFF}{\"kind\":\"stop\"}",
    ])
  func refused(text: String) {
    let error = #expect(throws: RefusedBody.self) { try read(text) }
    #expect(error?.reason.isEmpty == false)
  }

  @Test("A body of any bytes gives one of the known wishes or a reason")
  func fuzz() {
    var dice = Dice(state: 20_261_121)
    let seed = Array(#"{"kind":"mode","unit":"el-1","mode":"standby"}"#.utf8)
    var taken = 0
    for _ in 0..<20_000 {
      var body = seed
      for _ in 0..<Int.random(in: 0...3, using: &dice) {
        let place = Int.random(in: 0..<body.count, using: &dice)
        switch Int.random(in: 0...2, using: &dice) {
        case 0: body[place] = UInt8.random(in: 0...255, using: &dice)
        case 1: body.remove(at: place)
        default: body.insert(UInt8.random(in: 0...255, using: &dice), at: place)
        }
      }
      guard let request = try? IntentRequest(body, catalogue()) else { continue }
      taken += 1
      // What is taken means exactly what an independent reader of JSON finds in it.
      let fields = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: String]
      #expect(fields?["kind"] == "mode")
      #expect(fields?["unit"].map { ["el-1", "el-2", "fc-1"].contains($0) } == true)
      #expect(request.mode?.name == fields?["mode"])
    }
    #expect(taken > 1_000)
    #expect(taken < 20_000)
  }

  @Test("A long body is refused, however it goes on")
  func long() {
    let body = [UInt8](repeating: 0x20, count: IntentRequest.longest + 1)
    #expect(throws: RefusedBody(reason: "the request is too long")) {
      try IntentRequest(body, catalogue())
    }
  }

  @Test("A wish waits for the scan that answers its ticket, and tells the answer in words")
  func answered() async throws {
    let bulletin = Bulletin()
    let desk = try desk(bulletin: bulletin) { intent in
      let refused = intent.kind == .setMode
      bulletin.offer(
        snapshot { image, decision in
          // Another asker's answer and another ticket come first, and are not ours.
          decision.record(Event(.intentAccepted, value: 3, at: image.time))
          decision.record(
            Event(.intentRefused, value: Double(intent.ticket) + 1, at: image.time))
          decision.record(
            Event(
              refused ? .intentRefused : .intentAccepted, value: Double(intent.ticket),
              reason: refused ? Reason(.keySwitchLocal) : .none, at: image.time))
        })
      return intent.ticket >= 1_000_000
    }
    let mode = Array(#"{"kind":"mode","unit":"el-1","mode":"automatic"}"#.utf8)
    let refusal = await desk.take(mode, .german)
    #expect(refusal.status == 200)
    let told = try object(String(decoding: refusal.body, as: UTF8.self))
    #expect(told["result"] as? String == "refused")
    #expect(told["reason"] as? String == "Schlüsselschalter steht nicht auf Fern.")
    let stop = await desk.take(Array(#"{"kind":"stop"}"#.utf8), .english)
    #expect(
      try object(String(decoding: stop.body, as: UTF8.self))["result"] as? String == "accepted")
  }

  @Test("A full letter box and a silent scan are told apart from a refusal")
  func unanswered() async throws {
    let stop = Array(#"{"kind":"stop"}"#.utf8)
    let full = await (try desk(post: { _ in false })).take(stop, .german)
    #expect(full.status == 503)
    var silent = try desk()
    silent.patience = .zero
    let none = await silent.take(stop, .german)
    #expect(none.status == 504)
    #expect(String(decoding: none.body, as: UTF8.self).contains("unanswered"))
    #expect(String(decoding: none.body, as: UTF8.self).contains("Not-Halt vor Ort benutzen"))
  }

  @Test("A body that cannot be read posts nothing")
  func nothingPosted() async throws {
    let posted = Mutex(0)
    let counter = Counter(posted)
    let desk = try desk { _ in
      counter.count.withLock { $0 += 1 }
      return true
    }
    let answer = await desk.take(Array(#"{"kind":"stop","x":"y"}"#.utf8), .german)
    #expect(answer.status == 400)
    #expect(counter.count.withLock { $0 } == 0)
  }
}

private final class Counter: Sendable {
  let count: Mutex<Int>
  init(_ count: consuming sending Mutex<Int>) { self.count = count }
}

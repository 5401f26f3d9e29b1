// What needs no broker: topics, pauses, the queue, the limits of a configuration.

import Testing

@testable import MQTT

@Test("Topics that could reach beyond their place are refused")
func topics() {
  for good in ["h2q/v1/ovm-lab/status", "/json/key/dev/attrs", "ä/ö", "v1.1/Datastreams(42)"] {
    #expect(MQTTTopic.isPublishable(good), "\(good)")
  }
  let tooLong = String(repeating: "x", count: 1025)
  for bad in [
    "", "a/+/b", "a/#", "$SYS/broker", "a\u{0}b", "a\nb", "a\u{7F}", "a\u{FFFE}", tooLong,
  ] {
    #expect(!MQTTTopic.isPublishable(bad), "\(bad.debugDescription)")
  }
}

@Test("A wildcard fills a whole level, and # only the last")
func filters() {
  for good in ["#", "+", "a/+/b", "a/#", "+/+/#", "a"] {
    #expect(MQTTTopic.isSubscribable(good), "\(good)")
  }
  for bad in ["", "a/#/b", "a+", "a/b#", "##", "$SYS/#"] {
    #expect(!MQTTTopic.isSubscribable(bad), "\(bad)")
  }
}

@Test("Pauses double from the first to the longest, at most a quarter shorter")
func pauses() {
  var backoff = Backoff(first: 500, seed: 7)
  for expected in [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000] {
    let pause = backoff.next(longest: 30_000)
    #expect(pause <= expected && pause >= expected * 3 / 4, "\(pause) for \(expected)")
  }
  backoff.reset()
  #expect(backoff.next(longest: 30_000) <= 500)
}

@Test("The same seed gives the same pauses, another seed others")
func seeds() {
  func pauses(_ seed: UInt64) -> [Int] {
    var backoff = Backoff(first: 500, seed: seed)
    return (0..<8).map { _ in backoff.next(longest: 30_000) }
  }
  #expect(pauses(1) == pauses(1))
  #expect(pauses(1) != pauses(2))
}

@Test("The pauses stay within the longest after years of trying")
func manyAttempts() {
  var backoff = Backoff(first: 500, seed: 0)
  for _ in 0..<10_000 { #expect((1...30_000).contains(backoff.next(longest: 30_000))) }
}

@Test("A queue keeps the order, also of what comes back")
func queue() {
  var queue = Fifo<Int>()
  for number in 0..<100 { queue.append(number) }
  let taken = (0..<60).compactMap { _ in queue.popFirst() }
  #expect(taken == Array(0..<60))
  queue.prepend([58, 59])
  #expect(queue.count == 42)
  #expect((0..<42).compactMap { _ in queue.popFirst() } == Array(58..<100))
  #expect(queue.popFirst() == nil)
}

@Test("A configuration that cannot work is refused with the reason")
func configurations() {
  func problem(_ change: (inout MQTTConfiguration) -> Void) -> String? {
    var configuration = MQTTConfiguration(host: "localhost", clientID: "h2q-test")
    change(&configuration)
    return configuration.problem
  }
  #expect(problem { _ in } == nil)
  #expect(problem { $0.clientID = "a b" }?.contains("'a b'") == true)
  #expect(problem { $0.port = 0 }?.contains("0 is not in") == true)
  #expect(problem { $0.keepAlive = 1000 } != nil)
  #expect(problem { $0.window = 21 } != nil)
  #expect(problem { $0.host = "" } != nil)
  #expect(problem { $0.subscriptions = [.init("a/#/b")] }?.contains("a/#/b") == true)
  #expect(problem { $0.will = { MQTTMessage(topic: "a/+", text: "") } }?.contains("a/+") == true)
}

// When a device speaks, drawn as timelines, and what the outbox gives up first.

import MQTT
import Plant
import Testing

@testable import Telemetry

/// One character per step: the value of `power` (dead-band 0.1) as a digit, `-` for bad. The result has
/// `D` for data, `S` for data and state, `s` for state alone.
private func trace(_ values: String, step: Milliseconds) throws -> String {
  var pacer = Pacer(try DeviceMap(catalogue()).devices)
  var sent = ""
  for (number, letter) in values.enumerated() {
    let power = Double(String(letter)).map { RawSample.good($0, at: 0) } ?? .bad(.stale, at: 0)
    let due = pacer.due(0, [power, .good(0, at: 0)], at: Int64(number) * step)
    sent += due.data ? (due.state ? "S" : "D") : (due.state ? "s" : ".")
  }
  return sent
}

@Test("A changing device speaks at most once a second")
func atMostOnceASecond() throws {
  #expect(try trace("123456789012", step: 250) == "S...D...D...")
}

@Test("A quiet device speaks once a minute")
func atLeastOnceAMinute() throws {
  #expect(try trace("1111111111111", step: 10_000) == "S.....S.....S")
}

@Test("A change and a change of quality are told; the state follows ten seconds after the last one")
func changes() throws {
  #expect(try trace("1112222--22222222", step: 1000) == "S..D...D.Ds......")
}

@Test("Changes inside the dead-band are not told, until they add up")
func slowDrift() throws {
  var pacer = Pacer(try DeviceMap(catalogue()).devices)
  var told: [Int] = []
  for step in 0..<10 {
    let samples = good(5 + Double(step) * 0.04, 0)
    if pacer.due(0, samples, at: Int64(step) * 1000).data { told.append(step) }
  }
  #expect(told == [0, 3, 6, 9])
}

private func message(_ text: String, topic: String = "t") -> MQTTMessage {
  MQTTMessage(topic: topic, text: text)
}

@Test("Events leave first, then states, then data")
func outboxOrder() {
  var outbox = Outbox()
  outbox.add(data: message("d1"))
  outbox.add(state: message("s1", topic: "a"))
  outbox.add(state: message("s2", topic: "b"))
  outbox.add(state: message("s3", topic: "a"))
  outbox.add(event: message("e1"))
  outbox.add(data: message("d2"))
  let order = (0..<6).map { _ in outbox.next()?.text }
  #expect(order == ["e1", "s3", "s2", "d1", "d2", nil])
  #expect(outbox.isEmpty)
}

@Test("A full outbox gives up the oldest data and never an event for it")
func outboxOverflow() {
  var outbox = Outbox(mostEvents: 5, mostDataBytes: 1000)
  for number in 0..<5 { outbox.add(event: message("e\(number)")) }
  for number in 0..<300 { outbox.add(data: message("d\(1000 + number)")) }
  #expect(outbox.droppedEvents == 0)
  #expect(outbox.waitingData == 200)
  #expect(outbox.droppedData == 100)
  outbox.add(event: message("e5"))
  #expect(outbox.droppedEvents == 1)
  let texts = (0..<205).compactMap { _ in outbox.next()?.text }
  #expect(texts.prefix(6) == ["e0", "e1", "e2", "e3", "e4", "d1100"])
  #expect(texts.last == "d1299")
}

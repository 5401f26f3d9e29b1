// The client against a real broker that comes late, dies and returns, and against servers that say
// nothing. Every wait looks again until a deadline; none relies on a speed.

import Foundation
import Testing

@testable import MQTT

private func configuration(
  _ port: Int, _ name: String, subscriptions: [String] = []
) -> MQTTConfiguration {
  var configuration = MQTTConfiguration(host: "127.0.0.1", port: port, clientID: name)
  configuration.firstPause = 20
  configuration.longestPause = 100
  configuration.keepAlive = 5_000
  configuration.subscriptions = subscriptions.map { .init($0) }
  return configuration
}

private func started(_ configuration: MQTTConfiguration) throws -> MQTTClient {
  let client = try MQTTClient(configuration)
  client.start()
  return client
}

/// A started client that is connected; its subscriptions are in force once a message of its own has
/// come back to it.
private func subscriber(_ port: Int, _ filter: String) throws -> MQTTClient {
  let probe = "probe/\(UUID().uuidString)"
  let client = try started(
    configuration(port, "sub-\(UUID().uuidString)", subscriptions: [filter, probe]))
  try eventually("the subscriber is connected") { client.counters.state == .connected }
  client.publish(MQTTMessage(topic: probe, text: "there"))
  try eventually("the subscription stands") { client.takeReceived().contains { $0.topic == probe } }
  return client
}

/// Takes messages of a topic until there are `count`.
private func messages(
  _ client: MQTTClient, topic: String, count: Int
) throws -> [String] {
  var texts: [String] = []
  try eventually("\(count) messages on \(topic)") {
    texts += client.takeReceived().filter { $0.topic == topic }.map(\.text)
    return Set(texts).count >= count
  }
  return texts
}

@Test("Messages arrive in order, bytes and all")
func order() throws {
  let broker = try Broker()
  try broker.start()
  let receiver = try subscriber(broker.port, "data/#")
  let sender = try started(configuration(broker.port, "sender"))
  for number in 0..<150 { #expect(sender.publish(.init(topic: "data/x", text: "\(number)"))) }
  #expect(try messages(receiver, topic: "data/x", count: 150) == (0..<150).map(String.init))
  let bytes = Array(UInt8.min...UInt8.max)
  sender.publish(MQTTMessage(topic: "data/bytes", payload: bytes, qos: 0))
  var received: [MQTTMessage] = []
  try eventually("the bytes arrive") {
    received += receiver.takeReceived()
    return !received.isEmpty
  }
  #expect(received.first?.payload == bytes)
  #expect(sender.stop())
  #expect(sender.counters.delivered == 151)
  #expect(receiver.stop())
}

@Test("A broker that comes later than the client gets everything that waited")
func brokerComesLate() throws {
  let broker = try Broker()
  let sender = try started(configuration(broker.port, "early"))
  for number in 0..<50 {
    sender.publish(.init(topic: "late/x", text: "\(number)", retain: number == 49))
  }
  try eventually("a few attempts failed") { sender.counters.attempts > 3 }
  #expect(sender.counters.lastProblem.contains("no connection to 127.0.0.1"))
  try broker.start()
  try eventually("all is delivered") { sender.counters.delivered == 50 }
  let receiver = try subscriber(broker.port, "none")
  _ = receiver.stop()
  let late = try started(configuration(broker.port, "late", subscriptions: ["late/#"]))
  #expect(try messages(late, topic: "late/x", count: 1) == ["49"])
  #expect(late.stop())
  #expect(sender.stop())
}

@Test("A broker that is killed and comes back gets every message, perhaps twice")
func brokerRestarts() throws {
  let broker = try Broker()
  try broker.start()
  let sender = try started(configuration(broker.port, "steady"))
  try eventually("connected") { sender.counters.state == .connected }
  broker.kill()
  for number in 0..<100 { #expect(sender.publish(.init(topic: "back/x", text: "\(number)"))) }
  try eventually("the loss is seen") { sender.counters.losses == 1 }
  try broker.start()
  let receiver = try started(configuration(broker.port, "back", subscriptions: ["back/#"]))
  try eventually("both are connected") {
    sender.counters.state == .connected && receiver.counters.state == .connected
  }
  try eventually("all is delivered") { sender.counters.delivered == 100 }
  let more = try subscriber(broker.port, "back/#")
  sender.publish(.init(topic: "back/x", text: "again"))
  #expect(try messages(more, topic: "back/x", count: 1) == ["again"])
  #expect(sender.counters.connections == 2)
  #expect(sender.stop())
  #expect(receiver.stop())
  #expect(more.stop())
}

@Test("What was in flight when the broker died is sent again")
func inFlight() throws {
  // The server welcomes and acknowledges nothing, so the window stays in flight.
  let server = try SilentServer(answer: [0x20, 0x02, 0x00, 0x00])
  defer { server.stop() }
  var settings = configuration(server.port, "flight")
  settings.now = { MQTTConfiguration.monotonic() * 50 }
  settings.queueLimit = 30
  let sender = try started(settings)
  try eventually("connected") { sender.counters.state == .connected }
  for number in 0..<30 { #expect(sender.publish(.init(topic: "x", text: "\(number)"))) }
  try eventually("the window came back") { sender.counters.repeated >= 20 }
  try eventually("all thirty wait again") { sender.room == 0 }
  #expect(sender.counters.delivered == 0)
  #expect(!sender.stop(within: 200))
}

@Test("A broker that falls silent is given up after twice the keep-alive")
func silence() throws {
  let server = try SilentServer(answer: [0x20, 0x02, 0x00, 0x00])
  defer { server.stop() }
  var settings = configuration(server.port, "silence")
  settings.now = { MQTTConfiguration.monotonic() * 100 }
  let client = try started(settings)
  try eventually("it was given up and tried again") { server.connections > 1 }
  #expect(client.counters.lastProblem.contains("no answer from the broker for 10000 ms"))
  client.stop(within: 200)
}

@Test("A server that never says welcome is given up")
func noWelcome() throws {
  let server = try SilentServer(answer: [])
  defer { server.stop() }
  var settings = configuration(server.port, "welcome")
  settings.welcomeTimeout = 100
  let client = try started(settings)
  try eventually("it was tried again") { server.connections > 1 }
  #expect(client.counters.lastProblem.contains("did not answer CONNECT"))
  #expect(client.counters.connections == 0)
  client.stop(within: 200)
}

@Test("A refusal is counted and meets the longer pauses")
func refusal() throws {
  let server = try SilentServer(answer: [0x20, 0x02, 0x00, 0x05])
  defer { server.stop() }
  var settings = configuration(server.port, "refused")
  settings.longestPauseWhenRefused = 50
  let client = try started(settings)
  try eventually("refused twice") { client.counters.refusals > 1 }
  #expect(client.counters.lastProblem.contains("refused"))
  client.stop(within: 200)
}

@Test("The will is spoken for a client that vanishes, not for one that says farewell")
func will() throws {
  let broker = try Broker()
  try broker.start()
  let receiver = try subscriber(broker.port, "will/#")
  var settings = configuration(broker.port, "mortal")
  settings.will = { MQTTMessage(topic: "will/x", text: "gone", retain: true) }
  settings.greeting = { [MQTTMessage(topic: "will/x", text: "here", retain: true)] }
  let polite = try started(settings)
  #expect(try messages(receiver, topic: "will/x", count: 1) == ["here"])
  #expect(polite.stop(publishingFirst: [.init(topic: "will/x", text: "bye", retain: true)]))
  #expect(try messages(receiver, topic: "will/x", count: 1) == ["bye"])
  do {
    let wire = try #require(Wire(settings))
    #expect(wire.connect(settings) == Wire.fine)
    try eventually("welcomed") { wire.turn() == Wire.fine && wire.ear.welcome == 0 }
  }  // The socket closes without a farewell.
  #expect(try messages(receiver, topic: "will/x", count: 1) == ["gone"])
  let late = try started(configuration(broker.port, "late", subscriptions: ["will/#"]))
  #expect(try messages(late, topic: "will/x", count: 1) == ["gone"], "the will is retained")
  #expect(late.stop())
  #expect(receiver.stop())
}

@Test("A full queue and a bad message are counted, not waited for")
func limits() throws {
  var settings = configuration(try freePort(), "limits")
  settings.queueLimit = 3
  settings.largestPayload = 10
  let client = try MQTTClient(settings)
  #expect(
    (0..<5).map { _ in client.publish(.init(topic: "x", text: "")) }
      == [true, true, true, false, false])
  #expect(!client.publish(.init(topic: "a/#", text: "")))
  #expect(!client.publish(.init(topic: "x", text: "eleven bytes")))
  #expect(!client.publish(.init(topic: "x", text: "", qos: 2)))
  #expect(client.counters.dropped == 2)
  #expect(client.counters.rejected == 3)
  #expect(client.room == 0)
}

@Test("A received flood beyond the inbox is counted")
func inbox() throws {
  let broker = try Broker()
  try broker.start()
  var settings = configuration(broker.port, "small", subscriptions: ["flood"])
  settings.inboxLimit = 5
  settings.largestPayload = 100
  settings.greeting = { (0..<12).map { MQTTMessage(topic: "flood", text: "\($0)") } }
  let small = try started(settings)
  try eventually("twelve arrived") { small.counters.received + small.counters.receivedLost == 12 }
  #expect(small.takeReceived().map(\.text) == ["0", "1", "2", "3", "4"])
  #expect(small.stop())
}

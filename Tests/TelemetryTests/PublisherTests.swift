// Telemetry as the data platform sees it: a real broker, a subscriber, and everything that can happen
// to the connection between them.

import Foundation
import MQTT
import Plant
import Testing

@testable import Telemetry

private func broker(_ port: Int, _ name: String) -> MQTTConfiguration {
  var configuration = MQTTConfiguration(host: "127.0.0.1", port: port, clientID: name)
  configuration.firstPause = 20
  configuration.longestPause = 100
  return configuration
}

private func publisher(_ port: Int, isSimulated: Bool = true) throws -> TelemetryPublisher {
  try TelemetryPublisher(
    catalogue: catalogue(isSimulated: isSimulated), broker: broker(port, "h2q-test-site"),
    software: "1.2.3")
}

/// A subscriber of the whole site that remembers what it got.
private final class Platform {
  private let client: MQTTClient
  private(set) var messages: [MQTTMessage] = []

  init(_ port: Int) throws {
    var settings = broker(port, "platform-\(UUID().uuidString)")
    settings.subscriptions = [.init("h2q/v1/test-site/#"), .init("probe/#")]
    client = try MQTTClient(settings)
    client.start()
    let probe = "probe/\(UUID().uuidString)"
    try eventually("the platform is connected") { client.counters.state == .connected }
    client.publish(MQTTMessage(topic: probe, text: ""))
    try eventually("the platform listens") { look().contains { $0.topic == probe } }
  }

  deinit { client.stop() }

  @discardableResult
  func look() -> [MQTTMessage] {
    messages += client.takeReceived()
    return messages
  }

  func of(_ topic: String) -> [MQTTMessage] {
    look().filter { $0.topic.hasPrefix("h2q/v1/test-site/" + topic) }
  }

  var status: [String: Any] { parsed(of("status").last?.text ?? "") }
}

private func definition(of topic: String) -> String {
  let kind = topic.split(separator: "/")[3]
  return kind == "state" ? "data" : String(kind)
}

@Test("The platform gets status, meta, data, state and events, all by the schema, all simulated")
func everything() throws {
  let broker = try Broker()
  try broker.start()
  let platform = try Platform(broker.port)
  let telemetry = try publisher(broker.port)
  telemetry.offer(snapshot(good(4.8, 900, 1), real: 0, events: [raised(1)]))
  telemetry.offer(snapshot(good(5.8, 900, 1), real: 1_000, plant: instant + 60_000))
  try eventually("all has arrived") {
    platform.of("data/el-1").count == 2 && !platform.of("data/tank").isEmpty
      && !platform.of("state/el-1").isEmpty && !platform.of("event/alarm").isEmpty
      && !platform.of("meta").isEmpty && !platform.of("status").isEmpty
      && !platform.of("loop").isEmpty
  }
  #expect(platform.status["state"] as? String == "online")
  #expect(telemetry.close())
  try eventually("offline is told") { platform.status["state"] as? String == "offline" }
  #expect(platform.status["why"] as? String == "stopped")
  #expect(platform.status["since"] as? String == UTC.text(instant + 60_000))
  let check = SchemaCheck()
  for message in platform.of("") {
    #expect(check.complaints(about: message.text, as: definition(of: message.topic)) == [])
    #expect(message.text.contains(#""simulated":true,"clock":"plant""#))
    #expect(!message.text.contains(#""q":"good""#))
  }
  let numbers = platform.of("").compactMap { parsed($0.text)["seq"] as? Int }
  #expect(numbers.count == Set(numbers).count)
  let times = platform.of("data/el-1").map { parsed($0.text)["ts"] as? String }
  #expect(times == [UTC.text(instant), UTC.text(instant + 60_000)], "plant time, not ours")
}

@Test("A late subscriber finds status, meta, the last state and how the loop lives, but no data")
func lateSubscriber() throws {
  let broker = try Broker()
  try broker.start()
  let telemetry = try publisher(broker.port)
  telemetry.offer(snapshot(good(4.8, 900, 1), real: 0))
  try eventually("all is delivered") { telemetry.counters.mqtt.delivered == 7 }
  let platform = try Platform(broker.port)
  try eventually("the retained ones come") { platform.of("").count == 5 }
  #expect(
    Set(platform.of("").map(\.topic)) == [
      "h2q/v1/test-site/status", "h2q/v1/test-site/meta", "h2q/v1/test-site/state/el-1",
      "h2q/v1/test-site/state/tank", "h2q/v1/test-site/loop",
    ])
  #expect(telemetry.close())
}

@Test("When the controller vanishes, the broker says offline in its place")
func lastWill() throws {
  let broker = try Broker()
  try broker.start()
  let platform = try Platform(broker.port)
  let telemetry = try publisher(broker.port)
  try eventually("online") { platform.status["state"] as? String == "online" }
  // A second client of the same name makes the broker cut the first one's connection.
  var usurper = MQTTConfiguration(host: "127.0.0.1", port: broker.port, clientID: "h2q-test-site")
  usurper.longestPause = 60_000
  usurper.firstPause = 60_000
  let thief = try MQTTClient(usurper)
  thief.start()
  try eventually("the will is spoken") {
    platform.of("status").contains { $0.text.contains("connection-lost") }
  }
  try eventually("and online again") { platform.status["state"] as? String == "online" }
  #expect(SchemaCheck().complaints(about: platform.of("status")[1].text, as: "status") == [])
  thief.stop(within: 100)
  #expect(telemetry.close())
}

@Test("A broker that dies and returns gets every event that happened meanwhile")
func brokerRestarts() throws {
  let broker = try Broker()
  try broker.start()
  let telemetry = try publisher(broker.port)
  telemetry.offer(snapshot(good(1, 1, 1), real: 0))
  try eventually("the first round is delivered") { telemetry.counters.mqtt.delivered == 7 }
  broker.kill()
  for number in 1...300 {
    let scan = snapshot(
      good(Double(number), 1, 1), real: Int64(number) * 1000, events: [raised(number)])
    try eventually("the publisher follows") { telemetry.isIdle }
    telemetry.offer(scan)
  }
  try eventually("the loss is seen") { telemetry.counters.mqtt.losses == 1 }
  #expect(telemetry.counters.droppedEvents == 0)
  // The messages wait in the outbox until the subscriber stands, so that it sees them all.
  try broker.start()
  let platform = try Platform(broker.port)
  try eventually("all is delivered") {
    telemetry.counters.waitingEvents == 0 && telemetry.counters.waitingData == 0
  }
  telemetry.offer(snapshot(good(0, 1, 1), real: 999_000, events: [raised(301)]))
  try eventually("the last event arrives") {
    platform.of("event").last?.text.contains(#""value":301,"#) == true
  }
  #expect(telemetry.counters.mqtt.connections == 2)
  #expect(telemetry.counters.events == 301)
  #expect(telemetry.close())
  #expect(telemetry.counters.mqtt.dropped == 0)
  #expect(telemetry.counters.droppedData == 0)
}

@Test("A broker that comes later than the controller gets what waited")
func brokerComesLate() throws {
  let broker = try Broker()
  let telemetry = try publisher(broker.port)
  telemetry.offer(snapshot(good(1, 1, 1), real: 0, events: [raised(1)]))
  try eventually("it was tried") { telemetry.counters.mqtt.attempts > 2 }
  try broker.start()
  try eventually("delivered") { telemetry.counters.mqtt.delivered >= 7 }
  let platform = try Platform(broker.port)
  try eventually("online") { platform.status["state"] as? String == "online" }
  #expect(telemetry.close())
}

@Test("Without a broker nothing blocks, data is given up at the limit, and closing ends in time")
func noBroker() throws {
  let telemetry = try publisher(try freePort())
  for number in 1...500 {
    telemetry.offer(snapshot(good(Double(number), 1, 1), real: Int64(number) * 1000))
  }
  try eventually("something waits") { telemetry.counters.waitingData > 0 }
  #expect(!telemetry.close(within: 300))
}

@Test("A site name that is no topic is refused at start")
func badSite() throws {
  var site = catalogue()
  site.site = "h2q/#"
  #expect(throws: TelemetryConfigurationError.self) {
    _ = try TelemetryPublisher(catalogue: site, broker: broker(1883, "x"), software: "1")
  }
}

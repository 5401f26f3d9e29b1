// A broker that dies and comes back. Telemetry stands in the gallery: whatever happens to it, the
// scan does not notice, and what was lost is only news.

import Foundation
import MQTT
import Testing

extension SurroundingsTests {
  @Test(
    "Without its broker the controller scans on, and messages come again when the broker is back")
  func brokerGone() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    let port = try premises.ports()
    lab.options = ["--broker", "127.0.0.1:\(port)"]
    let broker = try startBroker(on: port, premises)
    try lab.startSimulator()
    try lab.startController()
    try hear("h2q/v1/ovm-lab/data/", on: port, premises)

    broker.crash()
    let before = try lab.counts()
    _ = try lab.letScan(40)
    #expect(try lab.h2q("status").contains("SIMULATION"))
    let after = try lab.counts()
    // A scan that waited for a broker would miss its beat for seconds; a busy computer loses one
    // or two.
    #expect((after.overruns - before.overruns) * 10 <= after.scans - before.scans, premises.comment)

    _ = try startBroker(on: port, premises)
    try hear("h2q/v1/ovm-lab/data/", on: port, premises)
    try premises.wait(for: "the controller counts its messages") {
      try lab.counts().messages > after.messages
    }
  }
}

/// Starts a broker that keeps nothing.
func startBroker(on port: Int, _ premises: Premises) throws -> Program {
  let user = getuid() == 0 ? "user root\n" : ""
  try "listener \(port) 127.0.0.1\nallow_anonymous true\npersistence false\n\(user)"
    .write(toFile: "\(premises.folder)/broker.conf", atomically: true, encoding: .utf8)
  let broker = try premises.start(
    "/usr/sbin/mosquitto", ["-c", "\(premises.folder)/broker.conf"])
  try premises.wait(for: "the broker listens on \(port)") { answers(port) }
  return broker
}

/// Waits until a subscriber hears something new below the topic; what a broker kept does not count.
func hear(_ topic: String, on port: Int, _ premises: Premises) throws {
  var settings = MQTTConfiguration(
    host: "127.0.0.1", port: port, clientID: "test-\(Int.random(in: 0...999_999_999))")
  settings.subscriptions = [MQTTSubscription("h2q/v1/#")]
  let client = try MQTTClient(settings)
  client.start()
  defer { client.stop() }
  try premises.wait(for: "a message below \(topic) on port \(port)") {
    client.takeReceived().contains { $0.topic.hasPrefix(topic) && !$0.retain }
  }
}

// Everything that can be set about a client. The limits have defaults that fit a small controller and a
// broker in the same city.

/// How a client reaches its broker and behaves there. Durations in ms of real time.
public struct MQTTConfiguration: Sendable {
  public var host: String
  public var port: Int
  /// 1 to 64 letters, digits, `-` or `_`; unique at the broker, because a second client of the same
  /// name throws the first one out.
  public var clientID: String
  public var username: String?
  public var password: String?
  /// The last will, asked for before each connection attempt.
  public var will: @Sendable () -> MQTTMessage? = { nil }
  /// What is published first on each connection, before anything that waits.
  public var greeting: @Sendable () -> [MQTTMessage] = { [] }
  public var subscriptions: [MQTTSubscription] = []
  /// The client pings after this long without traffic; at least 5 s. Twice as long without any
  /// answer ends the connection.
  public var keepAlive = 30_000
  /// The longest wait for the broker's welcome after the socket stands.
  public var welcomeTimeout = 10_000
  /// Waits between attempts: from the first to the longest, and the longest after a refusal of the
  /// credentials.
  public var firstPause = 500
  public var longestPause = 30_000
  public var longestPauseWhenRefused = 300_000
  /// Seed of the jitter on the pauses, so that many sites do not return in step.
  public var seed: UInt64 = 0
  /// Messages handed to the broker and not yet acknowledged.
  public var window = 20
  /// Messages that wait in memory.
  public var queueLimit = 200
  /// Received messages that wait to be taken.
  public var inboxLimit = 1000
  /// The largest payload in bytes, out and in.
  public var largestPayload = 256 << 10
  /// A monotonic clock in ms.
  public var now: @Sendable () -> Int64

  /// - Parameter now: a monotonic clock in ms.
  public init(
    host: String, port: Int = 1883, clientID: String,
    now: @escaping @Sendable () -> Int64 = MQTTConfiguration.monotonic
  ) {
    self.host = host
    self.port = port
    self.clientID = clientID
    self.now = now
  }

  /// What is wrong with it, with what was expected; nil when nothing is.
  var problem: String? {
    let isName: (Character) -> Bool = {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
    }
    if host.isEmpty || host.contains("\0") { return "MQTT host is empty or holds a NUL" }
    guard (1...65_535).contains(port) else { return "MQTT port \(port) is not in 1...65535" }
    guard (1...64).contains(clientID.count), clientID.allSatisfy(isName) else {
      return "MQTT client id '\(clientID)' is not 1 to 64 letters, digits, '-' or '_'"
    }
    guard (5_000...3_600_000).contains(keepAlive) else {
      return "MQTT keep-alive \(keepAlive) ms is not in 5000...3600000"
    }
    guard (1...20).contains(window) else { return "MQTT window \(window) is not in 1...20" }
    for subscription in subscriptions where !MQTTTopic.isSubscribable(subscription.filter) {
      return "MQTT filter '\(subscription.filter)' is not a topic filter"
    }
    if let will = will(), !MQTTTopic.isPublishable(will.topic) {
      return "MQTT will topic '\(will.topic)' cannot be published to"
    }
    return nil
  }
}

/// A client that cannot be made, with the reason.
public struct MQTTConfigurationError: Error, Equatable, CustomStringConvertible, Sendable {
  public var description: String
}

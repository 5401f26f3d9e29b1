// A message and the rules for topics. The broker is shared with strangers, so topics are checked
// before they leave: no wildcard, no control character, nothing that a broker keeps for itself.

/// One message to or from a broker.
public struct MQTTMessage: Equatable, Sendable {
  public var topic: String
  public var payload: [UInt8]
  /// 0 at most once, 1 at least once.
  public var qos: Int
  /// The broker keeps it for later subscribers.
  public var retain: Bool

  public init(topic: String, payload: [UInt8], qos: Int = 1, retain: Bool = false) {
    self.topic = topic
    self.payload = payload
    self.qos = qos
    self.retain = retain
  }

  public init(topic: String, text: String, qos: Int = 1, retain: Bool = false) {
    self.init(topic: topic, payload: Array(text.utf8), qos: qos, retain: retain)
  }

  /// The payload as text; bytes that are no UTF-8 are replaced.
  public var text: String { String(decoding: payload, as: UTF8.self) }
}

/// What a client subscribes to.
public struct MQTTSubscription: Equatable, Sendable {
  /// May hold the wildcards `+` and `#`.
  public var filter: String
  public var qos: Int
  public init(_ filter: String, qos: Int = 1) {
    self.filter = filter
    self.qos = qos
  }
}

/// The rules for topics (MQTT 3.1.1, section 4.7), a little stricter.
public enum MQTTTopic {
  /// The longest topic in bytes of UTF-8; the standard allows 65 535.
  public static let mostBytes = 1024

  /// True for a topic that may be published to: not empty, no wildcard, no control character, and
  /// not one of the broker's own (`$SYS`).
  public static func isPublishable(_ topic: String) -> Bool {
    isClean(topic) && !topic.unicodeScalars.contains { $0 == "+" || $0 == "#" }
  }

  /// True for a filter that may be subscribed to: wildcards fill a level, `#` only the last one.
  public static func isSubscribable(_ filter: String) -> Bool {
    guard isClean(filter) else { return false }
    let levels = filter.split(separator: "/", omittingEmptySubsequences: false)
    for (place, level) in levels.enumerated() {
      if level == "#", place != levels.count - 1 { return false }
      if level.count > 1, level.contains(where: { $0 == "+" || $0 == "#" }) { return false }
    }
    return true
  }

  private static func isClean(_ topic: String) -> Bool {
    guard let first = topic.unicodeScalars.first, first != "$", topic.utf8.count <= mostBytes
    else { return false }
    return topic.unicodeScalars.allSatisfy {
      let isControl = $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
      let isNoncharacter = $0.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains($0.value)
      return !isControl && !isNoncharacter
    }
  }
}

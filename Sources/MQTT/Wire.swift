// One connection attempt as one libmosquitto object, used by one thread from birth to death. The
// library's own network thread is not used: version 2.0.11 parks it for ever when the first connect is
// refused, and ends it without a word on a TLS failure. Callbacks only copy into the ear; the loop looks
// there when it is ready.

import CMosquitto
import Glibc

/// What the callbacks have heard since the last look.
final class Ear {
  /// The broker's welcome: 0, or the code of its refusal.
  var welcome: Int32?
  /// Packet identifiers that are done: sent (QoS 0) or acknowledged (QoS 1).
  var done: [Int32] = []
  var received: [MQTTMessage] = []
  /// Received messages larger than allowed.
  var tooLarge: UInt64 = 0
  /// True when any packet came from the broker.
  var isAnswered = false
  let largestPayload: Int
  init(largestPayload: Int) { self.largestPayload = largestPayload }

  static func behind(_ pointer: UnsafeMutableRawPointer?) -> Ear? {
    pointer.map { Unmanaged<Ear>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// The library asks to be initialised once, before any thread uses it.
private let isLibraryReady = mosquitto_lib_init() == MOSQ_ERR_SUCCESS.rawValue

final class Wire {
  static let fine = MOSQ_ERR_SUCCESS.rawValue

  let ear: Ear
  private let client: OpaquePointer

  init?(_ configuration: MQTTConfiguration) {
    ear = Ear(largestPayload: configuration.largestPayload)
    let pointer = Unmanaged.passUnretained(ear).toOpaque()
    guard isLibraryReady, let client = mosquitto_new(configuration.clientID, true, pointer)
    else { return nil }
    self.client = client
    listen()
    mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1)
    if let username = configuration.username {
      mosquitto_username_pw_set(client, username, configuration.password)
    }
    if let will = configuration.will() {
      mosquitto_will_set(
        client, will.topic, Int32(will.payload.count), will.payload, Int32(will.qos), will.retain)
    }
  }

  /// Closes the socket without a farewell if `farewell` was not called: the broker sends the will.
  deinit { mosquitto_destroy(client) }

  /// Opens the socket and sends CONNECT; blocks as long as the system's connect does.
  func connect(_ configuration: MQTTConfiguration) -> Int32 {
    mosquitto_connect(
      client, configuration.host, Int32(configuration.port), Int32(configuration.keepAlive / 1000))
  }

  /// Moves packets both ways for at most 50 ms.
  func turn() -> Int32 { mosquitto_loop(client, 50, 1) }

  func publish(_ message: MQTTMessage) -> (code: Int32, identifier: Int32) {
    var identifier: Int32 = 0
    let code = mosquitto_publish(
      client, &identifier, message.topic, Int32(message.payload.count), message.payload,
      Int32(message.qos), message.retain)
    return (code, identifier)
  }

  func subscribe(_ subscription: MQTTSubscription) -> Int32 {
    mosquitto_subscribe(client, nil, subscription.filter, Int32(subscription.qos))
  }

  /// Sends DISCONNECT, after which the broker drops the will.
  func farewell() {
    mosquitto_disconnect(client)
    _ = mosquitto_loop(client, 50, 1)
  }

  /// True when `code` speaks of the message and not of the connection.
  static func blamesMessage(_ code: Int32) -> Bool {
    [MOSQ_ERR_INVAL, MOSQ_ERR_PAYLOAD_SIZE, MOSQ_ERR_MALFORMED_UTF8, MOSQ_ERR_QOS_NOT_SUPPORTED]
      .contains { $0.rawValue == code }
  }

  /// The library's words for a code.
  static func words(_ code: Int32) -> String {
    if code == MOSQ_ERR_ERRNO.rawValue { return String(cString: strerror(errno)) }
    return mosquitto_strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  /// The broker's words for a refusal (MQTT 3.1.1, table 3.1).
  static func refusal(_ code: Int32) -> String {
    mosquitto_connack_string(code).map { String(cString: $0) } ?? "refusal \(code)"
  }

  private func listen() {
    mosquitto_connect_callback_set(client) { @Sendable _, pointer, code in
      Ear.behind(pointer)?.welcome = code
    }
    mosquitto_publish_callback_set(client) { @Sendable _, pointer, identifier in
      Ear.behind(pointer)?.done.append(identifier)
    }
    mosquitto_message_callback_set(client) { @Sendable _, pointer, message in
      guard let ear = Ear.behind(pointer), let message = message?.pointee,
        let topic = message.topic.flatMap({ String(validatingCString: $0) })
      else { return }
      guard message.payloadlen <= ear.largestPayload else {
        ear.tooLarge += 1
        return
      }
      let bytes = UnsafeRawBufferPointer(start: message.payload, count: Int(message.payloadlen))
      ear.received.append(
        MQTTMessage(
          topic: topic, payload: Array(bytes), qos: Int(message.qos), retain: message.retain))
    }
    // The only place where the library tells of every packet that came, the ping's answer included.
    mosquitto_log_callback_set(client) { @Sendable _, pointer, _, text in
      if let text, strstr(text, " received ") != nil { Ear.behind(pointer)?.isAnswered = true }
    }
  }
}

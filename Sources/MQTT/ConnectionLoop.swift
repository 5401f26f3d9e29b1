// The client's thread: connect, be welcomed, move messages, and when anything ends the connection, pause
// and begin again with a new library object. At most `window` messages are in the library's hands; they
// go back in front of the queue when their connection ends, so a message may arrive twice but is not
// lost.

import Foundation

struct ConnectionLoop {
  /// Why a connection, or the attempt at one, ended.
  enum End: Equatable {
    case stopped
    case failed(String)
    case refused(String)
    case lost(String)
  }

  /// A message in the library's hands.
  private struct Flight {
    var identifier: Int32
    var message: MQTTMessage
    var since: Int64
    /// Greetings are made anew on each connection and last words only once: neither goes back.
    var isQueued: Bool
  }

  private let configuration: MQTTConfiguration
  private let shared: SharedState
  private var backoff: Backoff
  private var flights: [Flight] = []
  private var lastAnswer: Int64 = 0

  init(_ configuration: MQTTConfiguration, _ shared: SharedState) {
    self.configuration = configuration
    self.shared = shared
    backoff = Backoff(first: configuration.firstPause, seed: configuration.seed)
  }

  /// Runs until it is asked to stop.
  mutating func run() {
    while shared.stop == nil {
      shared.count {
        $0.state = .connecting
        $0.attempts += 1
      }
      let end = attempt()
      let waiting = flights.filter { $0.isQueued && $0.message.qos > 0 }.map(\.message)
      flights = []
      shared.putBack(waiting)
      var longest = configuration.longestPause
      switch end {
      case .stopped: break
      case .failed(let why):
        shared.count { $0.lastProblem = why }
      case .refused(let why):
        longest = configuration.longestPauseWhenRefused
        shared.count {
          $0.refusals += 1
          $0.lastProblem = why
        }
      case .lost(let why):
        shared.count {
          $0.losses += 1
          $0.lastProblem = why
        }
      }
      pause(until: configuration.now() + Int64(backoff.next(longest: longest)))
    }
    shared.count { $0.state = .stopped }
  }

  private func pause(until end: Int64) {
    shared.count { $0.state = .pausing }
    while configuration.now() < end, shared.stop == nil {
      shared.count { $0.turns += 1 }
      Thread.sleep(forTimeInterval: 0.02)
    }
  }

  private mutating func attempt() -> End {
    guard let wire = Wire(configuration) else {
      return .failed("the MQTT library gave no client: out of memory?")
    }
    let code = wire.connect(configuration)
    guard code == Wire.fine else {
      return .failed(
        "no connection to \(configuration.host):\(configuration.port): \(Wire.words(code))")
    }
    if let end = welcome(wire) { return end }
    shared.count {
      $0.state = .connected
      $0.connections += 1
    }
    lastAnswer = configuration.now()
    if let end = greet(wire) { return end }
    while true {
      if let stop = shared.stop { return leave(wire, stop) }
      if let end = fill(wire) ?? turn(wire) { return end }
    }
  }

  /// Waits for the broker's welcome.
  private func welcome(_ wire: Wire) -> End? {
    let end = configuration.now() + Int64(configuration.welcomeTimeout)
    while wire.ear.welcome == nil {
      let code = wire.turn()
      shared.count { $0.turns += 1 }
      if wire.ear.welcome != nil { break }
      if code != Wire.fine {
        return .failed("the broker ended the connection unasked: \(Wire.words(code))")
      }
      if configuration.now() > end {
        return .failed("the broker did not answer CONNECT in \(configuration.welcomeTimeout) ms")
      }
      if shared.stop != nil { return .stopped }
    }
    guard let answer = wire.ear.welcome, answer != 0 else { return nil }
    return .refused("the broker refused: \(Wire.refusal(answer))")
  }

  private mutating func greet(_ wire: Wire) -> End? {
    for subscription in configuration.subscriptions {
      let code = wire.subscribe(subscription)
      guard code == Wire.fine else { return .lost(Wire.words(code)) }
    }
    for message in configuration.greeting() {
      guard MQTTTopic.isPublishable(message.topic) else {
        shared.count { $0.rejected += 1 }
        continue
      }
      while flights.count >= configuration.window {
        if let end = turn(wire) { return end }
        if shared.stop != nil { return .stopped }
      }
      if let end = send(message, over: wire, isQueued: false) { return end }
    }
    return nil
  }

  /// Hands waiting messages to the library while the window has room.
  private mutating func fill(_ wire: Wire) -> End? {
    while flights.count < configuration.window, let message = shared.takeMessage() {
      if let end = send(message, over: wire, isQueued: true) { return end }
    }
    return nil
  }

  private mutating func send(
    _ message: MQTTMessage, over wire: Wire, isQueued: Bool
  ) -> End? {
    let (code, identifier) = wire.publish(message)
    if Wire.blamesMessage(code) {
      shared.count { $0.rejected += 1 }
      return nil
    }
    flights.append(
      Flight(
        identifier: identifier, message: message, since: configuration.now(), isQueued: isQueued))
    return code == Wire.fine ? nil : .lost("publishing failed: \(Wire.words(code))")
  }

  /// Moves packets and looks at what was heard.
  private mutating func turn(_ wire: Wire) -> End? {
    let code = wire.turn()
    let now = configuration.now()
    listen(to: wire.ear, now: now)
    if code != Wire.fine { return .lost("connection lost: \(Wire.words(code))") }
    let longest = Int64(2 * configuration.keepAlive)
    if now - lastAnswer > longest { return .lost("no answer from the broker for \(longest) ms") }
    if let oldest = flights.first, now - oldest.since > longest {
      return .lost("no acknowledgement from the broker for \(longest) ms")
    }
    return nil
  }

  private mutating func listen(to ear: Ear, now: Int64) {
    if ear.isAnswered {
      ear.isAnswered = false
      lastAnswer = now
    }
    var delivered: UInt64 = 0
    for identifier in ear.done {
      guard let place = flights.firstIndex(where: { $0.identifier == identifier }) else { continue }
      flights.remove(at: place)
      delivered += 1
    }
    // Only a broker that takes messages or sends some has proved itself; one that welcomes and hangs
    // up meets longer and longer pauses.
    if delivered > 0 || !ear.received.isEmpty { backoff.reset() }
    ear.done = []
    shared.deliver(ear.received, tooLarge: ear.tooLarge)
    ear.received = []
    ear.tooLarge = 0
    shared.count {
      $0.delivered += delivered
      $0.turns += 1
    }
  }

  /// Sends what waits and the last words, then says farewell. When the last words did not get through
  /// in time there is no farewell: the broker then speaks the will.
  private mutating func leave(_ wire: Wire, _ stop: SharedState.Stop) -> End {
    var last = stop.last[...]
    while configuration.now() < stop.until {
      if let end = fill(wire) { return end }
      while flights.count < configuration.window, let message = last.first {
        last = last.dropFirst()
        if let end = send(message, over: wire, isQueued: false) { return end }
      }
      if flights.isEmpty, last.isEmpty {
        shared.markEmptied()
        wire.farewell()
        break
      }
      if let end = turn(wire) { return end }
    }
    return .stopped
  }
}

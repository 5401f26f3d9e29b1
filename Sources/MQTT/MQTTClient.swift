// The client's public face: put messages into a bounded queue, take received ones out of a bounded
// inbox, look at the counters. Everything else happens on one thread of its own (`ConnectionLoop`). It
// knows no plant. Start it from an ordinary thread: a thread born of a real-time thread would inherit
// its priority.

import Dispatch
import Foundation
import Synchronization

/// Where the client stands.
public enum MQTTState: Equatable, Sendable {
  case idle, connecting, connected, pausing, stopped
}

/// How the client lives, for status pages and tests.
public struct MQTTCounters: Equatable, Sendable {
  public var state = MQTTState.idle
  /// Attempts to connect, and those that the broker welcomed.
  public var attempts: UInt64 = 0
  public var connections: UInt64 = 0
  /// Connections that ended without our wish.
  public var losses: UInt64 = 0
  /// Attempts that the broker refused (credentials, client id).
  public var refusals: UInt64 = 0
  /// Messages that the broker has: acknowledged (QoS 1) or sent (QoS 0).
  public var delivered: UInt64 = 0
  /// Messages sent again, because their connection ended before the acknowledgement.
  public var repeated: UInt64 = 0
  /// Messages that found the queue full.
  public var dropped: UInt64 = 0
  /// Messages that break a rule of topics, size or quality of service.
  public var rejected: UInt64 = 0
  public var received: UInt64 = 0
  /// Received messages that found the inbox full or were too large.
  public var receivedLost: UInt64 = 0
  /// Turns of the client's thread; a supervisor sees by it that the thread lives.
  public var turns: UInt64 = 0
  /// What ended the last attempt or connection.
  public var lastProblem = ""
  /// Zeros.
  public init() {}
}

/// A client of one broker that keeps itself connected.
public final class MQTTClient: Sendable {
  private let configuration: MQTTConfiguration
  private let shared: SharedState
  private let finished = DispatchGroup()
  private let isStarted = Atomic<Bool>(false)

  /// - Throws: `MQTTConfigurationError` for a configuration that cannot work.
  public init(_ configuration: MQTTConfiguration) throws(MQTTConfigurationError) {
    if let problem = configuration.problem { throw MQTTConfigurationError(description: problem) }
    self.configuration = configuration
    shared = SharedState(queueLimit: configuration.queueLimit, inboxLimit: configuration.inboxLimit)
  }

  deinit { shared.askToStop(last: [], until: 0) }

  /// Starts the client's thread; once.
  public func start() {
    guard !isStarted.exchange(true, ordering: .acquiringAndReleasing) else { return }
    finished.enter()
    let (configuration, shared, finished) = (configuration, shared, finished)
    let thread = Thread {
      blockBrokenPipe()
      var loop = ConnectionLoop(configuration, shared)
      loop.run()
      finished.leave()
    }
    thread.name = "mqtt"
    thread.start()
  }

  /// Puts a message into the queue. False, and counted, when the queue is full or the message breaks
  /// a rule. Never waits for the network.
  @discardableResult
  public func publish(_ message: MQTTMessage) -> Bool {
    let isAllowed =
      MQTTTopic.isPublishable(message.topic) && (0...1).contains(message.qos)
      && message.payload.count <= configuration.largestPayload
    return isAllowed ? shared.enqueue(message) : shared.reject()
  }

  /// Room that the queue has for more messages.
  public var room: Int { shared.room }

  /// Takes what was received since the last call, oldest first.
  public func takeReceived() -> [MQTTMessage] { shared.takeReceived() }

  /// Where the client stands and what it counted.
  public var counters: MQTTCounters { shared.counters }

  /// Sends what waits, then `last`, says farewell to the broker and ends the thread. False when not
  /// everything was acknowledged within `deadline` ms; what is left is lost then.
  @discardableResult
  public func stop(publishingFirst last: [MQTTMessage] = [], within deadline: Int = 5_000) -> Bool {
    guard isStarted.load(ordering: .acquiring) else { return true }
    shared.askToStop(last: last, until: configuration.now() + Int64(deadline))
    // A blocking connect may hang longer than anybody wants to wait; the thread owns all it needs.
    let end = finished.wait(timeout: .now() + .milliseconds(deadline + 1_000))
    return end == .success && shared.isEmptied
  }
}

extension MQTTConfiguration {
  /// The monotonic clock of this computer, in ms.
  public static let monotonic: @Sendable () -> Int64 = {
    Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000)
  }
}

/// The library writes to sockets that the broker may have closed; the signal must not end us.
private func blockBrokenPipe() {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGPIPE)
  pthread_sigmask(SIG_BLOCK, &signals, nil)
}

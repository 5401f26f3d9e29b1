// The publisher: takes every snapshot without making the scan loop wait, and speaks to the broker on
// threads of its own. A broker that is away, slow or hostile costs data in the end, which is counted and
// shown; it never costs the loop anything. Create it from an ordinary thread: a thread born of a
// real-time thread would inherit its priority.

import Chute
import Foundation
public import MQTT
public import Plant
import Synchronization

/// How telemetry lives, for status pages and tests.
public struct TelemetryCounters: Equatable, Sendable {
  /// Messages made.
  public var data: UInt64 = 0
  public var events: UInt64 = 0
  /// Messages that wait for the broker.
  public var waitingData = 0
  public var waitingEvents = 0
  /// Given up for want of room: scans before they became messages, messages afterwards.
  public var droppedScans: UInt64 = 0
  public var droppedData: UInt64 = 0
  public var droppedEvents: UInt64 = 0
  /// Rounds of the publisher's thread; a supervisor sees by it that the thread lives.
  public var rounds: UInt64 = 0
  /// The connection below.
  public var mqtt = MQTTCounters()
  /// Zeros.
  public init() {}
}

/// Publishes snapshots of a site in profile A.
public final class TelemetryPublisher: Sendable {
  private let chutes = Chutes()
  private let client: MQTTClient
  private let profile: ProfileA
  private let counted = Mutex(TelemetryCounters())
  private let newest: NewestTime
  private let isClosed = Atomic<Bool>(false)
  private let wake = DispatchSemaphore(value: 0)
  private let finished = DispatchGroup()

  /// Connects to a broker and publishes until it is closed. A broker that is away is no error.
  ///
  /// - Parameters:
  ///   - broker: where and how; will, greeting, subscriptions and queue are set here.
  ///   - software: version of this program.
  ///   - boot: unique for each start of the controller; a fresh UUID when nil.
  /// - Throws: `TelemetryConfigurationError` for a name that cannot be a topic or a broker that
  ///   cannot be addressed.
  public init(
    catalogue: SiteCatalogue, broker: MQTTConfiguration, software: String,
    boot: String? = nil
  ) throws(TelemetryConfigurationError) {
    let map = try DeviceMap(catalogue)
    let profile = ProfileA(
      catalogue, boot: boot ?? UUID().uuidString.lowercased(), software: software)
    let newest = NewestTime()
    var broker = broker
    broker.will = { profile.status(isOnline: false, since: nil, why: .connectionLost) }
    broker.greeting = {
      let since = newest.value
      let why: ProfileA.StatusReason? = since == nil ? .noScanYet : nil
      return [profile.status(isOnline: true, since: since, why: why), profile.meta(map)]
    }
    broker.subscriptions = []
    // Messages of a lost connection return to the client's queue; a window of room is kept for them,
    // so that no message is taken from the outbox and then refused.
    let reserve = broker.window
    broker.queueLimit = 3 * reserve
    broker.largestPayload = max(broker.largestPayload, 1 << 20)
    do { client = try MQTTClient(broker) } catch {
      throw TelemetryConfigurationError(description: error.description)
    }
    self.profile = profile
    self.newest = newest
    client.start()
    finished.enter()
    let (chutes, client, wake, finished) = (chutes, client, wake, finished)
    let thread = Thread { [weak self] in
      var worker = TelemetryWorker(map, profile, chutes)
      var isLast = false
      while !isLast {
        isLast = wake.wait(timeout: .now() + .milliseconds(50)) == .success
        worker.gather()
        repeat {
          worker.move(room: client.room - reserve) { client.publish($0) }
          self?.publish(worker.counters)
          if isLast, !worker.isEmpty { Thread.sleep(forTimeInterval: 0.01) }
        } while isLast && !worker.isEmpty && client.counters.state == .connected
      }
      finished.leave()
    }
    thread.name = "telemetry"
    thread.start()
  }

  deinit { wake.signal() }

  /// Takes a snapshot. Never waits, never throws; to be called by one thread.
  public func offer(_ snapshot: Snapshot) {
    newest.note(snapshot.time.plant)
    for event in snapshot.events { chutes.events.offer(event) }
    chutes.scans.offer(
      .init(
        time: snapshot.time, samples: snapshot.samples, statistics: snapshot.statistics))
  }

  /// What was made, what waits, what was lost, and how the connection stands.
  public var counters: TelemetryCounters {
    var counters = counted.withLock { $0 }
    counters.droppedScans += UInt64(chutes.scans.lost)
    counters.droppedEvents += UInt64(chutes.events.lost)
    counters.mqtt = client.counters
    return counters
  }

  /// True when the publisher's thread has taken everything that was offered.
  var isIdle: Bool { chutes.scans.count == 0 && chutes.events.count == 0 }

  /// Sends what waits, says `offline` and disconnects, within about `deadline` ms. False when
  /// something could not be delivered.
  @discardableResult
  public func close(within deadline: Int = 5_000) -> Bool {
    if !isClosed.exchange(true, ordering: .acquiringAndReleasing) { wake.signal() }
    let isDrained = finished.wait(timeout: .now() + .milliseconds(deadline)) == .success
    let last = profile.status(isOnline: false, since: newest.value, why: .stopped)
    return client.stop(publishingFirst: [last], within: deadline) && isDrained
  }

  private func publish(_ counters: TelemetryCounters) {
    counted.withLock { kept in
      let rounds = kept.rounds + 1
      kept = counters
      kept.rounds = rounds
    }
  }
}

/// The plant time of the newest snapshot, for the status message.
final class NewestTime: Sendable {
  private let time = Atomic<Int64>(.min)
  var value: Milliseconds? {
    let time = time.load(ordering: .relaxed)
    return time == .min ? nil : time
  }
  func note(_ plant: Milliseconds) { time.store(plant, ordering: .relaxed) }
}

// The worker: takes scans and events out of the chutes, makes the messages that are due, and moves them
// from the outbox to the client as far as it has room. One thread owns it.

import Chute
import MQTT
import Plant

/// The way from the scan loop to the worker; events have their own, as in the outbox.
struct Chutes: Sendable {
  struct Scan: Sendable {
    var time: ScanTime
    var samples: [RawSample]
    var statistics: ScanStatistics
  }
  let scans = Chute<Scan>(capacity: 128)
  let events = Chute<Event>(capacity: 4096)
}

struct TelemetryWorker {
  private let map: DeviceMap
  private let profile: ProfileA
  private let chutes: Chutes
  private var pacer: Pacer
  private var outbox: Outbox
  private var sequence: UInt64 = 0
  private var loopAt: Milliseconds?
  private(set) var counters = TelemetryCounters()

  init(_ map: DeviceMap, _ profile: ProfileA, _ chutes: Chutes, outbox: Outbox = Outbox()) {
    self.map = map
    self.profile = profile
    self.chutes = chutes
    self.outbox = outbox
    pacer = Pacer(map.devices)
  }

  /// True when nothing waits.
  var isEmpty: Bool { outbox.isEmpty }

  /// Makes messages of everything that came.
  mutating func gather() {
    while let event = chutes.events.take() {
      outbox.add(event: profile.event(event, stamp(event.plantTime)))
      counters.events += 1
    }
    while let scan = chutes.scans.take() {
      publish(scan)
      publishLoop(scan)
    }
  }

  /// Moves messages to whoever takes them, at most `room`.
  mutating func move(room: Int, to take: (MQTTMessage) -> Void) {
    for _ in 0..<max(0, room) {
      guard let message = outbox.next() else { break }
      take(message)
    }
    counters.waitingData = outbox.waitingData
    counters.waitingEvents = outbox.waitingEvents
    counters.droppedData = outbox.droppedData
    counters.droppedEvents = outbox.droppedEvents
  }

  private mutating func publish(_ scan: Chutes.Scan) {
    for (place, device) in map.devices.enumerated() {
      let due = pacer.due(place, scan.samples, at: scan.time.real)
      if due.data {
        let stamp = stamp(scan.time.plant)
        outbox.add(data: profile.values(of: device, scan.samples, stamp, isState: false))
        counters.data += 1
      }
      if due.state {
        let stamp = stamp(scan.time.plant)
        outbox.add(state: profile.values(of: device, scan.samples, stamp, isState: true))
      }
    }
  }

  private mutating func publishLoop(_ scan: Chutes.Scan) {
    if let loopAt, scan.time.real - loopAt < Pacer.betweenStates { return }
    loopAt = scan.time.real
    let stamp = stamp(scan.time.plant)
    outbox.add(state: profile.loop(scan.statistics, scan: scan.time.scan, stamp))
  }

  private mutating func stamp(_ time: Milliseconds) -> Stamp {
    sequence += 1
    return Stamp(sequence: sequence, time: time)
  }
}

// When a device speaks: on a change beyond the dead-band of one of its points, but at most once a
// second, and at least once a minute; its retained state at most every ten seconds. Counted in real
// time, because a simulated plant that runs sixty times faster must not send sixty times more. Pure:
// the clock comes with the scan.

import Plant

/// Decides what each device sends.
struct Pacer {
  static let shortest: Milliseconds = 1_000
  static let longest: Milliseconds = 60_000
  static let betweenStates: Milliseconds = 10_000

  /// What is due for a device in this scan.
  struct Due: Equatable {
    var data = false
    var state = false
  }

  private struct Memory {
    var sent: [RawSample] = []
    var dataAt: Milliseconds?
    var stateAt: Milliseconds?
    var stateIsOld = false
  }

  private let devices: [PublishedDevice]
  private var memories: [Memory]

  init(_ devices: [PublishedDevice]) {
    self.devices = devices
    memories = Array(repeating: Memory(), count: devices.count)
  }

  /// What the device at `place` sends for these samples, which are then taken as sent.
  mutating func due(_ place: Int, _ samples: [RawSample], at now: Milliseconds) -> Due {
    let values = devices[place].values.filter { $0.place < samples.count }
    var due = Due()
    let age = memories[place].dataAt.map { now - $0 }
    if let age {
      due.data =
        age >= Self.longest
        || age >= Self.shortest && isNews(values, samples, since: memories[place].sent)
    } else {
      due.data = true
    }
    if due.data {
      memories[place].dataAt = now
      memories[place].sent = values.map { samples[$0.place] }
      memories[place].stateIsOld = true
    }
    let stateAge = memories[place].stateAt.map { now - $0 } ?? Self.betweenStates
    if memories[place].stateIsOld, stateAge >= Self.betweenStates {
      due.state = true
      memories[place].stateAt = now
      memories[place].stateIsOld = false
    }
    return due
  }

  private func isNews(
    _ values: [PublishedDevice.Value], _ samples: [RawSample], since sent: [RawSample]
  ) -> Bool {
    guard sent.count == values.count else { return true }
    return zip(values, sent).contains { value, before in
      let sample = samples[value.place]
      if sample.quality != before.quality { return true }
      return (sample.value - before.value).magnitude > value.deadBand
    }
  }
}

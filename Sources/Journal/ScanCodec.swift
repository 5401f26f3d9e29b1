// The format of one scan, written once: the same function writes and reads, because a coder gives back
// what it was given when it writes and what was written when it reads. Everything is told as a change
// from the scan before; models and memories forget at a key frame.

import Plant

/// Codes scans one after the other, in either direction. After an error it needs a key frame.
final class ScanCodec {
  /// Instants beyond this are taken as damage, in ms: they could overflow in the step.
  static let farthest: Milliseconds = 1 << 52

  let frame: ScanFrame
  let models: ModelMemory
  let map: ModelMap
  var last: Slots<RawSample>
  var lastCommands: Slots<RecordedCommand>
  var values: ValueMemory
  private var groups: ReadGroups
  private var lastTime = ScanTime(scan: 0, real: 0, plant: 0, civilOffset: 0)
  private var lastPeriod: Milliseconds = 0
  private var isFirst = true

  /// A codec for a site with so many measured points and actuators.
  init(points: Int, actuators: Int) {
    frame = ScanFrame(points: points, actuators: actuators)
    map = ModelMap(points: points, actuators: actuators)
    models = ModelMemory(count: map.count)
    last = Slots(repeating: .bad(.neverRead, at: 0), count: points)
    lastCommands = Slots(
      repeating: RecordedCommand(value: 0, origin: .failSafe), count: actuators)
    groups = ReadGroups(points: points)
    values = ValueMemory(places: map.valuePlaces)
  }

  /// Forgets everything: what follows can be read by itself.
  func reset() {
    models.reset()
    groups.reset()
    values.reset()
    last.fill(.bad(.neverRead, at: 0))
    lastCommands.fill(RecordedCommand(value: 0, origin: .failSafe))
    lastTime = ScanTime(scan: 0, real: 0, plant: 0, civilOffset: 0)
    lastPeriod = 0
    isFirst = true
  }

  /// Codes the scan in `frame`.
  func code<Coder: BitCoder>(_ coder: inout Coder) throws(BlockError) {
    try codeTime(&coder)
    try codeReadings(&coder)
    try codeSamples(&coder)
    try codeIntents(&coder)
    try codeCommands(&coder)
    try codeEvents(&coder)
    frame.digests.decision = codeHalf(frame.digests.decision, &coder)
    frame.digests.state = codeHalf(frame.digests.state, &coder)
    last.copy(from: frame.samples)
    lastCommands.copy(from: frame.commands)
    lastTime = frame.time
    isFirst = false
  }

  /// The lower half of a digest.
  private func codeHalf<Coder: BitCoder>(_ digest: UInt64, _ coder: inout Coder) -> UInt64 {
    let low = coder.plain(UInt32(truncatingIfNeeded: digest) & 0xFFFF, bits: 16)
    let high = coder.plain(UInt32(truncatingIfNeeded: digest >> 16) & 0xFFFF, bits: 16)
    return UInt64(high << 16 | low)
  }

  // MARK: The instants of the scan

  private func codeTime<Coder: BitCoder>(_ coder: inout Coder) throws(BlockError) {
    let time = frame.time
    let scan = coder.number(time.scan &- lastTime.scan &- 1, models, map.scan)
    let late = coder.signed(time.real &- lastTime.real &- lastPeriod, models, map.real)
    let passed = lastPeriod &+ late
    let apart = coder.signed(time.plant &- lastTime.plant &- passed, models, map.plant)
    let offset = coder.signed(time.civilOffset &- lastTime.civilOffset, models, map.offset)
    frame.time = ScanTime(
      scan: lastTime.scan &+ scan &+ 1, real: lastTime.real &+ passed,
      plant: lastTime.plant &+ passed &+ apart, civilOffset: lastTime.civilOffset &+ offset)
    try demandNear(frame.time.real)
    try demandNear(frame.time.plant)
    guard (-86_400_000...86_400_000).contains(frame.time.civilOffset) else {
      throw BlockError(.damaged, "civil time is \(frame.time.civilOffset) ms from UTC")
    }
    if isFirst {
      // Readings are told as ages, so that the first ones take little room too.
      for place in 0..<last.count { last[place].time = frame.time.real }
    } else {
      lastPeriod = passed
    }
  }

  private func demandNear(_ instant: Milliseconds) throws(BlockError) {
    guard instant > -Self.farthest, instant < Self.farthest else {
      throw BlockError(.damaged, "an instant of \(instant) ms cannot be")
    }
  }

  // MARK: When the points were read

  private func codeReadings<Coder: BitCoder>(_ coder: inout Coder) throws(BlockError) {
    var group = 0
    while group < groups.count {
      divideIfApart(group, &coder)
      let leader = groups.leader(of: group)
      let before = last[leader].time
      let period = groups.period(of: group)
      let due = before &+ period
      let isRead = coder.bit(
        frame.samples[leader].time != before,
        &models[map.isRead(period, frame.time.real &- due)])
      var instant = before
      if isRead {
        let late = coder.signed(
          frame.samples[leader].time &- due, models, map.reading(period))
        instant = due &+ late
        try demandNear(instant)
        groups.learn(group, passed: instant &- before)
      }
      var place = leader
      while place >= 0 {
        frame.samples[place].time = instant
        place = groups.successor(of: place)
      }
      group += 1
    }
  }

  /// Divides a group whose points were not all read at the same instant.
  private func divideIfApart<Coder: BitCoder>(_ group: Int, _ coder: inout Coder) {
    let leader = groups.leader(of: group)
    var place = groups.successor(of: leader)
    guard place >= 0 else { return }
    let instant = frame.samples[leader].time
    var isApart = false
    while place >= 0 {
      if frame.samples[place].time != instant { isApart = true }
      place = groups.successor(of: place)
    }
    guard coder.bit(isApart, &models[map.isApart]) else { return }
    var stayed = true
    groups.divide(group) { place in
      stayed = coder.bit(
        frame.samples[place].time == instant, &models[map.stays + (stayed ? 1 : 0)])
      return stayed
    }
  }
}

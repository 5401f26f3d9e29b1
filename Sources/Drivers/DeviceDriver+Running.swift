// What a driver does while its device runs: the heartbeat, commands that changed or are due again, then
// the poll that has waited longest; and what it makes of the answers.

import DeviceProfiles
import Plant

extension DeviceDriver {
  /// The next request of a running device, or how long there is none; nil when the set-up is tried
  /// again.
  mutating func run(_ permission: Permission, at now: Milliseconds) -> DriverAction? {
    let mayWrite = permission == .everything
    if mayWrite, let retry = setUpRetryAt, retry <= now {
      beginSetUp()
      return nil
    }
    let writes = mayWrite && status.readOnly == nil
    let due = schedule.due(at: now)
    // Writes go first, but commands that change without end must not keep a poll waiting for ever.
    if writes, due == nil || writesInARow <= self.writes.count, let action = write(at: now) {
      writesInARow += 1
      return action
    }
    writesInARow = 0
    if let due {
      pending = .poll(due)
      return .read(schedule.block(due).request)
    }
    let instants = [schedule.nextDue, writes ? self.writes.nextDue : nil, setUpRetryAt]
    let soonest = instants.compactMap(\.self).min() ?? .max
    return .wait(until: min(max(soonest, now + 1), now + Self.longestWait))
  }

  private mutating func write(at now: Milliseconds) -> DriverAction? {
    if let request = pulse?.due(scan: orders.scan, at: now) {
      pending = .pulse
      return .write(request)
    }
    if let (index, request) = writes.due(orders.values, exponents: exponents, at: now) {
      pending = .command(index, request)
      return .write(request)
    }
    return nil
  }

  mutating func takePoll(_ answer: Answer, _ index: Int, at now: Milliseconds) {
    let block = schedule.block(index)
    switch answer {
    case .values(let values):
      schedule.answered(index, at: now)
      take(values, of: block, index, at: now)
    case .exception(let code):
      // Acknowledge, busy and gateway troubles pass: the samples grow old until they do.
      if [0x05, 0x06, 0x0A, 0x0B].contains(code) {
        schedule.answered(index, at: now)
      } else if let halves = plan.halves(of: block) {
        schedule.divide(index, into: halves, now: now)
      } else {
        schedule.answered(index, at: now)
        refuse(block, at: now)
      }
    case .written: break
    }
  }

  /// Turns the registers of an answer into samples.
  private mutating func take(
    _ values: [UInt16], of block: ReadBlock, _ index: Int, at now: Milliseconds
  ) {
    let meaning =
      schedule.meaning(index, of: values) ?? workedOut(values, of: block, index, at: now)
    judge(at: now)
    let reason = withheld(from: nil, at: now)
    let isForeign = isForeign
    for place in meaning.samples.indices {
      var (target, sample) = meaning.samples[place]
      if let reason, isForeign || !meaning.isTrusted[place] {
        sample = .bad(reason, at: now)
      } else {
        sample.time = now
      }
      news.append((target, sample))
    }
    layLasting(at: now)
  }

  /// What an answer means that is not the same as the one before.
  private mutating func workedOut(
    _ values: [UInt16], of block: ReadBlock, _ index: Int, at now: Milliseconds
  ) -> PollSchedule.Meaning {
    let decoded = block.entries.map { block.value(of: $0, in: values) }
    for (entry, value) in zip(block.entries, decoded) {
      trust.note(entry.point.name, value, at: now)
      noteExponents(entry, block, values)
      guard plan.statusPoints.contains(entry.point.name) else { continue }
      if channelStatus.updateValue(value, forKey: entry.point.name) != value {
        schedule.forgetMeanings()
      }
    }
    var meaning = PollSchedule.Meaning(values: values, samples: [], isTrusted: [])
    for (entry, value) in zip(block.entries, decoded) {
      let found = samples(of: entry.point, value, at: now)
      meaning.samples += found
      let isTrusted = plan.trusted.contains(entry.point.name)
      for _ in found { meaning.isTrusted.append(isTrusted) }
    }
    schedule.remember(meaning, index)
    return meaning
  }

  /// Points that were read once hold as long as the device answers.
  mutating func layLasting(at now: Milliseconds) {
    guard !lasting.isEmpty else { return }
    let reason = withheld(from: nil, at: now)
    for (place, sample) in lasting {
      let kept = RawSample(value: sample.value, quality: sample.quality, time: now)
      news.append((place, reason.map { .bad($0, at: now) } ?? kept))
    }
  }

  /// When the device's values stop counting, all that lie in the tray are withdrawn at once.
  private mutating func judge(at now: Milliseconds) {
    let verdict = trust.verdict(at: now)
    if let verdict, verdict != lastVerdict { distrustAll(verdict, at: now) }
    lastVerdict = verdict
  }

  /// The samples that a decoded point makes by itself, by their places.
  func samples(
    of point: ProfilePoint, _ value: DecodedValue, at now: Milliseconds
  ) -> [(place: Int, sample: RawSample)] {
    (plan.places[point.name] ?? []).map { place in
      (place, binding.points[place].meaning(of: value, point, channelStatus).sample(at: now))
    }
  }

  /// True when another device answers than the one that was asked for.
  private var isForeign: Bool {
    status.readOnly?.isForeign ?? false
  }

  /// Why the values of this point, or of any that does not speak of trust, do not count just now; nil
  /// when they do.
  private func withheld(from name: String?, at now: Milliseconds) -> BadReason? {
    if isForeign { return .wrongDevice }
    if let name, plan.trusted.contains(name) { return nil }
    return trust.verdict(at: now)
  }

  /// Marks all points of a request that the device refused.
  mutating func refuse(_ block: ReadBlock, at now: Milliseconds) {
    schedule.forgetMeanings()
    for point in block.points {
      trust.note(point.name, .bad(.refused), at: now)
      if plan.statusPoints.contains(point.name) { channelStatus[point.name] = .bad(.refused) }
      let reason = withheld(from: point.name, at: now) ?? .refused
      for place in plan.places[point.name] ?? [] { news.append((place, .bad(reason, at: now))) }
    }
    judge(at: now)
  }

  /// Marks all samples of the device but those that say why.
  mutating func distrustAll(_ reason: BadReason, at now: Milliseconds) {
    let spared = reason == .wrongDevice ? [] : plan.trusted
    for (place, bound) in binding.points.enumerated() where !spared.contains(bound.profilePoint) {
      news.append((place, .bad(reason, at: now)))
    }
    flushNews()
  }

  /// Lays what has gathered into the tray without claiming an answer.
  mutating func flushNews() {
    tray.lay(news, answered: nil, status: status)
    news.removeAll(keepingCapacity: true)
  }

  /// Remembers scale factors for commands.
  mutating func noteExponents(_ entry: ReadBlock.Entry, _ block: ReadBlock, _ values: [UInt16]) {
    guard plan.scaleFactors.contains(entry.point.name), entry.offset < values.count else { return }
    exponents[entry.point.name] = Int(Int16(bitPattern: values[entry.offset]))
  }
}

extension BoundPoint {
  /// What a decoded register means at this place of the site.
  fileprivate func meaning(
    of value: DecodedValue, _ point: ProfilePoint, _ channelStatus: [String: DecodedValue]
  ) -> DecodedValue {
    guard var number = value.usable else { return value }
    if let statusPoint {
      guard let code = channelStatus[statusPoint] else { return .bad(.neverRead) }
      guard let code = code.usable else { return code }
      if code != 0 { return .bad(.brokenWire) }
    }
    if let scaling {
      let scaled = scaling.value(milliamps: number)
      guard let meant = scaled.usable else { return scaled }
      number = meant
    }
    number = turned(number, point, isInverted: isInverted)
    if let range, !range.contains(number) { return .bad(.outOfRange) }
    return .value(number)
  }
}

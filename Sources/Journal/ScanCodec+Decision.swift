// Intents, commands and events in the format of a scan. They change seldom, so one bit says that nothing
// did. Commands and events are kept as they were, not only as a digest: then a replay that differs can
// say which command, and by how much.

import Plant

extension ScanCodec {
  func codeIntents<Coder: BitCoder>(_ coder: inout Coder) throws(BlockError) {
    let count = codeCount(frame.intentCount, most: ScanFrame.mostIntents, map.has, &coder)
    frame.intentCount = count
    for place in 0..<count {
      let intent = frame.intents[place]
      let kind = coder.symbol(Int(intent.kind.rawValue), bits: 4, models, map.kind)
      let unit = coder.signed(Int64(intent.unit), models, map.other)
      let value = try codeValue(intent.value, after: 0, map.intentValue, &coder)
      let source = coder.symbol(Int(intent.source.rawValue), bits: 3, models, map.kind + 16)
      let ticket = coder.number(UInt64(intent.ticket), models, map.code)
      guard let kind = IntentKind(rawValue: UInt8(kind)), let unit = Int16(exactly: unit),
        let source = IntentSource(rawValue: UInt8(source)), let ticket = UInt32(exactly: ticket)
      else { throw BlockError(.damaged, "an intent makes no sense") }
      frame.intents[place] = Intent(
        kind, unit: unit, value: value, source: source, ticket: ticket)
    }
  }

  func codeCommands<Coder: BitCoder>(_ coder: inout Coder) throws(BlockError) {
    var hasChanged = false
    for place in 0..<lastCommands.count where isOther(place) { hasChanged = true }
    hasChanged = coder.bit(hasChanged, &models[map.has + 1])
    for place in 0..<lastCommands.count {
      guard hasChanged, coder.bit(isOther(place), &models[map.isOtherCommand]) else {
        frame.commands[place] = lastCommands[place]
        continue
      }
      let command = frame.commands[place]
      let origin = coder.symbol(Int(command.origin.rawValue), bits: 3, models, map.kind + 24)
      guard let origin = CommandOrigin(rawValue: UInt8(origin)) else {
        throw BlockError(.damaged, "\(origin) is no origin of a command")
      }
      frame.commands[place] = RecordedCommand(
        value: try codeValue(
          command.value, after: lastCommands[place].value, map.command(place), &coder),
        origin: origin)
    }
  }

  private func isOther(_ place: Int) -> Bool {
    frame.commands[place].value.bitPattern != lastCommands[place].value.bitPattern
      || frame.commands[place].origin.rawValue != lastCommands[place].origin.rawValue
  }

  func codeEvents<Coder: BitCoder>(_ coder: inout Coder) throws(BlockError) {
    let count = codeCount(frame.eventCount, most: Decision.mostEvents, map.has + 2, &coder)
    frame.eventCount = count
    for place in 0..<count { try codeEvent(place, &coder) }
    let lost = UInt64(clamping: frame.eventsLost)
    frame.eventsLost = Int(
      clamping: coder.bit(lost > 0, &models[map.has + 3])
        ? coder.number(lost, models, map.other) : 0)
  }

  private func codeEvent<Coder: BitCoder>(
    _ place: Int, _ coder: inout Coder
  ) throws(BlockError) {
    let event = frame.events[place]
    let kind = coder.symbol(Int(event.kind.rawValue), bits: 6, models, map.kind + 32)
    let subject = coder.signed(Int64(event.subject), models, map.code)
    let value = try codeValue(event.value, after: 0, map.eventValue, &coder)
    let reason = try codeReason(event.reason, &coder)
    let plant = coder.signed(event.plantTime &- frame.time.plant, models, map.other)
    let scan = coder.signed(
      Int64(bitPattern: event.scan &- frame.time.scan), models, map.other)
    guard let kind = EventKind(rawValue: UInt8(kind)), let subject = Int16(exactly: subject) else {
      throw BlockError(.damaged, "an event makes no sense")
    }
    frame.events[place] = Event(
      kind, subject: subject, value: value, reason: reason,
      at: ScanTime(
        scan: frame.time.scan &+ UInt64(bitPattern: scan), real: frame.time.real,
        plant: frame.time.plant &+ plant))
  }

  private func codeReason<Coder: BitCoder>(
    _ reason: Reason, _ coder: inout Coder
  ) throws(BlockError) -> Reason {
    let code = coder.number(UInt64(reason.code.rawValue), models, map.code)
    let subject = coder.signed(Int64(reason.subject), models, map.code)
    let value = try codeValue(reason.value, after: 0, map.reasonValue, &coder)
    let limit = try codeValue(reason.limit, after: 0, map.reasonLimit, &coder)
    guard let raw = UInt16(exactly: code), let code = ReasonCode(rawValue: raw),
      let subject = Int16(exactly: subject)
    else { throw BlockError(.damaged, "a reason makes no sense") }
    return Reason(code, subject: subject, value: value, limit: limit)
  }

  /// Codes how many there are: mostly none.
  private func codeCount<Coder: BitCoder>(
    _ count: Int, most: Int, _ has: Int, _ coder: inout Coder
  ) -> Int {
    guard coder.bit(count > 0, &models[has]) else { return 0 }
    let coded = coder.number(UInt64(count), models, map.other)
    return Int(min(coded, UInt64(most)))
  }
}

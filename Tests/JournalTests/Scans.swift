// Scans made of chance, with all that a scan may hold: the unusual more often than life has it.

import Plant

@testable import Journal

/// Points and actuators of made-up scans.
let madePoints = 40
let madeActuators = 5

/// One scan as a value, to compare with.
struct Scan: Equatable {
  var time: ScanTime
  var samples: [RawSample]
  var commands: [RecordedCommand]
  var intents: [Intent]
  var events: [Event]
  var eventsLost: Int
  var digests: ScanDigests

  init(_ frame: ScanFrame) {
    time = frame.time
    samples = frame.samples.array()
    commands = frame.commands.array()
    intents = Array(frame.intents.array().prefix(frame.intentCount))
    events = Array(frame.events.array().prefix(frame.eventCount))
    eventsLost = frame.eventsLost
    digests = frame.digests
  }

  func put(into frame: ScanFrame) {
    frame.time = time
    for place in samples.indices { frame.samples[place] = samples[place] }
    for place in commands.indices { frame.commands[place] = commands[place] }
    frame.intentCount = intents.count
    for place in intents.indices { frame.intents[place] = intents[place] }
    frame.eventCount = events.count
    for place in events.indices { frame.events[place] = events[place] }
    frame.eventsLost = eventsLost
    frame.digests = digests
  }
}

/// So many scans that follow each other.
func madeScans(_ count: Int, seed: UInt64) -> [Scan] {
  var chance = Chance(state: seed)
  let frame = ScanFrame(points: madePoints, actuators: madeActuators)
  var scan = Scan(frame)
  scan.time = ScanTime(scan: 41, real: 9_000_000, plant: 1_780_000_000_000, civilOffset: 7_200_000)
  return (0..<count).map { _ in
    advance(&scan, &chance)
    return scan
  }
}

private func advance(_ scan: inout Scan, _ chance: inout Chance) {
  let passed = chance.one(in: 20) ? Milliseconds(chance.below(5_000)) : 100
  scan.time.scan += chance.one(in: 30) ? 3 : 1
  scan.time.real += passed
  scan.time.plant += chance.one(in: 30) ? -40 : passed
  if chance.one(in: 60) { scan.time.civilOffset = 7_200_000 - scan.time.civilOffset }
  // Groups of ten points are read together, one point of them now and then alone.
  for group in 0..<4 where chance.one(in: 3) {
    let instant = scan.time.real - Milliseconds(chance.below(100))
    for place in (group * 10)..<(group * 10 + 10) where !chance.one(in: 200) {
      scan.samples[place].time = instant
      if chance.one(in: 3) { scan.samples[place] = sample(at: instant, &chance) }
    }
  }
  if chance.one(in: 10) {
    let place = chance.below(madePoints)
    scan.samples[place] = .bad(.stale, at: scan.samples[place].time)
  }
  if chance.one(in: 4) {
    scan.commands[chance.below(madeActuators)] = RecordedCommand(
      value: number(&chance),
      origin: CommandOrigin.allCases[chance.below(CommandOrigin.allCases.count)])
  }
  scan.intents = (0..<(chance.one(in: 10) ? chance.below(70) : 0)).map { _ in
    Intent(
      IntentKind.allCases[chance.below(IntentKind.allCases.count)],
      unit: Int16(truncatingIfNeeded: chance.next()), value: number(&chance),
      source: IntentSource.allCases[chance.below(IntentSource.allCases.count)],
      ticket: UInt32(truncatingIfNeeded: chance.next()))
  }
  scan.events = (0..<(chance.one(in: 10) ? chance.below(257) : 0)).map { _ in event(scan, &chance) }
  scan.eventsLost = chance.one(in: 40) ? chance.below(1_000) : 0
  scan.digests = ScanDigests(
    decision: chance.next() & 0xFFFF_FFFF, state: chance.next() & 0xFFFF_FFFF)
}

private func event(_ scan: Scan, _ chance: inout Chance) -> Event {
  let reason = Reason(
    ReasonCode.allCases[chance.below(ReasonCode.allCases.count)],
    subject: Int16(truncatingIfNeeded: chance.next()), value: number(&chance),
    limit: number(&chance))
  var time = scan.time
  if chance.one(in: 9) { time.plant -= 7 }
  if chance.one(in: 9) { time.scan &-= 5 }
  return Event(
    EventKind.allCases[chance.below(EventKind.allCases.count)],
    subject: Int16(truncatingIfNeeded: chance.next()), value: number(&chance), reason: reason,
    at: time)
}

private func sample(at instant: Milliseconds, _ chance: inout Chance) -> RawSample {
  switch chance.below(8) {
  case 0: .bad(BadReason.allCases[chance.below(BadReason.allCases.count)], at: instant)
  case 1:
    RawSample(
      value: number(&chance),
      quality: .uncertain(UncertainReason.allCases[chance.below(UncertainReason.allCases.count)]),
      time: instant)
  default: .good(number(&chance), at: instant)
  }
}

/// A number as devices make them, or any at all.
private func number(_ chance: inout Chance) -> Double {
  switch chance.below(6) {
  case 0: Double(chance.below(2))
  case 1: Double(chance.below(10_000)) / 100
  case 2: Double(Float(chance.below(1 << 20)) / 77)
  case 3: -0.0
  case 4: 4e9
  default:
    Double(bitPattern: chance.next() & ~(UInt64(1) << 62))
  }
}

// One scan as the journal keeps it: all that the step was given, what it told the devices and people,
// and digests of the rest. The storage is allocated once and serves every scan.

public import Plant

/// What the journal keeps of a command: enough to say what another build does otherwise.
public struct RecordedCommand: BitwiseCopyable, Equatable, Sendable {
  /// The value, in the actuator's unit.
  public var value: Double
  /// Who set it.
  public var origin: CommandOrigin

  /// Gathers a command.
  public init(value: Double, origin: CommandOrigin) {
    self.value = value
    self.origin = origin
  }

  init(_ command: Command) {
    self.init(value: command.value, origin: command.origin)
  }
}

/// One scan, in storage that is written anew for each.
final class ScanFrame {
  /// The most intents of one scan; a letter box holds 64.
  static let mostIntents = 256

  var time = ScanTime(scan: 0, real: 0, plant: 0)
  var samples: Slots<RawSample>
  var commands: Slots<RecordedCommand>
  var intents: Slots<Intent>
  var intentCount = 0
  var events: Slots<Event>
  var eventCount = 0
  var eventsLost = 0
  var digests = ScanDigests(decision: 0, state: 0)

  /// A frame for a site with so many measured points and actuators.
  init(points: Int, actuators: Int) {
    samples = Slots(repeating: .bad(.neverRead, at: 0), count: points)
    commands = Slots(
      repeating: RecordedCommand(value: 0, origin: .failSafe), count: actuators)
    intents = Slots(repeating: Intent(.stop, source: .scenario), count: Self.mostIntents)
    events = Slots(
      repeating: Event(.controllerStarted, at: ScanTime(scan: 0, real: 0, plant: 0)),
      count: Decision.mostEvents)
  }

  /// Takes over what went into a step and what came out of it. False when it does not fit.
  func take(
    _ image: borrowing ProcessImage, _ intents: Span<Intent>, _ decision: borrowing Decision
  ) -> Bool {
    guard image.samples.count == samples.count, decision.commands.count == commands.count,
      intents.count <= Self.mostIntents, decision.eventCount <= events.count
    else { return false }
    time = image.time
    samples.copy(from: image.samples)
    for place in 0..<commands.count {
      commands[place] = RecordedCommand(decision.commands[place])
    }
    intentCount = intents.count
    for place in 0..<intentCount { self.intents[place] = intents[place] }
    eventCount = decision.eventCount
    for place in 0..<eventCount { events[place] = decision.events[place] }
    eventsLost = decision.eventsLost
    return true
  }
}

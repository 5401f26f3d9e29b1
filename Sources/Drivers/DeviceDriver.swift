// The driver of one device, as a state machine: it says what to do next and is told what came of it.
// Time is an argument and there is no socket here, so a test can play a day of faults in a moment.
// After a connect the device is greeted (where are its models, who is it, is it set up as the site
// wants), then it runs: commands first, then polls. A time-out, a closed link or a garbled answer ends
// the link and greets anew; an exception is an answer and ends nothing.

public import DeviceProfiles
public import Plant

/// Drives one device.
public struct DeviceDriver: Sendable {
  enum Phase: Equatable {
    /// No link; the next attempt is at that instant.
    case resting(until: Milliseconds)
    case discovering, identifying, settingUp, running
    /// The link must be closed.
    case closing
    /// Over for good.
    case retired
  }

  /// What the outcome that comes next belongs to.
  enum Pending: Sendable {
    case nothing, connect, close
    case walk, setUp, pulse
    case greeting(ReadBlock)
    case poll(Int)
    case command(Int, WriteRequest)
    case farewell
  }

  /// How long a device that refused its set-up is only read before it is tried again, in ms.
  static let setUpRetry: Milliseconds = 30_000
  /// The longest wait without looking up, in ms.
  static let longestWait: Milliseconds = 1_000
  /// How often a silent driver looks whether scans go on, in ms; a completed scan wakes it anyway.
  static let silentWait: Milliseconds = 100

  public let binding: DeviceBinding
  public let tray: DeviceTray
  public let commands: CommandTray

  var phase = Phase.resting(until: .min)
  var pending = Pending.nothing
  var askedAt: Milliseconds = 0
  var notBefore = Milliseconds.min
  var restUntil = Milliseconds.min
  var backOff = BackOff()
  var beat = ScanBeat()
  /// True once scans stood still, until the device is set up again.
  var wasHushed = false
  var orders: Orders
  var status = DeviceStatus()

  var walk: SunSpecWalk
  var walkBase = 0
  var plan: DevicePlan
  var identity: IdentityCheck
  var greetings: [ReadBlock] = []
  var setUp: SetUpSequence?
  var setUpRetryAt: Milliseconds?
  var hasOpenedConfiguration = false
  /// Since when the device has refused every command; nil while it takes them.
  var refusedSince: Milliseconds?
  var schedule = PollSchedule()
  /// True once the schedule belongs to the present link.
  var isScheduled = false
  var writes: CommandWrites
  var writesInARow = 0
  var pulse: HeartbeatWriter?
  var trust: Trust
  var lastVerdict: BadReason?
  /// Raw scale factors by name, as last read on this link.
  var exponents: [String: Int] = [:]
  /// Samples of points that are read once: they hold as long as the link does.
  var lasting: [(place: Int, sample: RawSample)] = []
  /// Last values of channel status points, by name.
  var channelStatus: [String: DecodedValue] = [:]
  /// Numbers of the write requests that a farewell still has to send; nil before one.
  var farewell: [Int]?
  /// Samples that wait to be laid into the tray.
  var news: [(place: Int, sample: RawSample)] = []

  /// A driver that has not connected yet.
  public init(_ binding: DeviceBinding, tray: DeviceTray, commands: CommandTray) {
    self.binding = binding
    self.tray = tray
    self.commands = commands
    orders = commands.newest
    walk = SunSpecWalk(wanted: [])
    plan = DevicePlan(for: binding)
    identity = IdentityCheck(binding.identity)
    writes = CommandWrites(binding, plan: plan)
    pulse = HeartbeatWriter(binding, plan: plan)
    trust = Trust(binding.profile)
  }

  /// A driver with trays of its own, which its thread then shows.
  public init(_ binding: DeviceBinding) {
    self.init(binding, tray: DeviceTray(for: binding), commands: CommandTray(for: binding))
  }

  /// What to do at `now`, in ms of the monotonic clock. Must be followed by `finished` unless it is
  /// a wait.
  public mutating func next(now: Milliseconds) -> DriverAction {
    orders = commands.newest
    beat.note(orders, at: now)
    pending = .nothing
    askedAt = now
    let before = status
    let action = choose(at: now)
    if status != before { tray.lay([], answered: nil, status: status) }
    return action
  }

  private mutating func choose(at now: Milliseconds) -> DriverAction {
    if let last = lastWords(at: now) { return last }
    let permission = beat.permission(for: binding.profile.silence, at: now)
    if permission == .everything {
      resumeAfterHush(at: now)
    } else {
      wasHushed = true
    }
    // A few phases may end at once, none may go round: each pass moves on or returns.
    for _ in 0..<8 {
      switch phase {
      case .retired: return .wait(until: .max)
      case .closing:
        pending = .close
        return .close
      case .resting(let until):
        status.state = permission == .nothing ? .silent : .closed
        if now < until { return .wait(until: until) }
        if permission == .nothing { return .wait(until: now + Self.silentWait) }
        pending = .connect
        return .connect
      case .discovering, .identifying, .settingUp, .running:
        if permission == .nothing {
          status.state = .silent
          return .wait(until: now + Self.silentWait)
        }
        if now < notBefore { return .wait(until: notBefore) }
        if let action = step(permission, at: now) { return action }
      }
    }
    return .wait(until: now + Self.silentWait)
  }

  /// The next action of the phase; nil when the phase has just changed.
  private mutating func step(_ permission: Permission, at now: Milliseconds) -> DriverAction? {
    switch phase {
    case .discovering:
      status.state = .identifying
      return discover(at: now)
    case .identifying:
      status.state = .identifying
      return identify(at: now)
    case .settingUp:
      status.state = .settingUp
      return establish(permission, at: now)
    default:
      status.state = .running
      return run(permission, at: now)
    }
  }

  /// Tells what came of the last action, at `now`.
  public mutating func finished(_ outcome: DriverOutcome, now: Milliseconds) {
    let asked = pending
    pending = .nothing
    var answered: Milliseconds?
    switch asked {
    case .nothing: return
    case .connect: connected(outcome, at: now)
    case .close: phase = farewell == nil ? .resting(until: restUntil) : .retired
    default:
      status.counters.requests += 1
      notBefore = now + max(binding.timing.gap, 0)
      if let answer = answer(in: outcome, to: asked, at: now) {
        if speaksForDevice(answer) {
          answered = now
          status.lastResponse = now - askedAt
        }
        take(answer, to: asked, at: now)
      }
    }
    tray.lay(news, answered: answered, status: status)
    news.removeAll(keepingCapacity: true)
  }

  private mutating func connected(_ outcome: DriverOutcome, at now: Milliseconds) {
    if case .failed(let error) = outcome {
      status.counters.count(error)
      phase = .resting(until: now + backOff.pauseAfterFailure())
      return
    }
    status.counters.connections += 1
    notBefore = now
    beginGreeting()
  }
}

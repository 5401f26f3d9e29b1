// What a driver does after each connect, before it polls: find the SunSpec models, read who the device
// is, and bring its set-up values to what the site wants. Only a device that passes all three is
// written later.

import DeviceProfiles
import Plant

extension DeviceDriver {
  /// Starts over with a fresh link.
  mutating func beginGreeting() {
    status.readOnly = nil
    setUpRetryAt = nil
    exponents = [:]
    lasting = []
    channelStatus = [:]
    lastVerdict = nil
    wasHushed = false
    writesInARow = 0
    isScheduled = false
    identity = IdentityCheck(binding.identity)
    trust.startOver()
    if binding.profile.discovery == .sunSpec {
      let used = Set(binding.profile.points.compactMap(\.sunSpecModel))
      let wanted = used.sorted().map { id in
        binding.profile.models.first { $0.id == id } ?? SunSpecModel(id: id, length: 0)
      }
      walk = SunSpecWalk(wanted: wanted, startingAt: walkBase)
      phase = .discovering
    } else {
      planned(with: [])
    }
  }

  /// Looks for the models; nil when that is over.
  mutating func discover(at now: Milliseconds) -> DriverAction? {
    if let exchange = walk.next {
      pending = .walk
      return action(for: exchange, at: now)
    }
    guard walk.isSunSpec else {
      status.readOnly = .noSunSpec
      distrustAll(.wrongDevice, at: now)
      closeLink(at: now)
      return nil
    }
    walkBase = walk.baseAfterFailure
    planned(with: walk.chain)
    return nil
  }

  private mutating func planned(with chain: [FoundModel]) {
    plan = DevicePlan(for: binding, chain: chain)
    writes = CommandWrites(binding, plan: plan)
    pulse = HeartbeatWriter(binding, plan: plan)
    greetings = plan.greeting
    phase = .identifying
  }

  /// Reads what is read once; nil when that is over.
  mutating func identify(at now: Milliseconds) -> DriverAction? {
    if let block = greetings.first {
      pending = .greeting(block)
      return .read(block.request)
    }
    if let mismatch = identity.mismatch {
      status.readOnly = mismatch
      // Another firmware of the right device is believed, but not written.
      if mismatch.isForeign { distrustAll(.wrongDevice, at: now) }
      beginRunning(at: now)
    } else {
      for place in plan.missing { news.append((place, .bad(.notImplemented, at: now))) }
      flushNews()
      beginSetUp()
    }
    return nil
  }

  mutating func takeGreeting(_ answer: Answer, _ block: ReadBlock, at now: Milliseconds) {
    guard !greetings.isEmpty else { return }
    greetings.removeFirst()
    switch answer {
    case .values(let values):
      for entry in block.entries {
        guard let registers = block.registers(of: entry, in: values) else { continue }
        let value = block.value(of: entry, in: values)
        identity.note(entry.point, registers, value)
        noteExponents(entry, block, values)
        lasting += samples(of: entry.point, value, at: now)
      }
      layLasting(at: now)
    case .exception:
      if let halves = plan.halves(of: block) {
        greetings.insert(contentsOf: halves, at: 0)
      } else {
        refuse(block, at: now)
      }
    case .written: break
    }
  }

  /// Checks the set-up from its first value on.
  mutating func beginSetUp() {
    status.readOnly = nil
    setUpRetryAt = nil
    refusedSince = nil
    hasOpenedConfiguration = setUp?.hasOpened ?? hasOpenedConfiguration
    setUp = SetUpSequence(
      binding, plan: plan, exponents: exponents, hasOpened: hasOpenedConfiguration)
    phase = .settingUp
  }

  /// Brings the device to its set-up; nil when that is over.
  mutating func establish(_ permission: Permission, at now: Milliseconds) -> DriverAction? {
    if let exchange = setUp?.next() {
      if case .write = exchange {
        if permission != .everything { return .wait(until: now + Self.silentWait) }
        setUp?.sent()
      }
      pending = .setUp
      return action(for: exchange, at: now)
    }
    hasOpenedConfiguration = setUp?.hasOpened ?? false
    status.readOnly = setUp?.failure
    setUpRetryAt = setUp?.failure == nil ? nil : now + Self.setUpRetry
    setUp = nil
    beginRunning(at: now)
    return nil
  }

  private mutating func beginRunning(at now: Milliseconds) {
    // After a repeated set-up the schedule goes on; on a new link it is made anew.
    if !isScheduled {
      schedule = PollSchedule(plan, now: now)
      isScheduled = true
    }
    phase = .running
  }

  /// Scans go on after they stood still. A device with a silence rule may have acted meanwhile, so it
  /// is set up again before it is commanded.
  mutating func resumeAfterHush(at now: Milliseconds) {
    guard wasHushed else { return }
    wasHushed = false
    guard binding.profile.silence != nil else { return }
    guard status.readOnly == nil || setUpRetryAt != nil else { return }
    if phase == .running || phase == .settingUp { beginSetUp() }
  }

  private mutating func action(for exchange: Exchange, at now: Milliseconds) -> DriverAction {
    switch exchange {
    case .read(let request): return .read(request)
    case .write(let request): return .write(request)
    case .pause(let length):
      pending = .nothing
      notBefore = now + length
      return .wait(until: notBefore)
    }
  }
}

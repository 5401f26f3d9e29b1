// What a driver makes of an outcome before it looks at values: is it an answer at all, does it speak for
// the device, and to which question does it belong.

import DeviceProfiles
import Plant

extension DeviceDriver {
  /// The device's answer; nil when the link failed, which then ends.
  mutating func answer(
    in outcome: DriverOutcome, to asked: Pending, at now: Milliseconds
  ) -> Answer? {
    switch outcome {
    case .done: return .written
    case .failed(.exception(let code)):
      status.counters.count(.exception(code))
      return .exception(code)
    case .values(let values):
      if values.count == expectedCount(of: asked) ?? values.count { return .values(values) }
      failLink(.garbled, at: now)
      return nil
    case .failed(let error):
      failLink(error, at: now)
      return nil
    }
  }

  private func expectedCount(of asked: Pending) -> Int? {
    switch asked {
    case .greeting(let block): block.count
    case .poll(let index): schedule.block(index).count
    default: nil
    }
  }

  /// Ends the link after a failure; the next one follows at once, or after a pause.
  mutating func failLink(_ error: LinkError, at now: Milliseconds) {
    status.counters.count(error)
    closeLink(at: now)
  }

  /// Ends the link; the next one follows at once, or after a pause.
  mutating func closeLink(at now: Milliseconds) {
    if phase == .discovering { walkBase = walk.baseAfterFailure }
    hasOpenedConfiguration = setUp?.hasOpened ?? hasOpenedConfiguration
    setUp = nil
    restUntil = now + backOff.pauseAfterFailure()
    phase = .closing
  }

  /// An exception of a gateway says nothing about the device behind it.
  func speaksForDevice(_ answer: Answer) -> Bool {
    if case .exception(let code) = answer { return code != 0x0A && code != 0x0B }
    return true
  }

  mutating func take(_ answer: Answer, to asked: Pending, at now: Milliseconds) {
    switch asked {
    case .walk: walk.take(answer)
    case .greeting(let block): takeGreeting(answer, block, at: now)
    case .setUp: setUp?.take(answer)
    case .poll(let index): takePoll(answer, index, at: now)
    case .command(let index, let request):
      writes.attempted(request, index, at: now)
      noteRefusal(answer, at: now)
    case .pulse:
      pulse?.attempted(scan: orders.scan, at: now)
      noteRefusal(answer, at: now)
    case .nothing, .connect, .close, .farewell: break
    }
    if phase == .running, schedule.isProven { backOff.startOver() }
  }

  /// A device that refuses commands for as long as its watchdog waits has acted by itself, and stays so
  /// until it is set up again.
  private mutating func noteRefusal(_ answer: Answer, at now: Milliseconds) {
    guard case .exception(0x04) = answer, let silence = binding.profile.silence else {
      refusedSince = nil
      return
    }
    let since = refusedSince ?? now
    refusedSince = since
    if now - since >= silence.timeout, setUpRetryAt == nil { setUpRetryAt = now }
  }
}

// The rules that need a memory, one by one.

import Plant
import SiteConfiguration

extension Judge {
  /// Automatic and manual are starts, whether the controller takes the request or not.
  mutating func noStart(before condition: Condition, _ scan: Observation) {
    guard finding.outcome != .missed else { return }
    let time = scan.scene.time
    for answer in scan.answers {
      guard case .mode(let unit, let mode) = answer.command, mode == .automatic || mode == .manual
      else { continue }
      if scan.scene.holds(condition) {
        if isOpen {
          decide(
            true, at: time, "Start für \(unit) erst danach verlangt",
            "start of \(unit) asked for only then")
        }
      } else {
        let then =
          answer.isAccepted
          ? BilingualText(de: "die Steuerung lässt ihn warten", en: "the controller lets it wait")
          : BilingualText(de: "die Steuerung lehnt ab", en: "the controller refuses")
        decide(
          false, at: time, "Start für \(unit) zu früh verlangt; \(then.de)",
          "start of \(unit) asked for too early; \(then.en)")
        return
      }
    }
  }

  mutating func reached(_ condition: Condition, within limit: Milliseconds?, _ scene: Scene) {
    guard isOpen, scene.holds(condition) else { return }
    let took = scene.time - origin
    let isInTime = limit.map { took <= $0 } ?? true
    let isAnew = origin != exercise.start
    decide(
      isInTime, at: scene.time, "nach \(minutes(took))\(isAnew ? " seit dem letzten Halt" : "")",
      "after \(minutes(took))\(isAnew ? " since the last stop" : "")")
  }

  /// A stop counts once the unit, which ran, is at rest without a trip and in time.
  mutating func orderlyStop(_ unit: Int, _ scan: Observation) {
    guard isOpen else { return }
    let scene = scan.scene
    let step = scene.snapshot.units[unit].step
    for answer in scan.answers where answer.isAccepted {
      guard answer.unit < 0 || answer.unit == unit else { continue }
      switch answer.command {
      case .stop, .mode(_, .standby), .mode(_, .off):
        // The step is already the one after the request.
        if step == .stopping, wasRunning { since = scene.time }
      default: break
      }
    }
    wasRunning = step == .running
    guard let asked = since else { return }
    let isLate = scan.events.contains { $0.kind == .stepTimedOut && Int($0.subject) == unit }
    switch step {
    case .tripped: since = nil
    case .stopping, .deviceStop, .isolate:
      if isLate {
        decide(
          false, at: scene.time, "das Gerät gehorchte nicht in seiner Zeit",
          "the device did not obey in its time")
      }
    case .hotStandby, .blowDown, .coolDown, .afterRun, .idle:
      let seconds = (scene.time - asked + 999) / 1000
      decide(
        true, at: scene.time, "angefordert und nach \(seconds) s in Ruhe",
        "asked for, and at rest after \(seconds) s")
    default: since = nil
    }
  }

  /// The valve must not close while hydrogen is made, unless a trip closes it. What is made after the
  /// command counts, so the scan that follows it decides.
  mutating func closing(_ actuator: Int, _ scan: Observation) {
    let scene = scan.scene
    let command = scene.snapshot.commands[actuator].value
    let isTripped = scene.hasLatch || scene.isEmergencyStopPressed
    let isClosing = lastCommand >= 0.5 && command < 0.5
    lastCommand = command
    if let closed = since, !isTripped, finding.outcome != .missed {
      let flow = scan.production / Self.kilogramPerNormLitre
      let shown = Int(flow.rounded())
      decide(
        flow < Self.restingFlow, at: closed, "zu bei \(shown) NL/h Erzeugung",
        "closed at a production of \(shown) NL/h")
    }
    since = isClosing && !isTripped ? scene.time : nil
  }

  /// Hydrogen at 0 degC and 1.01325 bar.
  private static var kilogramPerNormLitre: Double { 8.988e-5 }
  /// One hundredth of what a module makes.
  private static var restingFlow: Double { 5 }

  /// What latches at the start is not the trainee's doing, nor what an emergency stop trips.
  mutating func noTrip(_ scan: Observation) {
    guard isOpen, !scan.isFirst, !scan.scene.isEmergencyStopPressed else { return }
    let rows = exercise.site.catalogue.rows
    for event in scan.events where event.kind == .rowRaised {
      let row = rows[Int(event.subject)]
      guard row.isLatched else { continue }
      decide(
        false, at: scan.scene.time, "\(row.row): \(row.cause.de)", "\(row.row): \(row.cause.en)")
      return
    }
  }

  /// Every alarm is to be acknowledged in time; alarms of an emergency stop do not count.
  mutating func acknowledged(within limit: Milliseconds, _ scan: Observation) {
    guard finding.outcome != .missed else { return }
    let time = scan.scene.time
    for (row, report) in scan.scene.snapshot.rows.enumerated() {
      if !report.isUnacknowledged { excused.remove(row) }
      if report.isUnacknowledged {
        guard unseen[row] == nil, !excused.contains(row) else { continue }
        if scan.scene.isEmergencyStopPressed {
          excused.insert(row)
        } else {
          unseen[row] = time
        }
      } else if let since = unseen.removeValue(forKey: row), isOpen {
        let from = max(since, origin)
        decide(
          true, at: time, "nach \(minutes(max(0, time - from)))",
          "after \(minutes(max(0, time - from)))")
      }
    }
    if let oldest = unseen.values.map({ max($0, origin) }).min(), time - oldest > limit {
      decide(
        false, at: time, "nach \(minutes(limit)) noch unquittiert",
        "still not acknowledged after \(minutes(limit))")
    }
  }
}

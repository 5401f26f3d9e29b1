// The account of one unit: the economic rule itself. A start is an investment, as for somebody who
// may rent skis or buy them and does not know how long the snow will last. While the unit stands,
// the benefit that it would have brought is gathered; once a share of the cost of a start has come
// together, it starts. While it runs, losses are gathered; once a share of the cost of the next
// start is lost, it stops. A clamp at zero and at the whole cost lets an old day never outvote
// today.

public import Plant

/// One unit as the rule sees it in this scan.
struct UnitCase: BitwiseCopyable {
  var offer: UnitOffer
  /// Benefit of running at the best power now, in EUR/h; negative is a loss.
  var rate = 0.0
  /// Cost of a start now, and of the start that would have to follow a stop, in EUR.
  var startCost = 0.0
  var restartCost = 0.0
  /// Shares of the two costs that decide.
  var startShare = 1.0
  var stopShare = 1.0
  var minimumUp: Milliseconds = 0
  var minimumDown: Milliseconds = 0
  /// Plant time since the last call, in ms.
  var elapsed: Milliseconds = 0
  /// True where run and stop may change.
  var isDecision = false
  /// True while the surplus of the site is unknown, and for how long it has been.
  var isBlind = false
  var blindFor: Milliseconds = 0
  /// Ends a run at once, minimum run time or not; `.none` when nothing does.
  var force: Reason = .none
  /// Stands against a start; `.none` when nothing does.
  var block: Reason = .none
  /// Why a unit stands whose running would not pay.
  var idle: Reason = .none
  /// Code of a start.
  var startCode: ReasonCode = .surplusPaysStart

  @_noAllocation
  init(offer: UnitOffer) { self.offer = offer }
}

/// What the rule remembers of one unit.
public struct Account: BitwiseCopyable, Equatable, Sendable {
  /// Benefit missed since the last stop, in EUR, never negative.
  public var benefit = 0.0
  /// Loss of running since it last paid, in EUR, never negative.
  public var loss = 0.0
  /// Dispatch wants it to run.
  public var runs = false
  /// Dispatch ended its run, and the unit has not come to rest yet.
  public var isLeaving = false
  /// Power that was proposed last, in kW.
  public var power = 0.0
  /// The last change of mind, told until the next decision.
  public var spoken: Reason = .none

  /// An account with nothing on it.
  @inlinable public init() {}

  /// Plant time after which a unit that nobody can count for is stopped, in ms.
  @inlinable public static var longestBlindRun: Milliseconds { 900_000 }

  /// Runs now, or was started by somebody else.
  @_noAllocation
  func isOn(_ offer: UnitOffer) -> Bool { runs || (offer.isRunning && !isLeaving) }

  /// Books this scan and says why the unit runs or stands. Afterwards `runs` is the answer.
  @_noAllocation
  mutating func judge(_ unit: UnitCase) -> Reason {
    if !unit.offer.isRunning { isLeaving = false }
    if unit.force.code.rawValue != ReasonCode.none.rawValue {
      if isOn(unit.offer) { stop(unit) }
      // A unit that goes on under other hands is welcome back as running.
      if !unit.offer.isAvailable { isLeaving = false }
      spoken = .none
      return unit.force
    }
    if isOn(unit.offer), !runs { start() }
    if unit.isBlind { return groped(unit) }
    if unit.isDecision { spoken = .none }
    let hours = Double(unit.elapsed) / 3_600_000
    return runs ? continued(unit, hours) : waited(unit, hours)
  }

  /// Without a known surplus nothing starts, and what runs goes on for a quarter of an hour at
  /// most, or until its minimum run time is over.
  @_noAllocation
  private mutating func groped(_ unit: UnitCase) -> Reason {
    spoken = .none
    let mayStop = !unit.offer.isRunning || unit.offer.since >= unit.minimumUp
    if runs, unit.blindFor >= Self.longestBlindRun, mayStop { stop(unit) }
    return Reason(
      .gridMeterMissing, value: Double(unit.blindFor) / 60_000,
      limit: Double(Self.longestBlindRun) / 60_000)
  }

  @_noAllocation
  private mutating func continued(_ unit: UnitCase, _ hours: Double) -> Reason {
    let threshold = unit.stopShare * unit.restartCost
    loss = Self.clamped(loss - unit.rate * hours, 0, unit.restartCost)
    if unit.rate >= 0 || loss < threshold {
      if spoken.code.rawValue != ReasonCode.none.rawValue { return spoken }
      return unit.rate > 0
        ? Reason(.runPays, value: unit.rate, limit: 0)
        : Reason(.minimumLoad, value: loss, limit: threshold)
    }
    if unit.offer.isRunning, unit.offer.since < unit.minimumUp {
      return Reason(
        .minimumUpTime, value: Double(unit.offer.since) / 60_000,
        limit: Double(unit.minimumUp) / 60_000)
    }
    let reason = Reason(.lossEndsRun, value: loss, limit: threshold)
    guard unit.isDecision else { return reason }
    stop(unit)
    spoken = reason
    return reason
  }

  @_noAllocation
  private mutating func waited(_ unit: UnitCase, _ hours: Double) -> Reason {
    let threshold = unit.startShare * unit.startCost
    benefit = Self.clamped(benefit + unit.rate * hours, 0, unit.startCost)
    if unit.rate <= 0 {
      return spoken.code.rawValue != ReasonCode.none.rawValue ? spoken : unit.idle
    }
    if unit.block.code.rawValue != ReasonCode.none.rawValue { return unit.block }
    if benefit < threshold {
      if spoken.code.rawValue != ReasonCode.none.rawValue { return spoken }
      return Reason(.benefitGathering, value: benefit, limit: threshold)
    }
    if unit.offer.since < unit.minimumDown || isLeaving {
      return Reason(
        .minimumDownTime, value: Double(unit.offer.since) / 60_000,
        limit: Double(unit.minimumDown) / 60_000)
    }
    guard unit.isDecision else {
      return Reason(.benefitGathering, value: benefit, limit: threshold)
    }
    let reason = Reason(unit.startCode, value: benefit, limit: threshold)
    start()
    spoken = reason
    return reason
  }

  @_noAllocation
  private mutating func start() {
    runs = true
    isLeaving = false
    benefit = 0
    loss = 0
  }

  @_noAllocation
  private mutating func stop(_ unit: UnitCase) {
    runs = false
    isLeaving = unit.offer.isRunning
    benefit = 0
    loss = 0
  }

  @_noAllocation
  private static func clamped(_ value: Double, _ low: Double, _ high: Double) -> Double {
    value < low ? low : (value > high ? high : value)
  }
}

// Findings: everything that binds a unit in this scan, not only the first thing. They answer three
// questions of an operator: why does it not start, why only so much, why did it stop.

/// What a finding is about.
public enum FindingKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Stands against a start.
  case start
  /// What the present step of a start or stop waits for.
  case wait
  /// Bounds the power of a running unit; value in kW, limit in kW.
  case power
  /// Ended the last run.
  case stop
  /// A person should look at it; the sequence goes on.
  case concern
}

/// One rule that binds one unit.
public struct Finding: BitwiseCopyable, Equatable, Sendable {
  /// The unit, by its place in the site's list of units.
  public var unit: Int16
  public var kind: FindingKind
  /// The rule, with its value and its limit.
  public var reason: Reason

  /// Gathers a finding.
  @inlinable public init(unit: Int16, _ kind: FindingKind, _ reason: Reason) {
    self.unit = unit
    self.kind = kind
    self.reason = reason
  }
}

extension Decision {
  /// The most findings that one scan keeps for each unit of the site, on average.
  public static let mostFindingsPerUnit = 24

  /// Adds a finding; a reason without a code is none. When the list is full the rest is dropped: the
  /// first ones are the ones that a person would ask for first.
  @inlinable
  public mutating func find(_ kind: FindingKind, of unit: Int, _ reason: Reason) {
    guard reason.code.rawValue != ReasonCode.none.rawValue, findingCount < findings.count else {
      return
    }
    findings[findingCount] = Finding(
      unit: Int16(truncatingIfNeeded: unit), kind, reason)
    findingCount += 1
  }
}

// Quality: what a value is worth. A missing value is never zero: it is `bad` with its reason, and the
// reader has to face that before he gets a number. Three classes, with a small closed set of reasons.

/// Why a value may be used with care only.
public enum UncertainReason: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Derived from inputs of which one is missing; the conservative case was taken.
  case substituted
  /// The device says that it is warming up, or its own diagnosis doubts the value.
  case deviceDoubts
  /// Two instruments for the same quantity disagree.
  case disagreement
}

/// Why a value may not be used at all.
public enum BadReason: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Never read since the controller started.
  case neverRead
  /// Older than the point allows, in real time.
  case stale
  /// The device does not implement it (NaN, 0x8000, 0xFFFF and their like).
  case notImplemented
  /// Outside the physical range of the instrument.
  case outOfRange
  /// The live zero is lost: below 3.6 mA or above 21 mA (NAMUR NE 43).
  case brokenWire
  /// The device reports a fault, an inhibit, a test or its warm-up.
  case deviceFault
  /// The device's own heartbeat stands still.
  case frozen
  /// The device answered this register with an exception.
  case refused
  /// The device is not the one the site file names, or its firmware is unknown.
  case wrongDevice
  /// The site has no such point.
  case notConfigured
}

/// What a value is worth.
public enum Quality: BitwiseCopyable, Equatable, Sendable {
  case good
  case uncertain(UncertainReason)
  case bad(BadReason)

  /// True unless the quality is bad.
  @inlinable public var isUsable: Bool {
    if case .bad = self { return false }
    return true
  }

  /// True only for `good`.
  @inlinable public var isGood: Bool {
    if case .good = self { return true }
    return false
  }

  /// One byte that stands for this quality in journals: 0 good, 64 and up uncertain, 128 and up bad.
  @inlinable public var code: UInt8 {
    switch self {
    case .good: 0
    case .uncertain(let reason): 64 + reason.rawValue
    case .bad(let reason): 128 + reason.rawValue
    }
  }

  /// The quality that a journal wrote as `code`; nil for a byte that means nothing.
  @inlinable public init?(code: UInt8) {
    if code == 0 {
      self = .good
    } else if code >= 128, let reason = BadReason(rawValue: code - 128) {
      self = .bad(reason)
    } else if code >= 64, code < 128, let reason = UncertainReason(rawValue: code - 64) {
      self = .uncertain(reason)
    } else {
      return nil
    }
  }
}

// Two times rule a scan. Real time rules what is physical about the computer and its wires: the scan
// period, the age of samples, communication loss, heartbeats. Plant time rules the process: row delays,
// purges, sequences, ramps, tariffs. On a real site both run alike; a simulated site may run plant time
// faster. Both are Int64 milliseconds, and both come in as arguments: the core has no clock.

/// A duration or an instant in milliseconds.
public typealias Milliseconds = Int64

/// Instants that mean something by themselves.
public enum Instant {
  /// An instant before all others: it has not happened yet.
  @inlinable public static var never: Milliseconds { -4_000_000_000_000_000 }
}

/// Which of the two times a delay is counted in.
public enum TimeBase: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Process time, possibly scaled on a simulated site.
  case plant
  /// The monotonic clock of this computer.
  case real
}

/// The instants of one scan.
public struct ScanTime: BitwiseCopyable, Equatable, Sendable {
  /// Number of the scan since the controller started, counted from 1.
  public var scan: UInt64
  /// Monotonic real time, in ms since an origin that means nothing.
  public var real: Milliseconds
  /// Plant time, in ms since 1970-01-01T00:00:00Z.
  public var plant: Milliseconds
  /// Offset of the site's civil time from UTC at `plant`, in ms (tariffs and calendars need it).
  public var civilOffset: Milliseconds

  /// Gathers the instants of one scan.
  @inlinable public init(
    scan: UInt64, real: Milliseconds, plant: Milliseconds, civilOffset: Milliseconds = 3_600_000
  ) {
    self.scan = scan
    self.real = real
    self.plant = plant
    self.civilOffset = civilOffset
  }

  /// The instant on the given time base.
  @inlinable public func now(_ base: TimeBase) -> Milliseconds {
    switch base {
    case .plant: plant
    case .real: real
    }
  }

  /// Milliseconds since midnight in the site's civil time, 0 ..< 86 400 000.
  @inlinable public var timeOfDay: Milliseconds {
    let local = (plant + civilOffset) % 86_400_000
    return local < 0 ? local + 86_400_000 : local
  }
}

// Samples: value + quality + time. The raw form lies in trays and images; the typed form is what a
// reader gets, and its value is an optional, so nobody reads a number without facing its quality.

/// A sample as it lies in the process image.
public struct RawSample: BitwiseCopyable, Equatable, Sendable {
  /// The number in the point's unit; finite, and without meaning when the quality is bad.
  public var value: Double
  /// What the value is worth.
  public var quality: Quality
  /// Real time of the acquisition, in ms.
  public var time: Milliseconds

  /// Gathers a sample. A value that is not finite becomes bad, whatever the caller thought of it.
  @inlinable public init(value: Double, quality: Quality, time: Milliseconds) {
    let isFinite = value - value == 0
    self.value = isFinite && quality.isUsable ? value : 0
    self.quality = isFinite || !quality.isUsable ? quality : .bad(.notImplemented)
    self.time = time
  }

  /// A good sample.
  @inlinable public static func good(_ value: Double, at time: Milliseconds) -> RawSample {
    RawSample(value: value, quality: .good, time: time)
  }

  /// A sample that says only why there is no value.
  @inlinable public static func bad(_ reason: BadReason, at time: Milliseconds) -> RawSample {
    RawSample(value: 0, quality: .bad(reason), time: time)
  }

  /// The value, or nil when it may not be used.
  @inlinable public var usable: Double? { quality.isUsable ? value : nil }

  /// The same sample as it stands at `now`: bad when it is older than `maxAge`.
  @inlinable public func aged(at now: Milliseconds, maxAge: Milliseconds) -> RawSample {
    if quality.isUsable, now - time > maxAge {
      return RawSample(value: 0, quality: .bad(.stale), time: time)
    }
    return self
  }
}

/// A sample with its unit in the type.
public struct Sample<Q: Quantity>: BitwiseCopyable, Sendable {
  /// The raw sample.
  public let raw: RawSample
  /// Gives a raw sample its type.
  @inlinable public init(_ raw: RawSample) { self.raw = raw }
  /// The quantity, or nil when it may not be used.
  @inlinable public var usable: Q? { raw.quality.isUsable ? Q(raw.value) : nil }
  /// What the value is worth.
  @inlinable public var quality: Quality { raw.quality }
}

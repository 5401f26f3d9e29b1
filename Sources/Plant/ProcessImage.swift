// The process image: all samples of the plant, frozen for one scan. Whoever fills it does so before the
// step begins; the step only borrows it.

/// All samples of one scan.
public struct ProcessImage: ~Copyable, Sendable {
  /// The instants of the scan.
  public var time: ScanTime
  /// One sample for each measured point of the site, in the order of its list.
  public var samples: Slots<RawSample>

  /// An image in which nothing has been read yet.
  public init(points: Int, time: ScanTime = ScanTime(scan: 0, real: 0, plant: 0)) {
    self.time = time
    samples = Slots(repeating: .bad(.neverRead, at: 0), count: points)
  }

  /// Takes over what another image of the same site holds.
  public mutating func copy(from other: borrowing ProcessImage) {
    time = other.time
    samples.copy(from: other.samples)
  }

  /// The sample of a typed point; a point that the site lacks is bad.
  @inlinable public subscript<Q: Quantity>(point: Point<Q>) -> Sample<Q> {
    Sample(self[point.index])
  }

  /// The sample of an untyped point; a point that the site lacks is bad.
  @inlinable public subscript(index: PointIndex) -> RawSample {
    guard index.exists else { return .bad(.notConfigured, at: time.real) }
    return samples[Int(index.raw)]
  }
  /// The sample of a measured point from this image, or of a derived point from `derived`, whose
  /// points follow the measured ones in the site's list.
  @inlinable public func sample(
    at index: PointIndex, or derived: borrowing Slots<RawSample>
  ) -> RawSample {
    let place = Int(index.raw)
    if place < samples.count { return self[index] }
    guard place - samples.count < derived.count else {
      return .bad(.notConfigured, at: time.real)
    }
    return derived[place - samples.count]
  }
}

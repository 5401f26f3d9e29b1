// A histogram of times: how late the scan woke, how long it took. Sixteen buckets to the octave keep
// every quantile within 7 % of the truth from one microsecond to sixteen seconds, in a few kilobytes
// that are allocated once.

import Plant

/// Counts times by their size.
struct Histogram {
  private static let perOctave = 16
  private static let octaves = 24
  private var buckets = [UInt32](repeating: 0, count: perOctave * (octaves + 1))
  private(set) var count: UInt64 = 0
  private(set) var longest: UInt64 = 0

  /// Adds one time, in microseconds.
  mutating func record(_ microseconds: UInt64) {
    count += 1
    longest = max(longest, microseconds)
    buckets[Self.bucket(of: microseconds)] &+= 1
  }

  /// The time that a share of all times does not exceed, in microseconds; 0 without any. It is the
  /// upper edge of its bucket, and never more than the longest time.
  func quantile(_ share: Double) -> UInt64 {
    let wanted = UInt64((share * Double(count)).rounded(.up))
    var seen: UInt64 = 0
    for (place, bucket) in buckets.enumerated() where bucket > 0 {
      seen += UInt64(bucket)
      if seen >= wanted { return min(Self.upperEdge(of: place), longest) }
    }
    return longest
  }

  /// What a snapshot tells of it.
  var quantiles: Quantiles {
    var told = Quantiles()
    told.p50 = quantile(0.5)
    told.p99 = quantile(0.99)
    told.p999 = quantile(0.999)
    told.longest = longest
    return told
  }

  /// Below sixteen every time has its own bucket; above, the leading bit chooses the octave and the
  /// next four bits the bucket in it.
  private static func bucket(of time: UInt64) -> Int {
    guard time >= UInt64(perOctave) else { return Int(time) }
    let octave = 63 - time.leadingZeroBitCount - 4
    guard octave < octaves - 4 else { return perOctave * (octaves + 1) - 1 }
    return perOctave * (octave + 1) + Int(time >> UInt64(octave)) - perOctave
  }

  private static func upperEdge(of bucket: Int) -> UInt64 {
    guard bucket >= perOctave else { return UInt64(bucket) }
    guard bucket < perOctave * (octaves + 1) - 1 else { return .max }
    let octave = bucket / perOctave - 1
    let within = UInt64(bucket % perOctave + perOctave)
    return ((within + 1) << UInt64(octave)) - 1
  }
}

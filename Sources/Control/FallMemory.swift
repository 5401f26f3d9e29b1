// How far a value has fallen: a smoothed value is marked at fixed intervals, and the present one is held
// against the highest mark of the last few. So a slow loss is seen through the trembling of instruments,
// and a single odd reading is no loss.

import Plant

/// Remembers the last marks of one value.
public struct FallMemory: BitwiseCopyable, Sendable {
  /// Most marks that are remembered.
  static let mostMarks: Int32 = 16

  var isStarted = false
  var smooth = 0.0
  var highest = 0.0
  var last = 0.0
  /// Plant time since the last mark, in ms.
  var age: Milliseconds = 0
  var count: Int32 = 0
  var next: Int32 = 0
  var marks = InlineArray<16, Double>(repeating: 0)

  public init() {}

  /// Forgets everything: the next value is the first.
  @_noAllocation
  mutating func startOver() {
    isStarted = false
    count = 0
    next = 0
  }

  /// Takes in a value, and says how far it lies below the highest of the last marks; never negative.
  /// - Parameters:
  ///   - passed: plant time since the last value, in ms.
  ///   - lag: time constant of the smoothing, in ms.
  ///   - interval: time between two marks, in ms.
  ///   - slots: how many marks count, at most `mostMarks`.
  ///   - step: a change of more than this from one value to the next is no loss but another instrument,
  ///     and the memory begins anew.
  @_noAllocation
  mutating func fall(
    of value: Double, after passed: Milliseconds, lag: Double, interval: Milliseconds,
    slots: Int32, step: Double = 1e9
  ) -> Double {
    let change = value - last
    last = value
    if !isStarted || change > step || change < -step {
      isStarted = true
      smooth = value
      age = 0
      count = 0
      next = 0
      return 0
    }
    smooth += (value - smooth) * Double(passed) / (lag + Double(passed))
    age += passed
    if age >= interval {
      age = 0
      mark(slots < Self.mostMarks ? slots : Self.mostMarks)
    }
    return count > 0 && highest > smooth ? highest - smooth : 0
  }

  @_noAllocation
  private mutating func mark(_ slots: Int32) {
    if next >= slots { next = 0 }
    marks[Int(next)] = smooth
    next += 1
    if count < slots { count += 1 }
    highest = marks[0]
    for place in 1..<Int(count) where marks[place] > highest { highest = marks[place] }
  }
}

extension FallMemory {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(isStarted)
    writer.write(smooth)
    writer.write(highest)
    writer.write(last)
    writer.write(age)
    writer.write(count)
    writer.write(next)
    for place in marks.indices { writer.write(marks[place]) }
  }

  init?(from reader: inout CanonicalReader) {
    guard let started = reader.readBool(), let smooth = reader.readDouble(),
      let highest = reader.readDouble(), let last = reader.readDouble(),
      let age = reader.read(Milliseconds.self),
      let count = reader.read(Int32.self), let next = reader.read(Int32.self),
      (0...Self.mostMarks).contains(count), (0...Self.mostMarks).contains(next)
    else { return nil }
    self.init()
    for place in marks.indices {
      guard let mark = reader.readDouble() else { return nil }
      marks[place] = mark
    }
    isStarted = started
    self.smooth = smooth
    self.highest = highest
    self.last = last
    self.age = age
    self.count = count
    self.next = next
  }
}

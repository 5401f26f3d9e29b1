// How far a value has risen above its lowest. What counts as the lowest must have lasted for some seconds:
// one garbled answer of an instrument would otherwise be the lowest for as long as anybody looks, and every
// sound value after it a rise that ends only when the line is vented.

import Plant

/// Remembers the lowest value that lasted.
public struct RiseMemory: BitwiseCopyable, Sendable {
  /// For how long a value must have been lower, in ms of plant time. No instrument of a pressure may be
  /// silent for as long as this.
  static var lasting: Milliseconds {
    @_noAllocation get { 5_000 }
  }

  var hasLowest = false
  var lowest = 0.0
  /// The highest value of those that have been lower without a gap, and for how long they have been.
  var candidate = 0.0
  var lowerFor: Milliseconds = 0

  public init() {}

  /// Forgets everything: the lowest is sought anew.
  @_noAllocation
  mutating func startOver() {
    hasLowest = false
    lowerFor = 0
  }

  /// Takes in a value, `passed` ms after the last one, and says how far it lies above the lowest that
  /// lasted; 0 until there is one, and never negative.
  @_noAllocation
  mutating func rise(of value: Double, after passed: Milliseconds) -> Double {
    if hasLowest, value >= lowest {
      lowerFor = 0
      return value - lowest
    }
    if lowerFor == 0 || value > candidate { candidate = value }
    lowerFor += passed > 0 ? passed : 1
    if lowerFor > Self.lasting {
      lowest = candidate
      hasLowest = true
      lowerFor = 0
    }
    return 0
  }
}

extension RiseMemory {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(hasLowest)
    writer.write(lowest)
    writer.write(candidate)
    writer.write(lowerFor)
  }

  init?(from reader: inout CanonicalReader) {
    guard let hasLowest = reader.readBool(), let lowest = reader.readDouble(),
      let candidate = reader.readDouble(), let lowerFor = reader.read(Milliseconds.self)
    else { return nil }
    self.init()
    self.hasLowest = hasLowest
    self.lowest = lowest
    self.candidate = candidate
    self.lowerFor = lowerFor
  }
}

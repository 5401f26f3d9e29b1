// The clock of a site: monotonic real time, and plant time that runs alike or, on a simulated site,
// faster. Simulator and controller share a scaled clock by sharing its three numbers.

import Foundation
public import Plant

/// Turns monotonic real time into plant time.
public struct PlantClock: Equatable, Sendable {
  /// Monotonic real time, in ms, at which plant time was `plantOrigin`.
  public var realOrigin: Milliseconds
  /// Plant time at `realOrigin`, in ms since 1970-01-01T00:00:00Z.
  public var plantOrigin: Milliseconds
  /// Plant seconds per real second; 1 on every real site.
  public var speed: Double

  /// A clock through one known pair of instants.
  public init(realOrigin: Milliseconds, plantOrigin: Milliseconds, speed: Double) {
    self.realOrigin = realOrigin
    self.plantOrigin = plantOrigin
    self.speed = speed
  }

  /// The clock of a real site: plant time is the time of day at this moment, and runs as fast.
  public static func wall() -> PlantClock {
    PlantClock(
      realOrigin: monotonicNow(), plantOrigin: Milliseconds(Date().timeIntervalSince1970 * 1000),
      speed: 1)
  }

  /// Plant time at a monotonic real time.
  public func plant(at real: Milliseconds) -> Milliseconds {
    plantOrigin + Milliseconds((Double(real - realOrigin) * speed).rounded())
  }

  /// Reads `REAL,PLANT,SPEED`, the form in which a simulator hands its clock to a controller.
  public init?(text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3, let real = Milliseconds(parts[0]), let plant = Milliseconds(parts[1]),
      let speed = Double(parts[2]), speed > 0, speed <= 1000
    else { return nil }
    self.init(realOrigin: real, plantOrigin: plant, speed: speed)
  }

  /// The form that `init(text:)` reads.
  public var text: String { "\(realOrigin),\(plantOrigin),\(speed)" }
}

/// Monotonic real time, in ms; the same for all processes of a computer.
public func monotonicNow() -> Milliseconds { monotonicMicroseconds() / 1000 }

/// Monotonic real time, in microseconds.
public func monotonicMicroseconds() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000
}

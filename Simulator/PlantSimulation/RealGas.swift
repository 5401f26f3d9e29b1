// RealGas: density of hydrogen between vacuum and 2000 bar by the equation of Lemmon, Huber and
// Leachman (NIST J. Res. 113, 341, 2008), which ideal gas misses by 13 % in a full bundle. One value
// stands for one temperature, so that the powers of the temperature are taken once.

import Foundation

/// Hydrogen at one temperature.
public struct RealGas: Sendable {
  /// The temperature, in K.
  public let kelvin: Double
  // Coefficients a (100/T)^b, gathered by the power of the pressure in MPa that they belong to.
  private let first: Double
  private let second: Double
  private let power242: Double
  private let power263: Double
  private let third: Double
  private let fourth: Double
  private let fifth: Double

  /// Hydrogen at `celsius`, in degC; useful from -100 to 200 degC.
  public init(celsius: Double) {
    self.init(kelvin: celsius + 273.15)
  }

  /// Hydrogen at `kelvin`.
  public init(kelvin: Double) {
    self.kelvin = kelvin
    let x = 100 / kelvin
    first = 0.058_884_60 * pow(x, 1.325) - 0.061_361_11 * pow(x, 1.87)
    second = -0.002_650_473 * pow(x, 2.5) + 0.002_731_125 * pow(x, 2.8)
    power242 = 0.001_802_374 * pow(x, 2.938)
    power263 = -0.001_150_707 * pow(x, 3.14)
    third = 0.958_852_8e-4 * pow(x, 3.37)
    fourth = -0.110_904_0e-6 * pow(x, 3.75)
    fifth = 0.126_440_3e-9 * pow(x, 4)
  }

  /// Compressibility factor Z at `bar`, an absolute pressure.
  public func compressibility(bar: Double) -> Double {
    guard bar > 0 else { return 1 }
    let p = bar / 10
    return 1 + p * first + p * p * (second + p * (third + p * (fourth + p * fifth)))
      + power242 * pow(p, 2.42) + power263 * pow(p, 2.63)
  }

  /// Density at `bar`, an absolute pressure, in kg/m3.
  public func density(bar: Double) -> Double {
    bar * 1e5 / (compressibility(bar: bar) * Hydrogen.specificGasConstant * kelvin)
  }

  /// The absolute pressure, in bar, at which the density is `density`, in kg/m3.
  ///
  /// Newton on p = rho R T Z(p). Z grows slowly, so few steps reach the last digits.
  public func pressure(density: Double) -> Double {
    guard density > 0 else { return 0 }
    let ideal = density * Hydrogen.specificGasConstant * kelvin / 1e5
    var bar = ideal
    for _ in 0..<12 {
      let p = bar / 10
      let slope =
        first + p * (2 * second + p * (3 * third + p * (4 * fourth + p * 5 * fifth)))
        + 2.42 * power242 * pow(p, 1.42) + 2.63 * power263 * pow(p, 1.63)
      let change = (bar - ideal * compressibility(bar: bar)) / (1 - ideal * slope / 10)
      bar -= change
      if abs(change) < 1e-12 * bar { break }
    }
    return bar
  }
}

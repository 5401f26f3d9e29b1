// PipeVolume: a small piece of pipe or vessel that holds hydrogen, at the temperature of its room. Up to
// 40 bar a straight line for Z is good to 0.1 %, and it can be solved both ways without a loop, which
// matters ten times a second.

/// Hydrogen in a small volume.
struct PipeVolume: Sendable {
  /// Content, in litres of water.
  let litres: Double
  /// Hydrogen inside, in kg.
  private(set) var mass: Double

  private static let kelvin = 293.15
  private static let slope = 5.97e-4  // dZ/dp at 20 degC, per bar
  private static let heat = Hydrogen.specificGasConstant * kelvin  // J/kg

  /// A volume filled to `gauge`, in bar(g).
  init(litres: Double, gauge: Double = 0) {
    self.litres = litres
    mass = Self.density(bar: gauge + Hydrogen.ambientPressure) * litres / 1000
  }

  private static func density(bar: Double) -> Double {
    bar * 1e5 / (heat * (1 + slope * bar))
  }

  /// Pressure, in bar(g).
  var gauge: Double {
    let ideal = mass / litres * 1000 * Self.heat / 1e5
    return ideal / (1 - ideal * Self.slope) - Hydrogen.ambientPressure
  }

  /// About how much more mass raises the pressure by one bar, in kg.
  var capacity: Double { litres / 1000 * 1e5 / Self.heat }

  /// Lets `kilogram` in.
  mutating func add(_ kilogram: Double) { mass += kilogram }

  /// Takes out `kilogram`, or what there is; returns what was taken.
  mutating func take(_ kilogram: Double) -> Double {
    let taken = max(0, min(kilogram, mass))
    mass -= taken
    return taken
  }

  /// Lets out what is above `gauge`, in bar(g); returns the mass, in kg.
  mutating func relieve(above gauge: Double) -> Double {
    guard self.gauge > gauge else { return 0 }
    let allowed = Self.density(bar: gauge + Hydrogen.ambientPressure) * litres / 1000
    return take(mass - allowed)
  }

  mutating func exchange(_ archive: inout Archive) { archive.exchange(&mass) }
}

// Hydrogen: the numbers of the substance that everything else in this module stands on. They follow
// from natural constants, so that tests can hold the models against them and not against each other.

/// Constants of hydrogen and of its electrochemistry.
public enum Hydrogen {
  /// Charge of one mole of electrons, in A s/mol (CODATA 2018).
  public static let faraday = 96_485.332_12
  /// Molar mass, in kg/mol.
  public static let molarMass = 2.015_88e-3
  /// Universal gas constant of the equation of state, in J/(mol K).
  public static let gasConstant = 8.314_472
  /// Gas constant of hydrogen, in J/(kg K).
  public static let specificGasConstant = gasConstant / molarMass
  /// Mass of a norm cubic metre (0 degC, 1.01325 bar(a)), in kg.
  public static let normDensity = 0.089_88
  /// Lower and higher heating value, in kWh/kg.
  public static let lowerHeatingValue = 33.33
  public static let higherHeatingValue = 39.39
  /// What one cell makes, or uses, by one ampere in one hour (Faraday's law), in kg.
  public static let massPerAmpereHour = 3600 / (2 * faraday) * molarMass
  /// Volume of the same, in norm m3, for the ideal molar volume of 22.41397 L.
  public static let normVolumePerAmpereHour = 3600 / (2 * faraday) * 0.022_413_97
  /// Cell voltage below which no water splits, at 25 degC, in V.
  public static let reversibleVoltage = 237_130 / (2 * faraday)
  /// Cell voltage at which electrolysis neither warms nor cools, in V.
  public static let thermoneutralVoltage = 285_830 / (2 * faraday)
  /// Cell voltage that the lower heating value stands for, in V.
  public static let lowerHeatingVoltage = 241_830 / (2 * faraday)
  /// Lower explosive limit in air, in vol%.
  public static let lowerExplosiveLimit = 4.0
  /// Pressure of the air around, in bar(a); gauge pressures count from here.
  public static let ambientPressure = 1.013_25

  /// The norm litres that a mass fills.
  public static func normLitres(ofMass kilogram: Double) -> Double {
    kilogram / normDensity * 1000
  }

  /// The mass of norm litres, in kg.
  public static func mass(ofNormLitres litres: Double) -> Double {
    litres * normDensity / 1000
  }
}

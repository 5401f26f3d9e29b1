// Units of measure, one list for the whole house. Site files and device profiles write the `symbol`;
// telemetry sends the UCUM code. A unit that is not here cannot be configured, by intention.

/// A unit of measure that a point or a limit may carry.
public enum UnitOfMeasure: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case one
  case contact
  case percent
  case percentLEL
  case volumePercent
  case barGauge
  case barAbsolute
  case kilopascal
  case celsius
  case kelvin
  case watt
  case kilowatt
  case kilowattHour
  case wattHour
  case volt
  case ampere
  case hertz
  case voltAmpere
  case voltAmpereReactive
  case kilogram
  case kilogramPerHour
  case normLitrePerHour
  case normLitrePerMinute
  case normLitre
  case litrePerMinute
  case cubicMetre
  case cubicMetrePerHour
  case microsiemensPerCentimetre
  case milliampere
  case second
  case millisecond
  case minute
  case hour
  case revolutionPerMinute
  case euroPerKilowattHour
  case byte
  case degree
  case airChange
  case barDifference
  case barPerMinute
  case day

  /// How people and files write the unit.
  public var symbol: String { Self.table[Int(rawValue)].symbol }

  /// The UCUM code for telemetry (case-sensitive form), "1" for what has no unit.
  public var ucum: String { Self.table[Int(rawValue)].ucum }

  /// The unit written as `symbol`, if there is one.
  public init?(symbol: String) {
    guard let found = Self.allCases.first(where: { $0.symbol == symbol }) else { return nil }
    self = found
  }

  private static let table: [(symbol: String, ucum: String)] = [
    ("1", "1"), ("0/1", "1"), ("%", "%"), ("% LEL", "%"), ("vol%", "%"),
    ("bar(g)", "bar"), ("bar(a)", "bar"), ("kPa", "kPa"), ("degC", "Cel"), ("K", "K"),
    ("W", "W"), ("kW", "kW"), ("kWh", "kW.h"), ("Wh", "W.h"), ("V", "V"), ("A", "A"),
    ("Hz", "Hz"), ("VA", "V.A"), ("var", "V.A"), ("kg", "kg"), ("kg/h", "kg/h"),
    ("NL/h", "L/h"), ("NL/min", "L/min"), ("NL", "L"), ("L/min", "L/min"), ("m3", "m3"),
    ("m3/h", "m3/h"), ("uS/cm", "uS/cm"), ("mA", "mA"), ("s", "s"), ("ms", "ms"),
    ("min", "min"), ("h", "h"), ("rpm", "{rev}/min"), ("EUR/kWh", "1/(kW.h)"), ("B", "By"),
    ("deg", "deg"), ("air changes", "1"), ("bar(d)", "bar"), ("bar/min", "bar/min"), ("d", "d"),
  ]
}

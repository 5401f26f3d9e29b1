// Quantities: numbers that carry their unit in the type. A bar cannot be added to a kilowatt, and a
// limit in bar(g) cannot be compared with a real-gas pressure in bar(a): the compiler says so. The
// unit of a point that is only known from a site file is a `UnitOfMeasure`.

/// A number with its unit in the type. Values are finite; what is missing is a `Quality`.
public protocol Quantity: BitwiseCopyable, Comparable, Sendable {
  /// The unit that `value` is counted in.
  static var unit: UnitOfMeasure { get }
  /// The number, in `unit`.
  var value: Double { get }
  /// Wraps a number that is already in `unit`.
  init(_ value: Double)
}

extension Quantity {
  /// Orders two quantities of the same unit.
  @inlinable public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

  /// True when this is more than `other`; usable where the step may not allocate.
  @inlinable public func isAbove(_ other: Self) -> Bool { value > other.value }

  /// True when this is less than `other`; usable where the step may not allocate.
  @inlinable public func isBelow(_ other: Self) -> Bool { value < other.value }
}

/// Pressure above the surrounding air, as gauges and limits show it. Unit bar(g).
public struct BarGauge: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .barGauge }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
  /// The same pressure against vacuum, with the standard atmosphere of 1.01325 bar.
  @inlinable public var absolute: BarAbsolute { BarAbsolute(value + 1.01325) }
}

/// Pressure against vacuum, as the real-gas equation takes it. Unit bar(a).
public struct BarAbsolute: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .barAbsolute }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// Temperature in degrees Celsius.
public struct Celsius: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .celsius }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// Electric or thermal power. Positive into the site's bus, where direction matters. Unit kW.
public struct Kilowatt: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .kilowatt }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// Hydrogen in air as a share of the lower explosion limit of 4.0 vol%. German: UEG. Unit % LEL.
public struct PercentLEL: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .percentLEL }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// One gas in another as a share of the volume. Unit vol%.
public struct VolumePercent: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .volumePercent }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// A share of a whole. Unit %.
public struct Percent: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .percent }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// Volume flow of air or water. Unit m3/h.
public struct CubicMetrePerHour: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .cubicMetrePerHour }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// Hydrogen flow at 0 C and 1.01325 bar. Unit NL/h.
public struct NormLitrePerHour: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .normLitrePerHour }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
  /// The same flow as mass, in kg/h, with 0.08988 kg per norm cubic metre.
  @inlinable public var kilogramPerHour: Double { value * 0.08988 / 1000 }
}

/// Mass of hydrogen. Unit kg.
public struct Kilogram: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .kilogram }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// Electric potential. Unit V.
public struct Volt: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .volt }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// Electric current. Unit A.
public struct Ampere: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .ampere }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// A code, a count or a bit pattern: a number whose meaning the device profile gives. Unit 1.
public struct Count: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .one }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// A contact or switch: 0 is open, anything else is closed. Unit 0/1.
public struct Contact: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .contact }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
  /// True when the contact is closed, which for supervision contacts means healthy.
  @inlinable public var isClosed: Bool { value != 0 }
}

/// A difference of two pressures. Unit bar(d).
public struct BarDifference: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .barDifference }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// A rate of pressure. Unit bar/min.
public struct BarPerMinute: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .barPerMinute }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// Hydrogen flow at 0 C and 1.01325 bar. Unit NL/min.
public struct NormLitrePerMinute: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .normLitrePerMinute }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
  /// The same flow as mass, in kg/h, with 0.08988 kg per norm cubic metre.
  @inlinable public var kilogramPerHour: Double { value * 60 * 0.08988 / 1000 }
}

/// A duration, in s.
public struct Second: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .second }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// A duration, in days.
public struct Day: Quantity {
  @inlinable public static var unit: UnitOfMeasure { .day }
  public let value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

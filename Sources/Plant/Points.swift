// Points: every datum of a plant has one place in one list, fixed at start. The core reaches it by a
// typed index, never by name; historian, telemetry and panel walk the same list by its definitions, so
// a new point appears everywhere by itself.

/// The place of a point in the site's list, without its type. `none` is a point the site lacks.
public struct PointIndex: BitwiseCopyable, Hashable, Sendable {
  /// Position in the list, or -1 for a point that the site does not have.
  public let raw: Int16
  /// A point that the site does not have.
  @inlinable public static var none: PointIndex { PointIndex(raw: -1) }
  /// Names the point at position `raw`.
  @inlinable public init(raw: Int16) { self.raw = raw }
  /// True when the site has this point.
  @inlinable public var exists: Bool { raw >= 0 }
}

/// The place of a point in the site's list, with its unit in the type.
public struct Point<Q: Quantity>: BitwiseCopyable, Sendable {
  /// The untyped place.
  public let index: PointIndex
  /// A point that the site does not have.
  @inlinable public static var none: Point<Q> { Point(.none) }
  /// Gives a place its type; only the site's configuration, which checked the unit, does this.
  @inlinable public init(_ index: PointIndex) { self.index = index }
  /// True when the site has this point.
  @inlinable public var exists: Bool { index.exists }
}

/// Where the value of a point comes from.
public enum PointOrigin: UInt8, BitwiseCopyable, Sendable {
  /// Read from a device.
  case measured
  /// Computed by the controller in the same scan.
  case derived
}

/// What the house knows about a point besides its value.
public struct PointDefinition: Sendable {
  /// Unique within the site: `device.point`, in the pattern of topics (`el-1.h2-flow`).
  public var name: String
  /// The device that the point belongs to, for topics and pages; derived points belong to a unit.
  public var device: String
  /// Label on the drawings (`PT-201`), empty where there is none.
  public var tag: String
  /// Unit of the value.
  public var unit: UnitOfMeasure
  /// Physical range of the instrument in `unit`; a value outside is bad, not clipped.
  public var range: ClosedRange<Double>
  /// The oldest age, in real time, at which a sample is still used.
  public var maxAge: Milliseconds
  /// Measured or derived.
  public var origin: PointOrigin
  /// Change that is worth a new row of history, in `unit`.
  public var deadBand: Double
  /// What the point is, for people.
  public var text: BilingualText
  /// The unit that the point tells of (`el-1`), a meter of a unit that unit's; empty where none is
  /// named, then it is the unit with the name of the device, if there is one.
  public var owner = ""
  /// What the point tells of its owner; nil for derived points and for those that are only shown.
  public var signal: Signal?

  /// Describes a point.
  public init(
    name: String, device: String, tag: String = "", unit: UnitOfMeasure,
    range: ClosedRange<Double> = -1e9...1e9, maxAge: Milliseconds = 5_000,
    origin: PointOrigin = .measured, deadBand: Double = 0,
    text: BilingualText = .init(de: "", en: "")
  ) {
    self.name = name
    self.device = device
    self.tag = tag
    self.unit = unit
    self.range = range
    self.maxAge = maxAge
    self.origin = origin
    self.deadBand = deadBand
    self.text = text
  }
}

/// A text for people, in the two languages of the house.
public struct BilingualText: Equatable, Sendable {
  /// German, with real umlauts.
  public var de: String
  /// English.
  public var en: String
  /// Joins the two.
  public init(de: String, en: String) {
    self.de = de
    self.en = en
  }
}

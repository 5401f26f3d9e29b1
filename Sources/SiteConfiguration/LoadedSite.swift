// A loaded site: everything that the rest of the house needs to know about one site, read from its files
// and checked against each other. Core, gallery, drivers and simulator each take their part; none of
// them opens a file.

public import Control
public import DeviceProfiles
public import Plant

/// One site, read and checked.
public struct LoadedSite: Sendable {
  /// What the core borrows.
  public var description: SiteDescription
  /// Names and texts in the order of the core's indices.
  public var catalogue: SiteCatalogue
  /// What drivers and the simulated devices need, in the order of the file.
  public var devices: [DeviceBinding]
  /// Numbers and relations of the units, in the order of the catalogue.
  public var units: [SiteUnit]
  /// What each point tells, in the order of the catalogue; nil for points that are only shown.
  public var pointSources: [PointSource?] = []
  /// The `simulation` section; nil on a real site.
  public var simulation: SimulationSettings?
  public var telemetry: TelemetrySettings
  /// Period of the scan, in ms of real time.
  public var scanPeriod: Milliseconds
  /// TCP port of the operator panel.
  public var panelPort: Int
  /// Name of the folder for journal, latches and history, below the controller's own.
  public var stateName: String
  /// Civil time of the site, as a name of the IANA data base.
  public var timeZone: String
  /// True when the fire concept wants the fan to run in a fire.
  public var fanRunsInFire: Bool
  /// What may run without a person on site.
  public var unattended: UnattendedRule
  /// Rows that the site declares as not applicable, with the reason for people.
  public var notApplicable: [String: BilingualText]
  /// Where each row of the interlock table comes from, in the order of the table.
  public var rowSources: [String]
  /// FNV-1a over the content of all files read, without comments and layout.
  public var digest: UInt64
}

/// Which signal of which unit a point tells. A link point names its device instead of a unit.
public struct PointSource: Equatable, Sendable {
  public var unit: String
  public var signal: Signal
}

/// One unit with the numbers of the site file.
public struct SiteUnit: Sendable {
  public var name: String
  public var kind: UnitKind
  public var tag: String
  /// Numbers by key, in the unit that the key demands (`volume` in m3, `rated-power` in kW);
  /// switches are 0 or 1.
  public var numbers: [String: Double]
  /// Names of other units by key (`inlet`, `bank`, `of`).
  public var references: [String: String]
}

/// Where telemetry goes.
public struct TelemetrySettings: Equatable, Sendable {
  public var broker: String
  public var port: Int
  /// First level of all topics.
  public var prefix: String
}

/// What may run without a person on site.
public struct UnattendedRule: Equatable, Sendable {
  public var hydrogen: Bool
  public var booster: Bool
  public var text: BilingualText
}

/// What a simulated plant is made of; only sites that say `simulated: true` have one.
public struct SimulationSettings: Equatable, Sendable {
  /// Solar field: peak power in kW, and the field (`south-30`, `east-west-10`).
  public var solarPeakPower = 0.0
  public var solarField = ""
  /// Electric load: energy of a year in kWh, and the standard profile (`g1`).
  public var loadEnergy = 0.0
  public var loadProfile = ""
  /// Heat demand: energy of a year in kWh, and the standard profile (`gko`).
  public var heatEnergy = 0.0
  public var heatProfile = ""
  /// Hydrogen drawn for lessons; nil where there are none.
  public var draw: HydrogenDraw?
  /// Start values by unit and key: `mass` kg, `temperature` degC, `pressure` bar(g), `energy` kWh.
  public var start: [String: [String: Double]] = [:]
  public init() {}
}

/// Hydrogen that consumers draw on some weekdays.
public struct HydrogenDraw: Equatable, Sendable {
  /// Mass on each of the days, in kg.
  public var mass: Double
  /// Weekdays: bit 0 is Monday.
  public var weekdays: UInt8
  /// Begin and end of the drawing, in ms since midnight of civil time.
  public var from: Milliseconds
  public var to: Milliseconds
}

// The points that the controller computes for the units of a site, as one table per kind. A point exists
// only where its instruments and its numbers do: a row of the matrix that reads it at a site without them
// is refused by name, instead of watching nothing.

import Plant

/// A point that the controller computes for a unit.
struct DerivedPoint {
  var name: String
  var unit: UnitOfMeasure
  var text: BilingualText
  /// Signals of the same unit, and numbers of it, without which there is no such point.
  var signals: [Signal]
  var numbers: [String]

  init(
    _ name: String, _ unit: UnitOfMeasure, _ de: String, _ en: String, from signals: [Signal] = [],
    numbers: [String] = []
  ) {
    self.name = name
    self.unit = unit
    text = BilingualText(de: de, en: en)
    self.signals = signals
    self.numbers = numbers
  }
}

extension UnitKind {
  /// Derived points of a unit of this kind.
  var derivedPoints: [DerivedPoint] {
    switch self {
    case .room: roomPoints
    case .gasDetector:
      [
        DerivedPoint("bypassed", .contact, "Überbrückt", "Bypassed", from: [.status]),
        DerivedPoint("implausible", .contact, "Weicht ab oder steht", "Drifts or stands still"),
        DerivedPoint(
          "test-overdue", .day, "Prüfung überfällig seit", "Test overdue for",
          numbers: ["visual-check", "function-check", "system-check"]),
      ]
    case .electrolyser: electrolyserPoints
    case .fuelCell: fuelCellPoints
    case .store: storePoints
    case .supplyLine: supplyPoints
    case .valve:
      [DerivedPoint("mismatch", .contact, "Stellung passt nicht", "Position disagrees")]
    case .booster: boosterPoints
    case .gridMeter:
      [
        DerivedPoint("load", .kilowatt, "Gebäudelast", "Building load"),
        DerivedPoint("surplus", .kilowatt, "Überschuss", "Surplus"),
      ]
    default: []
    }
  }

  private var roomPoints: [DerivedPoint] {
    [
      DerivedPoint("air-changes", .airChange, "Luftwechsel", "Air changes"),
      DerivedPoint("purge-missing", .contact, "Vorlüften fehlt", "Purge missing"),
      DerivedPoint("ventilation-expected", .contact, "Lüftung verlangt", "Ventilation expected"),
      DerivedPoint("unclean-start", .contact, "Unsauberer Start", "Unclean start"),
      DerivedPoint("highest-gas", .percentLEL, "Höchster Gaswert", "Highest gas"),
      DerivedPoint(
        "power-off-expected", .contact, "Abschaltung verlangt", "Power-off expected",
        from: [.supplyContactorClosed]),
      DerivedPoint("clock-jump", .second, "Sprung der Uhr", "Step of the clock"),
      DerivedPoint("late-scans", .one, "Verspätete Zyklen von zehn", "Late scans of ten"),
      DerivedPoint(
        "configuration-doubt", .contact, "Konfiguration zweifelhaft", "Configuration in doubt"),
      DerivedPoint("bypass-left", .second, "Überbrückung noch", "Bypass goes on for"),
    ]
  }

  private var electrolyserPoints: [DerivedPoint] {
    [
      DerivedPoint("at-rest", .contact, "In Ruhe", "At rest"),
      DerivedPoint("running", .contact, "In Betrieb", "Running"),
      DerivedPoint("stop-ignored", .contact, "Stopp nicht befolgt", "Stop not obeyed"),
      DerivedPoint(
        "cell-voltage", .volt, "Mittlere Zellspannung", "Mean cell voltage", from: [.stackVoltage],
        numbers: ["cells"]),
      DerivedPoint(
        "foreign", .contact, "Gerät oder Einstellung falsch", "Device or setting differs"),
    ]
  }

  private var fuelCellPoints: [DerivedPoint] {
    [
      DerivedPoint("at-rest", .contact, "In Ruhe", "At rest"),
      DerivedPoint("running", .contact, "In Betrieb", "Running"),
      DerivedPoint("stop-ignored", .contact, "Stopp nicht befolgt", "Stop not obeyed"),
      DerivedPoint("generating", .contact, "Erzeugt Strom", "Generating"),
      DerivedPoint("grid-settled", .contact, "Netzschutz ruhig", "Grid protection settled"),
      DerivedPoint(
        "outlet-lost", .contact, "Austrittstemperatur fehlt", "Outlet temperature missing",
        from: [.outletTemperature]),
      DerivedPoint("foreign", .contact, "Falsches Gerät", "Other device"),
    ]
  }

  private var storePoints: [DerivedPoint] {
    [
      DerivedPoint("mass", .kilogram, "Masse", "Mass"),
      DerivedPoint("fill", .percent, "Füllstand", "Fill"),
      DerivedPoint(
        "pressure-difference", .barDifference, "Abweichung der Drücke", "Pressures apart",
        from: [.pressure2]),
      DerivedPoint("loss", .kilogram, "Verlust in 10 min", "Lost in 10 min"),
      DerivedPoint("slow-loss", .kilogram, "Verlust in 4 h", "Lost in 4 h"),
      DerivedPoint("imbalance", .percent, "Massenbilanz", "Mass balance"),
    ]
  }

  private var supplyPoints: [DerivedPoint] {
    [
      DerivedPoint(
        "flow-share", .percent, "Strom gegen Erwartung", "Flow against expectation",
        from: [.flow]),
      DerivedPoint("creep", .barDifference, "Druckanstieg abgesperrt", "Rise while shut"),
      DerivedPoint(
        "isolated-fall", .barDifference, "Druckabfall abgesperrt", "Fall while shut"),
      DerivedPoint(
        "unmetered", .kilogram, "Ungezählt in 10 min", "Unmetered in 10 min", from: [.flow]),
    ]
  }

  private var boosterPoints: [DerivedPoint] {
    [
      DerivedPoint("in-use", .contact, "In Gebrauch", "In use", from: [.running]),
      DerivedPoint(
        "over-target", .barDifference, "Druck über Ziel", "Pressure above target",
        from: [.pressure2, .temperature2], numbers: ["bottle-pressure"]),
      DerivedPoint("fill-rate", .barPerMinute, "Füllrate", "Fill rate", from: [.pressure2]),
      DerivedPoint(
        "hose-fall", .barDifference, "Druckabfall Schlauch", "Fall of the hose",
        from: [.pressure2, .couplingLocked, .hoseParked]),
      DerivedPoint(
        "bottle-mass", .kilogram, "Masse in den Flaschen", "Mass in the bottles",
        from: [.pressure2, .temperature2], numbers: ["bottle-volume"]),
    ]
  }
}

extension SiteBuilder {
  /// Whether the site has what a derived point of a unit is made of.
  func canDerive(_ point: DerivedPoint, of unit: SiteUnit) -> Bool {
    guard point.signals.allSatisfy({ signalPlaces["\(unit.name).\($0.rawValue)"] != nil }),
      point.numbers.allSatisfy({ unit.numbers[$0] != nil })
    else { return false }
    // Books need a meter on every way out of the store.
    guard point.name == "imbalance" else { return true }
    let lines = site.units.filter { $0.references["bank"] == unit.name }
    let isFilled = unit.references["inlet"] != nil
    let isDrawn = signalPlaces["\(unit.name).\(Signal.flow.rawValue)"] != nil
    return (!isFilled || isDrawn)
      && lines.allSatisfy { signalPlaces["\($0.name).\(Signal.flow.rawValue)"] != nil }
  }
}

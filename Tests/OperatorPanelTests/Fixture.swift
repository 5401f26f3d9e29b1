// A made-up site and its snapshots: two electrolyser modules, a tank, a fuel cell with heat, solar power
// and a grid meter, so that every kind of box, quality and alarm has a place to show itself.

import Logging
import Plant

@testable import OperatorPanel

let now: Milliseconds = 100_000

func words(_ de: String, _ en: String) -> BilingualText { BilingualText(de: de, en: en) }

private func measured(
  _ name: String, _ owner: String, _ signal: Signal, _ unit: UnitOfMeasure, _ de: String,
  _ en: String, tag: String = ""
) -> PointDefinition {
  var point = PointDefinition(
    name: name, device: String(name.prefix { $0 != "." }), tag: tag, unit: unit,
    text: words(de, en))
  point.owner = owner
  point.signal = signal
  return point
}

private func derived(
  _ name: String, _ unit: UnitOfMeasure, _ de: String, _ en: String
) -> PointDefinition {
  PointDefinition(
    name: name, device: String(name.prefix { $0 != "." }), unit: unit, origin: .derived,
    text: words(de, en))
}

private let points: [PointDefinition] = [
  measured(
    "pv-inverter.w", "pv", .power, .kilowatt, "Einspeiseleistung", "AC power", tag: "PV-001"),
  measured("grid-meter.p", "grid", .power, .kilowatt, "Wirkleistung", "Active power"),
  measured("jt-101.p", "el-1", .power, .kilowatt, "Wirkleistung", "Active power", tag: "JT-101"),
  measured("jt-102.p", "el-2", .power, .kilowatt, "Wirkleistung", "Active power", tag: "JT-102"),
  measured("el-1.h2-flow", "el-1", .hydrogenFlow, .normLitrePerHour, "H2-Strom", "H2 flow"),
  measured("el-2.h2-flow", "el-2", .hydrogenFlow, .normLitrePerHour, "H2-Strom", "H2 flow"),
  measured("pt-201.pressure", "tank", .pressure, .barGauge, "Tankdruck", "Pressure", tag: "PT-201"),
  measured("at-301.gas", "at-301", .concentration, .percentLEL, "H2 Decke", "H2 ceiling"),
  measured("fuel-cell-1.p", "fc-1", .power, .kilowatt, "Nettoleistung", "Net power"),
  measured("fuel-cell-1.h2", "fc-1", .hydrogenFlow, .normLitrePerHour, "H2-Strom", "H2 flow"),
  measured("heat-meter.p", "fc-heat", .heatPower, .kilowatt, "Wärmeleistung", "Heat power"),
  measured("io-1.di5", "room", .doorClosed, .contact, "Tür geschlossen", "Door closed"),
  PointDefinition(name: "ai-1.ai4", device: "ai-1", unit: .microsiemensPerCentimetre),
]

private let derivedPoints: [PointDefinition] = [
  derived("tank.mass", .kilogram, "Wasserstofftank: Masse", "Hydrogen tank: mass"),
  derived("tank.fill", .percent, "Wasserstofftank: Füllstand", "Hydrogen tank: fill"),
  derived("grid.load", .kilowatt, "Netz: Gebäudelast", "Grid: building load"),
]

private let units: [UnitDefinition] = [
  UnitDefinition(name: "room", kind: .room, text: words("Technikraum", "Plant room")),
  UnitDefinition(name: "at-301", kind: .gasDetector, text: words("Gasmelder", "Gas detector")),
  UnitDefinition(
    name: "el-1", kind: .electrolyser, text: words("Elektrolyseur 1", "Electrolyser 1"),
    ratedPower: 2.4),
  UnitDefinition(
    name: "el-2", kind: .electrolyser, text: words("Elektrolyseur 2", "Electrolyser 2"),
    ratedPower: 2.4),
  UnitDefinition(name: "tank", kind: .store, text: words("Wasserstofftank", "Hydrogen tank")),
  UnitDefinition(
    name: "fc-1", kind: .fuelCell, text: words("Brennstoffzelle", "Fuel cell"), ratedPower: 5),
  UnitDefinition(name: "fc-heat", kind: .heatMeter, text: words("Wärmezähler", "Heat meter")),
  UnitDefinition(name: "pv", kind: .inverter, text: words("Photovoltaik", "Photovoltaics")),
  UnitDefinition(name: "grid", kind: .gridMeter, text: words("Netzanschluss", "Grid connection")),
]

private func row(
  _ name: String, _ de: String, _ en: String, _ priority: Priority, latched: Bool,
  _ rule: ResetRule, _ unit: UnitOfMeasure = .contact, _ threshold: Double = 0
) -> RowDefinition {
  RowDefinition(
    row: name, cause: words(de, en),
    consequence: words("Zündfähiges Gemisch möglich", "An ignitable mixture is possible"),
    action: words("Raum verlassen, nicht zurück vor Freimessen", "Leave the room"),
    priority: priority, isLatched: latched, resetRule: rule, group: "gas", unit: unit,
    threshold: threshold)
}

private let rows: [RowDefinition] = [
  row("L24", "Tür offen", "Door open", .third, latched: false, .auto),
  row(
    "L20", "Taupunkt zu hoch", "Dew point too high", .second, latched: true, .panel, .celsius, -40),
  row(
    "L02", "H2 im Raum über Hauptalarm", "H2 in room above main alarm", .first, latched: true,
    .local, .percentLEL, 20),
  row("L06", "Lüfter gestört", "Fan fault", .first, latched: true, .local),
]

func catalogue(simulated: Bool = true) -> SiteCatalogue {
  SiteCatalogue(
    site: "ovm-lab", text: words("Anwendungslabor Wasserstoff", "Hydrogen application laboratory"),
    isSimulated: simulated, points: points + derivedPoints, actuators: [], units: units, rows: rows)
}

/// A snapshot of a sunny morning; `change` makes it another one.
func snapshot(
  scan: UInt64 = 7, change: (inout ProcessImage, inout Decision) -> Void = { _, _ in }
) -> Snapshot {
  let time = ScanTime(scan: scan, real: now, plant: 1_795_252_412_250)
  var image = ProcessImage(points: points.count, time: time)
  let values = [12.4, -5.8, 2.31, 0, 478, 0, 21.4, 0, 0, 0, 0, 1, 3.2]
  for (place, value) in values.enumerated() { image.samples[place] = .good(value, at: now - 250) }
  var decision = Decision(
    actuators: 0, units: units.count, rows: rows.count, derived: derivedPoints.count)
  for (place, value) in [4.321, 58.8, 4.31].enumerated() {
    decision.derived[place] = .good(value, at: now)
  }
  decision.units[2] = UnitReport(
    mode: .automatic, step: .running, reason: Reason(.runPays), wanted: 2.3, asked: 2.3,
    verdict: .free, progress: -1)
  change(&image, &decision)
  return Snapshot(image: image, decision: decision)
}

/// A desk with a letter box that takes what `post` says.
func desk(
  simulated: Bool = true, bulletin: Bulletin = Bulletin(),
  post: @escaping @Sendable (Intent) -> Bool = { _ in true }
) throws -> Desk {
  let catalogue = catalogue(simulated: simulated)
  return Desk(catalogue, try Pages(catalogue), bulletin, Logger(label: "test"), post: post)
}

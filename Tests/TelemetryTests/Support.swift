// What the telemetry tests share: a small catalogue and snapshots made by hand.

import Foundation
import Plant

let instant: Milliseconds = 1_795_248_812_250

func catalogue(isSimulated: Bool = true, points: [PointDefinition]? = nil) -> SiteCatalogue {
  let own = [
    PointDefinition(
      name: "el-1.power", device: "el-1", tag: "JT-101", unit: .kilowatt, range: 0...10,
      deadBand: 0.1, text: .init(de: "Leistung \"Modul 1\"", en: "power")),
    PointDefinition(name: "el-1.h2-flow", device: "el-1", unit: .normLitrePerHour, deadBand: 1),
    PointDefinition(name: "tank.mass", device: "tank", unit: .kilogram, origin: .derived),
  ]
  return SiteCatalogue(
    site: "test-site", text: .init(de: "Prüfstand", en: "test stand"), isSimulated: isSimulated,
    points: points ?? own, actuators: [],
    units: [UnitDefinition(name: "el-1", kind: .electrolyser, text: .init(de: "", en: ""))],
    rows: [
      RowDefinition(
        row: "L02", cause: .init(de: "Druck zu hoch", en: "pressure too high"),
        consequence: .init(de: "", en: ""), action: .init(de: "", en: ""), priority: .first,
        isLatched: true, resetRule: .panel, group: "", unit: .barGauge, threshold: 34)
    ])
}

func snapshot(
  _ samples: [RawSample], real: Milliseconds, plant: Milliseconds = instant, events: [Event] = []
) -> Snapshot {
  let time = ScanTime(scan: 1, real: real, plant: plant)
  let image = ProcessImage(points: 0, time: time)
  let decision = Decision(actuators: 0, units: 0, rows: 0, derived: 0)
  var snapshot = Snapshot(image: image, decision: decision)
  snapshot.samples = samples
  snapshot.events = events
  return snapshot
}

func good(_ values: Double...) -> [RawSample] { values.map { .good($0, at: 0) } }

func raised(_ number: Int) -> Event {
  Event(
    .rowRaised, subject: 0, value: Double(number),
    reason: Reason(.interlock, subject: 0, value: 34.5, limit: 34),
    at: ScanTime(scan: UInt64(number), real: 0, plant: instant))
}

/// A JSON object as a dictionary; empty for everything else.
func parsed(_ text: String) -> [String: Any] {
  let object = try? JSONSerialization.jsonObject(with: Data(text.utf8))
  return object as? [String: Any] ?? [:]
}

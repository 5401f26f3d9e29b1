// From a loaded site to its alarms: one for each row of the matrix that runs, with its numbers, and those
// of the house itself. And the desk as one more reader in the gallery.

import Alarms
import Control
import Historian
import Logging
import MQTT
import Plant
import Safety
import ScanLoop
import SiteConfiguration
import Telemetry

/// Every alarm of a site, rows first, in the order of the matrix.
func alarmDefinitions(of site: LoadedSite) -> [AlarmDefinition] {
  zip(site.catalogue.rows, site.description.rows).enumerated().map { place, both in
    let (text, row) = both
    let comparesNumber = row.cause == .above || row.cause == .below || row.cause == .silent
    let first = Int(row.firstEffect)
    let effects = site.description.effects[first..<first + Int(row.effectCount)]
    return AlarmDefinition(
      text, at: place, comparesNumber: comparesNumber, deadBand: row.hysteresis,
      onDelay: row.onDelay, timeBase: row.timeBase, armedBy: row.armedBy,
      actions: effects.compactMap { action(of: $0, site.catalogue) })
  } + systemAlarms(of: site.catalogue.units)
}

private func action(of effect: RowEffect, _ catalogue: SiteCatalogue) -> AutomaticAction? {
  let place = Int(effect.index)
  let rest = Int(effect.afterRest.raw)
  let unit =
    catalogue.points.indices.contains(rest)
    ? catalogue.units.first { catalogue.points[rest].name == "\($0.name).at-rest" } : nil
  switch effect.target {
  case .unit:
    guard catalogue.units.indices.contains(place) else { return nil }
    return AutomaticAction.Kind(unit: effect.effect, share: effect.share).map {
      AutomaticAction(
        $0, catalogue.units[place].text, waitsFor: unit?.text, atLatest: effect.atLatest)
    }
  case .actuator:
    guard catalogue.actuators.indices.contains(place) else { return nil }
    let actuator = catalogue.actuators[place]
    return AutomaticAction(
      .init(actuator: actuator), name(of: actuator, catalogue), waitsFor: unit?.text,
      atLatest: effect.atLatest)
  }
}

/// A valve by the name of its unit, anything else by its own.
private func name(of actuator: ActuatorDefinition, _ catalogue: SiteCatalogue) -> BilingualText {
  let owner = Int(actuator.limits.unit)
  if actuator.name.hasSuffix(".open"), catalogue.units.indices.contains(owner) {
    return catalogue.units[owner].text
  }
  return actuator.text.de.isEmpty
    ? BilingualText(de: actuator.name, en: actuator.name) : actuator.text
}

/// Snapshots to the alarm desk.
final class AlarmSink: SnapshotReader {
  let desk: AlarmDesk

  /// Takes up the alarms where an earlier run left them.
  init(
    _ site: LoadedSite, folder: String, history: HistorySink?, telemetry: TelemetrySink?,
    _ log: Logger
  ) {
    desk = AlarmDesk(
      alarmDefinitions(of: site), for: site.catalogue, in: AlarmFolder(folder),
      named: {
        var named = [NamedCondition.historyFailing: history?.counters.isFailing ?? true]
        if let telemetry {
          named[NamedCondition.brokerLost] = telemetry.counters.mqtt.state != .connected
        }
        return named
      }, report: { log.warning("alarms: \($0)") })
    desk.start()
  }

  func offer(_ snapshot: Snapshot) { desk.offer(snapshot) }
  func close() { desk.close() }
}

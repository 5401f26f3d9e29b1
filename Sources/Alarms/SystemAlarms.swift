// Alarms that no row of the matrix watches, given as named conditions: a computer that comes late, a
// history that is not written, a broker that does not answer, alarm states that cannot be kept, and
// starts that failed and now wait for a person.

public import Plant

/// Names of the conditions that the house reports.
public enum NamedCondition {
  /// Three of the last ten scans came late.
  public static let scanLate = "scan-late"
  /// The history takes no rows.
  public static let historyFailing = "history-failing"
  /// The broker does not answer.
  public static let brokerLost = "broker-lost"
  /// Acknowledgements and shelvings cannot be written.
  public static let memoryFailing = "alarm-memory-failing"
  /// A booster's hose may be under pressure: nobody may uncouple it.
  public static func hosePressure(_ unit: String) -> String { "\(unit)/hose-under-pressure" }
  /// A unit's sequence goes on, and a person should look at something: `el-1/flow-deviates`.
  public static func concern(_ code: ReasonCode, _ unit: String) -> String {
    "\(unit)/\(code.word)"
  }
  /// A unit gave up starting.
  public static func startFailed(_ unit: String) -> String { "\(unit)/start-failed" }
}

/// The alarms on named conditions of a site with these units.
public func systemAlarms(of units: [UnitDefinition]) -> [AlarmDefinition] {
  computerAlarms + units.flatMap(concernAlarms(of:))
    + units.filter { $0.kind.starts }.map(startAlarm)
    + units.filter { $0.kind == .booster }.map(hoseAlarm)
}

extension UnitKind {
  /// True for units with a start sequence.
  var starts: Bool { self == .electrolyser || self == .fuelCell }
}

private func startAlarm(_ unit: UnitDefinition) -> AlarmDefinition {
  AlarmDefinition(
    name: NamedCondition.startFailed(unit.name), priority: .second, onDelay: 0,
    cause: BilingualText(
      de: "\(unit.text.de): Anfahren misslungen", en: "\(unit.text.en): start failed"),
    consequence: BilingualText(
      de: "Das Gerät bleibt aus, bis eine Person die Betriebsart neu wählt",
      en: "The unit stays off until a person chooses its mode anew"),
    action: BilingualText(
      de: "Nachsehen, woran es liegt (h2q why), dann die Betriebsart neu wählen",
      en: "Find out why (h2q why), then choose the mode anew"))
}

private func hoseAlarm(_ unit: UnitDefinition) -> AlarmDefinition {
  AlarmDefinition(
    name: NamedCondition.hosePressure(unit.name), priority: .first, onDelay: 0,
    cause: BilingualText(
      de: "\(unit.text.de): Schlauch kann unter Druck stehen",
      en: "\(unit.text.en): the hose may be under pressure"),
    consequence: BilingualText(
      de: "Beim Abkuppeln schlägt der Schlauch, Wasserstoff tritt aus",
      en: "Uncoupled, the hose whips and hydrogen escapes"),
    action: BilingualText(
      de: "Nicht abkuppeln. Mit Aufsicht „Weiter“ geben, damit der Schlauch entspannt wird",
      en: "Do not uncouple. Under supervision say go, so that the hose is vented"))
}

private var computerAlarms: [AlarmDefinition] {
  [
    AlarmDefinition(
      name: NamedCondition.scanLate, priority: .second, onDelay: 0,
      cause: BilingualText(
        de: "Die Steuerung rechnet zu spät", en: "The controller scans late"),
      consequence: BilingualText(
        de: "Verriegelungen wirken später als vorgesehen", en: "Interlocks act later than designed"),
      action: BilingualText(
        de: "Andere Programme auf dem Rechner beenden", en: "End other programs on the computer")),
    AlarmDefinition(
      name: NamedCondition.historyFailing, priority: .third, onDelay: 10_000,
      cause: BilingualText(
        de: "Der Verlauf wird nicht geschrieben", en: "The history is not written"),
      consequence: BilingualText(
        de: "Was jetzt geschieht, lässt sich später nicht nachlesen",
        en: "What happens now cannot be looked up later"),
      action: BilingualText(
        de: "Platz und Rechte des Datenträgers prüfen", en: "Check space and rights of the disk")),
    AlarmDefinition(
      name: NamedCondition.brokerLost, priority: .third, onDelay: 60_000,
      cause: BilingualText(
        de: "Keine Verbindung zum Broker", en: "No connection to the broker"),
      consequence: BilingualText(
        de: "Niemand außerhalb sieht diese Anlage", en: "Nobody outside sees this site"),
      action: BilingualText(
        de: "Netzwerk und Broker prüfen", en: "Check network and broker")),
    AlarmDefinition(
      name: NamedCondition.memoryFailing, priority: .third, onDelay: 10_000,
      cause: BilingualText(
        de: "Alarmzustände werden nicht gesichert", en: "Alarm states are not kept on disk"),
      consequence: BilingualText(
        de: "Ein Neustart vergisst Quittierungen und Zurückstellungen",
        en: "A restart forgets acknowledgements and shelvings"),
      action: BilingualText(
        de: "Platz und Rechte des Datenträgers prüfen", en: "Check space and rights of the disk")),
  ]
}

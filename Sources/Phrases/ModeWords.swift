// The words for modes and steps, as an operator says them.

public import Plant

extension Mode {
  /// The mode as people call it.
  public var text: BilingualText {
    switch self {
    case .off: BilingualText(de: "Aus", en: "Off")
    case .standby: BilingualText(de: "Bereitschaft", en: "Standby")
    case .automatic: BilingualText(de: "Automatik", en: "Automatic")
    case .manual: BilingualText(de: "Hand", en: "Manual")
    case .tripped: BilingualText(de: "Ausgelöst", en: "Tripped")
    }
  }
}

extension Step {
  /// The step as people call it.
  public var text: BilingualText {
    switch self {
    case .idle: BilingualText(de: "Ruhe", en: "Idle")
    case .flowProof: BilingualText(de: "Luftstrom wird nachgewiesen", en: "Proving air flow")
    case .prePurge: BilingualText(de: "Vorlüften", en: "Pre-purge")
    case .purged: BilingualText(de: "Gelüftet", en: "Purged")
    case .boost: BilingualText(de: "Verstärkte Lüftung", en: "Boosted ventilation")
    case .afterRun: BilingualText(de: "Nachlauf", en: "After-run")
    case .permissives: BilingualText(de: "Wartet auf Freigaben", en: "Waiting for permissives")
    case .wake: BilingualText(de: "Gerät meldet sich bereit", en: "Device gets ready")
    case .preheat: BilingualText(de: "Vorwärmen", en: "Preheating")
    case .start: BilingualText(de: "Anfahren", en: "Starting")
    case .selfTest: BilingualText(de: "Selbsttest und Hochlauf", en: "Self-test and ramp")
    case .pressurise: BilingualText(de: "Druckaufbau", en: "Pressurising")
    case .running: BilingualText(de: "Betrieb", en: "Running")
    case .hotStandby: BilingualText(de: "Warmhalten unter Druck", en: "Hot and pressurised")
    case .stopping: BilingualText(de: "Abfahren", en: "Stopping")
    case .blowDown: BilingualText(de: "Entspannen", en: "Blow-down")
    case .coolDown: BilingualText(de: "Abkühlen", en: "Cooling down")
    case .heatLoop: BilingualText(de: "Wärmekreis anfahren", en: "Starting heat loop")
    case .leakTestFill:
      BilingualText(de: "Dichtheitsprüfung: Füllen", en: "Leak test: filling")
    case .leakTestHold:
      BilingualText(de: "Dichtheitsprüfung: Halten", en: "Leak test: holding")
    case .admit: BilingualText(de: "Wasserstoff freigeben", en: "Admitting hydrogen")
    case .startRequest: BilingualText(de: "Start angefordert", en: "Start requested")
    case .deviceStart: BilingualText(de: "Gerät startet", en: "Device starts")
    case .warmUp: BilingualText(de: "Warmlaufen", en: "Warming up")
    case .deviceStop: BilingualText(de: "Gerät fährt ab", en: "Device stops")
    case .isolate: BilingualText(de: "Absperren", en: "Isolating")
    case .opening: BilingualText(de: "Öffnet", en: "Opening")
    case .opened: BilingualText(de: "Offen", en: "Open")
    case .closing: BilingualText(de: "Schließt", en: "Closing")
    case .quarantine: BilingualText(de: "Gesperrt bis zur Analyse", en: "Locked until an analysis")
    case .connect: BilingualText(de: "Flaschen anschließen", en: "Connecting bottles")
    case .purgeHose: BilingualText(de: "Schlauch spülen", en: "Purging the hose")
    case .fill: BilingualText(de: "Füllen", en: "Filling")
    case .ventHose: BilingualText(de: "Schlauch entspannen", en: "Venting the hose")
    case .handOver: BilingualText(de: "Übergabe", en: "Hand-over")
    case .hoseUnderPressure:
      BilingualText(
        de: "Nicht abkuppeln: Schlauch unter Druck", en: "Do not uncouple: hose under pressure")
    case .held: BilingualText(de: "Vom Gerät gehalten", en: "Held by the device")
    case .ventilationOff:
      BilingualText(de: "Lüftung aus (Wartung)", en: "Ventilation off (maintenance)")
    case .tripped: BilingualText(de: "Ausgelöst", en: "Tripped")
    case .fault: BilingualText(de: "Anfahren misslungen", en: "Start failed")
    }
  }
}

extension Effect {
  /// The effect as people call it.
  public var text: BilingualText {
    switch self {
    case .none: BilingualText(de: "keine", en: "none")
    case .alarmOnly: BilingualText(de: "Meldung", en: "alarm only")
    case .limit: BilingualText(de: "Leistung begrenzt", en: "power limited")
    case .hold: BilingualText(de: "Anlaufsperre", en: "start inhibit")
    case .softStop: BilingualText(de: "geordnetes Abfahren", en: "controlled stop")
    case .stop: BilingualText(de: "Stopp", en: "stop")
    case .trip: BilingualText(de: "Abschaltung (Auslösung)", en: "trip")
    case .shutdown: BilingualText(de: "Abschaltung mit Netztrennung", en: "shutdown")
    }
  }
}

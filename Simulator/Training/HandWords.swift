// Hands: what a person on site can press and turn, by name in both languages. The English word is the
// one of `h2q-sim press` and of exercise files.

public import Plant
public import PlantSimulation

/// Something to press or turn, by its name.
public enum Hand: String, CaseIterable, Sendable {
  case resetKey = "reset-key"
  case emergencyStop = "emergency-stop"
  case releaseEmergencyStop = "release-emergency-stop"
  case keyRemote = "key-remote"
  case keyLocal = "key-local"
  case keyMaintenance = "key-maintenance"
  case gasUnitAcknowledge = "gas-unit-acknowledge"
  case doorOpen = "door-open"
  case doorClosed = "door-closed"
  case supervisionOn = "supervision-on"
  case supervisionOff = "supervision-off"
  case fillHeatLoop = "fill-heat-loop"

  /// How long a person holds the reset key, in ms of plant time.
  static let keyTurn: Milliseconds = 2_000

  /// The German word.
  public var german: String {
    switch self {
    case .resetKey: "reset-schlüssel"
    case .emergencyStop: "not-halt"
    case .releaseEmergencyStop: "not-halt-entriegeln"
    case .keyRemote: "schlüssel-fern"
    case .keyLocal: "schlüssel-vor-ort"
    case .keyMaintenance: "schlüssel-wartung"
    case .gasUnitAcknowledge: "gaswarnanlage-quittieren"
    case .doorOpen: "tür-auf"
    case .doorClosed: "tür-zu"
    case .supervisionOn: "aufsicht-da"
    case .supervisionOff: "aufsicht-weg"
    case .fillHeatLoop: "heizkreis-füllen"
    }
  }

  /// The word in a language.
  public var text: BilingualText { BilingualText(de: german, en: rawValue) }

  /// What was done, for a line on the screen.
  var done: BilingualText {
    switch self {
    case .resetKey:
      BilingualText(
        de: "Du drehst den Schlüssel Zurücksetzen und lässt ihn zurückfedern.",
        en: "You turn the reset key and let it spring back.")
    case .emergencyStop:
      BilingualText(de: "Du schlägst auf den Not-Halt.", en: "You hit the emergency stop.")
    case .releaseEmergencyStop:
      BilingualText(de: "Du ziehst den Not-Halt-Taster heraus.", en: "You pull the button out.")
    case .keyRemote:
      BilingualText(
        de: "Du drehst den Schlüsselschalter auf Fern.", en: "You turn the key switch to remote.")
    case .keyLocal:
      BilingualText(
        de: "Du drehst den Schlüsselschalter auf Vor Ort.", en: "You turn the key switch to local.")
    case .keyMaintenance:
      BilingualText(
        de: "Du drehst den Schlüsselschalter auf Wartung.",
        en: "You turn the key switch to maintenance.")
    case .gasUnitAcknowledge:
      BilingualText(
        de: "Du quittierst an der Gaswarnanlage.", en: "You acknowledge at the gas-warning unit.")
    case .doorOpen: BilingualText(de: "Du öffnest die Tür.", en: "You open the door.")
    case .doorClosed: BilingualText(de: "Du schließt die Tür.", en: "You close the door.")
    case .supervisionOn:
      BilingualText(
        de: "Du meldest die Aufsicht mit dem Schlüssel an.", en: "You sign supervision in.")
    case .supervisionOff:
      BilingualText(
        de: "Du meldest die Aufsicht mit dem Schlüssel ab.", en: "You sign supervision out.")
    case .fillHeatLoop:
      BilingualText(
        de: "Du füllst Wasser in den Heizkreis nach.", en: "You fill water into the heat loop.")
    }
  }

  /// What the plant feels.
  public var control: PersonControl {
    switch self {
    case .resetKey: .resetKey(pressDuration: Self.keyTurn)
    case .emergencyStop: .emergencyStop(isPressed: true)
    case .releaseEmergencyStop: .emergencyStop(isPressed: false)
    case .keyRemote: .keySwitch(.remote)
    case .keyLocal: .keySwitch(.local)
    case .keyMaintenance: .keySwitch(.maintenance)
    case .gasUnitAcknowledge: .acknowledgeGasWarning
    case .doorOpen: .door(isOpen: true)
    case .doorClosed: .door(isOpen: false)
    case .supervisionOn: .supervision(isPresent: true)
    case .supervisionOff: .supervision(isPresent: false)
    case .fillHeatLoop: .fillHeatLoop
    }
  }
}

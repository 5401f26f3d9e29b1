// What no table of registers says: the habits of single makes. A habit sees words and addresses as
// their manuals number them, adds registers of its own, and has a say over each write.

import DeviceProfiles
import Plant

/// What a habit may look at.
struct HabitView {
  var now: Milliseconds
  /// Real time since the device started, in ms.
  var uptime: Milliseconds
  var watchdog: SilenceWatchdog.Condition
  /// The stored word; 0 where nothing is stored.
  var stored: (RegisterTable, Int) -> UInt16
}

/// What becomes of a write.
enum WriteDisposition {
  /// Stored, and passed on to the plant.
  case store
  /// The same, and the watchdog starts anew.
  case storeAndRestart
  /// Taken by the habit.
  case absorb
  case refuse(ExceptionCode)
  /// Taken, and these words are stored instead.
  case commit([RegisterWrite])
  case stopWatchdog
  /// The device starts anew.
  case reboot
}

/// The habits of one make.
protocol DeviceHabit: Sendable {
  /// True when a time-out of the watchdog lasts until it is restarted.
  var latchesSilence: Bool { get }
  /// True for a register that the habit serves itself.
  func covers(_ table: RegisterTable, _ address: Int) -> Bool
  /// The word that is answered instead of `word`.
  func overlay(_ word: UInt16, _ table: RegisterTable, _ address: Int, _ view: HabitView) -> UInt16
  /// A reason to refuse a read.
  func refusal(of table: RegisterTable, _ addresses: Range<Int>) -> ExceptionCode?
  /// Decides over a write; `isValid` is false when a value is outside its range.
  mutating func decide(_ write: RegisterWrite, isValid: Bool, _ view: HabitView) -> WriteDisposition
  /// True when a request of this function code is a sign of life; nil leaves it to the profile.
  func isSignOfLife(_ function: UInt8, _ view: HabitView) -> Bool?
  /// False while the device's set-up switches its watchdog off.
  func isWatchdogEnabled(_ view: HabitView) -> Bool
  /// The device starts anew.
  mutating func restart()
}

extension DeviceHabit {
  var latchesSilence: Bool { false }
  func covers(_ table: RegisterTable, _ address: Int) -> Bool { false }
  func overlay(_ word: UInt16, _ table: RegisterTable, _ address: Int, _ view: HabitView) -> UInt16
  {
    word
  }
  func refusal(of table: RegisterTable, _ addresses: Range<Int>) -> ExceptionCode? { nil }
  mutating func decide(_ write: RegisterWrite, isValid: Bool, _ view: HabitView)
    -> WriteDisposition
  {
    isValid ? .store : .refuse(.illegalValue)
  }
  func isSignOfLife(_ function: UInt8, _ view: HabitView) -> Bool? { nil }
  func isWatchdogEnabled(_ view: HabitView) -> Bool { true }
  mutating func restart() {}
}

/// A device that does what its table says.
struct PlainHabit: DeviceHabit {}

/// Chooses the habit by the maker that the profile names.
func chosenHabit(of device: ServedDevice) -> any DeviceHabit {
  let maker = device.profile.maker.lowercased()
  let name = device.profile.name
  if maker.contains("enapter") { return EnapterHabit(device) }
  if maker.contains("wago") { return WagoHabit() }
  if name.contains("midas") { return MidasHabit() }
  return PlainHabit()
}

/// Honeywell Midas: bit 11 of the status word toggles every two seconds, and register 40010 counts
/// seconds, so that a frozen detector is seen (manual, appendix A).
struct MidasHabit: DeviceHabit {
  func overlay(_ word: UInt16, _ table: RegisterTable, _ address: Int, _ view: HabitView) -> UInt16
  {
    guard table == .holding else { return word }
    let seconds = view.uptime / 1_000
    switch address {
    case 0: return seconds / 2 % 2 == 0 ? word & ~0x0800 : word | 0x0800
    case 9: return UInt16(truncatingIfNeeded: seconds)
    default: return word
    }
  }
}

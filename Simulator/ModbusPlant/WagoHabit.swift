// WAGO 750 fieldbus coupler: outputs are written at coil 0 and read back at coil 0x200, and a watchdog
// at holding 0x1000 drops them all when the functions that its mask names stay away. Once it has
// expired, outputs stay dropped and writes to them are refused until it is restarted. Its time and
// masks can be changed only while it is stopped, and the trigger register starts it.
// Source: WAGO 750 Ethernet TCP/IP manual, internal variables.

import DeviceProfiles
import Plant

struct WagoHabit: DeviceHabit {
  private static let readBack = 0x200..<0x400
  private static let registers = 0x1000...0x100B
  /// First half of the two-word stop that has been written.
  private var isStopBegun = false

  var latchesSilence: Bool { true }

  func covers(_ table: RegisterTable, _ address: Int) -> Bool {
    table == .holding && Self.registers.contains(address)
  }

  func overlay(_ word: UInt16, _ table: RegisterTable, _ address: Int, _ view: HabitView) -> UInt16
  {
    if table == .coil, Self.readBack.contains(address) {
      return view.stored(.coil, address - Self.readBack.lowerBound)
    }
    if table == .holding, address == 0x1006 {
      return switch view.watchdog {
      case .off: 0
      case .watching: 1
      case .expired: 2
      }
    }
    if covers(table, address) { return view.stored(table, address) }
    return word
  }

  mutating func decide(_ write: RegisterWrite, isValid: Bool, _ view: HabitView)
    -> WriteDisposition
  {
    if write.table == .coil {
      return view.watchdog == .expired ? .refuse(.deviceFailure) : .store
    }
    guard isValid else { return .refuse(.illegalValue) }
    let value = write.words.first ?? 0
    defer { if write.address != 0x1005 { isStopBegun = false } }
    switch write.address {
    case 0x1000...0x1002: return view.watchdog == .off ? .store : .refuse(.deviceFailure)
    case 0x1003: return view.watchdog == .expired ? .store : .storeAndRestart
    case 0x1004, 0x1006: return .refuse(.illegalAddress)
    case 0x1005:
      let isComplete = isStopBegun && value == 0x5555
      isStopBegun = value == 0xAAAA
      return isComplete ? .stopWatchdog : .store
    case 0x1007:
      guard value == 1 else { return .refuse(.illegalValue) }
      return view.watchdog == .off ? .store : .storeAndRestart
    case 0x1008:
      return value == 0x55AA || value == 0xAA55 ? .stopWatchdog : .refuse(.illegalValue)
    default: return .store
    }
  }

  /// The functions that the masks at 0x1001 (1 to 16) and 0x1002 (17 to 32) name.
  func isSignOfLife(_ function: UInt8, _ view: HabitView) -> Bool? {
    guard (1...32).contains(function) else { return false }
    let mask = view.stored(.holding, function <= 16 ? 0x1001 : 0x1002)
    return mask >> UInt16((function - 1) % 16) & 1 == 1
  }

  func isWatchdogEnabled(_ view: HabitView) -> Bool {
    view.stored(.holding, 0x1001) != 0 || view.stored(.holding, 0x1002) != 0
  }

  mutating func restart() { isStopBegun = false }
}

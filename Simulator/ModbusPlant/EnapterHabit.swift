// Enapter EL 2.1 and 4.x: settings are written in a transaction. Holding 4000 opens it, 4001 commits
// or drops it; inputs 4000 and 4001 tell whether one is open and whether Modbus opened it, 4002 the
// last result, 4004 the first register that was not accepted. The dryer's registers answer "device
// failure" while no dryer network is there. Source: Enapter handbook, Modbus TCP interface.

import DeviceProfiles
import Plant

struct EnapterHabit: DeviceHabit {
  /// Results in input 4002.
  private enum Outcome {
    static let done: UInt16 = 0
    static let accessDenied: UInt16 = 13
    static let busy: UInt16 = 16
    static let invalid: UInt16 = 22
  }
  private static let opening = 4_000
  private static let closing = 4_001
  private static let settings = 4_002..<5_000
  private static let dryer = 6_000..<6_023
  private static let dryerOnline = 6_104
  /// A transaction that nobody ends is dropped after this time; the maker publishes no figure.
  private static let patience: Milliseconds = 60_000

  private let hasDryer: Bool
  private var isOpen = false
  private var lastUse: Milliseconds = 0
  private var outcome = Outcome.done
  private var offender: UInt16 = 0
  private var staged: [RegisterWrite] = []

  init(_ device: ServedDevice) {
    let bound = Set(device.points.map(\.profilePoint))
    hasDryer = device.profile.points.contains { point in
      let isDryer = Self.dryer.contains(point.address) && bound.contains(point.name)
      return isDryer
        || point.table == .input && point.address == Self.dryerOnline && point.constant == 1
    }
  }

  func covers(_ table: RegisterTable, _ address: Int) -> Bool {
    switch table {
    case .input: (4_000...4_004).contains(address) || address == 4_600
    case .holding: address == Self.opening || address == Self.closing
    default: false
    }
  }

  func overlay(_ word: UInt16, _ table: RegisterTable, _ address: Int, _ view: HabitView) -> UInt16
  {
    if table == .holding {
      let newest = staged.last { $0.address <= address && address < $0.address + $0.words.count }
      return newest.map { $0.words[address - $0.address] } ?? word
    }
    guard table == .input else { return word }
    switch address {
    case 4_000, 4_001: return isOpen(at: view.now) ? 1 : 0
    case 4_002: return 0
    case 4_003: return outcome
    case 4_004: return offender
    case 4_600: return view.stored(.holding, 4_601)
    default: return word
    }
  }

  func refusal(of table: RegisterTable, _ addresses: Range<Int>) -> ExceptionCode? {
    let isWords = table == .input || table == .holding
    return isWords && !hasDryer && addresses.overlaps(Self.dryer) ? .deviceFailure : nil
  }

  mutating func decide(_ write: RegisterWrite, isValid: Bool, _ view: HabitView)
    -> WriteDisposition
  {
    guard write.table == .holding else { return .refuse(.illegalAddress) }
    if isOpen, !isOpen(at: view.now) { drop() }
    switch write.address {
    case 4 where write.words.first != 0: return .reboot
    case Self.opening: return open(write, at: view.now)
    case Self.closing: return close(write)
    case Self.settings: return stage(write, isValid: isValid, at: view.now)
    default: return isValid ? .store : .refuse(.illegalValue)
    }
  }

  mutating func restart() {
    drop()
    outcome = Outcome.done
    offender = 0
  }

  private func isOpen(at now: Milliseconds) -> Bool { isOpen && now - lastUse <= Self.patience }

  private mutating func drop() {
    isOpen = false
    staged = []
  }

  private mutating func refuse(_ result: UInt16, _ code: ExceptionCode) -> WriteDisposition {
    outcome = result
    return .refuse(code)
  }

  private mutating func open(_ write: RegisterWrite, at now: Milliseconds) -> WriteDisposition {
    guard write.words == [1] else { return refuse(Outcome.invalid, .illegalValue) }
    guard !isOpen else { return refuse(Outcome.busy, .busy) }
    isOpen = true
    lastUse = now
    outcome = Outcome.done
    offender = 0
    return .absorb
  }

  private mutating func stage(_ write: RegisterWrite, isValid: Bool, at now: Milliseconds)
    -> WriteDisposition
  {
    guard isOpen else { return refuse(Outcome.accessDenied, .illegalValue) }
    lastUse = now
    guard isValid, staged.count < 256 else {
      outcome = Outcome.invalid
      offender = UInt16(truncatingIfNeeded: write.address)
      return .absorb
    }
    staged.append(write)
    return .absorb
  }

  /// Commits (1) or drops (0). With a register that was not accepted nothing is committed.
  private mutating func close(_ write: RegisterWrite) -> WriteDisposition {
    guard isOpen else { return refuse(Outcome.accessDenied, .illegalValue) }
    guard write.words == [0] || write.words == [1] else {
      return refuse(Outcome.invalid, .illegalValue)
    }
    guard write.words == [1] else {
      restart()
      return .absorb
    }
    guard offender == 0 else { return .absorb }
    let due = staged
    restart()
    return .commit(due)
  }
}

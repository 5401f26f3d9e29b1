// Brings the set-up values of a device (time-outs, watchdogs, pressure limits) to what the site file
// says, and proves it by reading back. What already agrees is not written: such registers often lie in
// memory that wears. Values of a configuration transaction are written between its opening and its
// commit, and everything is rolled back when one step fails.
// Source of the transaction: Enapter handbook, EL 2.1 Modbus TCP, "Configuration": input 4000 in
// progress, input 4001 source (1 Modbus), input 4002 result, holding 4000 begin, holding 4001 commit.

import DeviceProfiles
import Plant

/// The steps that set a device up, one question at a time.
struct SetUpSequence {
  /// A device may need this long before a written value reads back, in ms per try.
  static let readBackPause: Milliseconds = 500
  /// Tries before a value that does not read back counts as refused.
  static let readBackTries = 5

  /// The registers of the configuration transaction.
  enum Transaction {
    static let isOpen = ReadRequest(.input, 4000)
    static let source = ReadRequest(.input, 4001)
    static let result = ReadRequest(.input, 4002, count: 2)
    static let begin = WriteRequest(.holding, 4000, values: [1], function: 6)
    static let commit = WriteRequest(.holding, 4001, values: [1], function: 6)
    static let rollBack = WriteRequest(.holding, 4001, values: [0], function: 6)
    /// What the source register says when Modbus opened the transaction.
    static let byModbus: UInt16 = 1
  }

  /// One value to set.
  private struct Item {
    let point: ProfilePoint
    let field: [UInt16]
    let inTransaction: Bool
    let function: Int
    /// The registers to write, with the bits of others as they were read.
    var target: [UInt16]
    var differs = false
    var isReadable: Bool { point.access != .write }
  }

  private enum Stage: Equatable {
    case compare(Int)
    case isOpen, leftOverSource, closeLeftOver
    case begin, source
    case write(Int)
    case result, commit
    case readBack(Int, tries: Int)
    case pause(Int, tries: Int)
    case rollBack(ReadOnlyReason)
    case finished
  }

  private var items: [Item] = []
  /// Runs of items that are handled together: alike in whether they need the transaction.
  private var groups: [Range<Int>] = []
  private var group = 0
  private var stage = Stage.finished
  /// Why the device may only be read, once the sequence is over.
  private(set) var failure: ReadOnlyReason?
  /// True while a transaction that this controller opened may still be open.
  private(set) var hasOpened: Bool

  /// Prepares the sequence. `hasOpened` is what the sequence on an earlier link left behind.
  init(
    _ binding: DeviceBinding, plan: DevicePlan, exponents: [String: Int], hasOpened: Bool
  ) {
    self.hasOpened = hasOpened
    for wanted in binding.setUp {
      let point = plan.profile.point(named: wanted.point)
      let exponent = point?.scaleFactor.flatMap { exponents[$0] }
      guard let point, point.access != .read,
        let field = point.encode(wanted.value, scaleFactorExponent: exponent)
      else {
        failure = .setUpImpossible(point: wanted.point)
        return
      }
      let isSingle = field.count == 1 && !wanted.inTransaction
      let function = point.table == .coil ? 5 : isSingle ? binding.timing.writeSingle : 16
      items.append(
        Item(
          point: point, field: field, inTransaction: wanted.inTransaction, function: function,
          target: field))
    }
    for index in items.indices {
      if let last = groups.last, items[last.lowerBound].inTransaction == items[index].inTransaction
      {
        groups[groups.count - 1] = last.lowerBound..<index + 1
      } else {
        groups.append(index..<index + 1)
      }
    }
    if !groups.isEmpty { stage = .compare(0) }
  }

  /// The next step; nil when the sequence is over.
  mutating func next() -> Exchange? {
    passWriteOnlyItems()
    switch stage {
    case .compare(let index), .readBack(let index, _):
      return .read(items[index].point.request)
    case .isOpen: return .read(Transaction.isOpen)
    case .leftOverSource, .source: return .read(Transaction.source)
    case .begin: return .write(Transaction.begin)
    case .write(let index):
      let item = items[index]
      return .write(
        WriteRequest(
          item.point.table, item.point.address, values: item.target, function: item.function))
    case .result: return .read(Transaction.result)
    case .commit: return .write(Transaction.commit)
    case .closeLeftOver, .rollBack: return .write(Transaction.rollBack)
    case .pause(let index, let tries):
      stage = .readBack(index, tries: tries)
      return .pause(Self.readBackPause)
    case .finished: return nil
    }
  }

  /// Notes that a step goes out to the device: from then on the transaction may be open.
  mutating func sent() { if stage == .begin { hasOpened = true } }

  /// Takes the device's answer to the last step.
  mutating func take(_ answer: Answer) {
    if case .exception(let code) = answer {
      refused(code)
      return
    }
    let values: [UInt16] = if case .values(let values) = answer { values } else { [] }
    switch stage {
    case .compare(let index):
      items[index].target = items[index].point.merge(bits: items[index].field, into: values)
      items[index].differs = items[index].target != values
      compareNext(after: index)
    case .isOpen: stage = values == [0] ? .begin : hasOpened ? .leftOverSource : busy()
    case .leftOverSource: stage = values == [Transaction.byModbus] ? .closeLeftOver : busy()
    case .closeLeftOver:
      hasOpened = false
      stage = .isOpen
    case .begin: stage = .source
    case .source:
      let first = nextDiffering(from: groups[group].lowerBound)
      stage =
        values == [Transaction.byModbus]
        ? first.map(Stage.write) ?? .result : .rollBack(.configurationNotOpened)
    case .write(let index): writeNext(after: index)
    case .result:
      let code = values.reduce(UInt32(0)) { $0 << 16 | UInt32($1) }
      let number = Int(Int32(bitPattern: code))
      stage = number == 0 ? .commit : .rollBack(.configurationRejected(code: number))
    case .commit:
      hasOpened = false
      stage = readBackStage(from: groups[group].lowerBound)
    case .readBack(let index, let tries):
      if values == items[index].target {
        stage = readBackStage(from: index + 1)
      } else if tries < Self.readBackTries {
        stage = .pause(index, tries: tries + 1)
      } else {
        fail(.setUpDiffers(point: items[index].point.name))
      }
    case .rollBack(let reason):
      hasOpened = false
      fail(reason)
    case .pause, .finished: break
    }
  }

  private mutating func refused(_ code: UInt8) {
    switch stage {
    case .compare(let index), .readBack(let index, _):
      fail(.setUpRefused(point: items[index].point.name, exception: code))
    case .write(let index):
      let reason = ReadOnlyReason.setUpRefused(point: items[index].point.name, exception: code)
      if items[index].inTransaction { stage = .rollBack(reason) } else { fail(reason) }
    case .rollBack(let reason): fail(reason)
    case .source, .result, .commit: stage = .rollBack(.configurationNotOpened)
    case .begin, .isOpen, .leftOverSource, .closeLeftOver: fail(.configurationNotOpened)
    case .pause, .finished: break
    }
  }

  private mutating func busy() -> Stage {
    failure = .configurationBusy
    return .finished
  }

  private mutating func fail(_ reason: ReadOnlyReason) {
    failure = reason
    stage = .finished
  }

  /// Items that cannot be read are written always and proven never.
  private mutating func passWriteOnlyItems() {
    while true {
      if case .compare(let index) = stage, !items[index].isReadable {
        items[index].differs = true
        compareNext(after: index)
      } else if case .readBack(let index, _) = stage, !items[index].isReadable {
        stage = readBackStage(from: index + 1)
      } else {
        return
      }
    }
  }

  private mutating func compareNext(after index: Int) {
    let range = groups[group]
    if index + 1 < range.upperBound {
      stage = .compare(index + 1)
    } else if let first = nextDiffering(from: range.lowerBound) {
      stage = items[first].inTransaction ? .isOpen : .write(first)
    } else {
      stage = nextGroup()
    }
  }

  private mutating func writeNext(after index: Int) {
    if let next = nextDiffering(from: index + 1) {
      stage = .write(next)
    } else if items[index].inTransaction {
      stage = .result
    } else {
      stage = readBackStage(from: groups[group].lowerBound)
    }
  }

  private mutating func readBackStage(from index: Int) -> Stage {
    nextDiffering(from: index).map { .readBack($0, tries: 1) } ?? nextGroup()
  }

  private mutating func nextGroup() -> Stage {
    group += 1
    return group < groups.count ? .compare(groups[group].lowerBound) : .finished
  }

  private func nextDiffering(from index: Int) -> Int? {
    let end = groups[group].upperBound
    return index < end ? (index..<end).first { items[$0].differs } : nil
  }
}

extension ProfilePoint {
  fileprivate var request: ReadRequest { ReadRequest(table, address, count: width) }
}

// Reading a device: points into words, words into registers. A register may be filled by several
// points (bits of a status word), by the layout of a chain, or by a habit of the device.

import DeviceProfiles
import Plant

/// The registers of one request, found once: the same few requests come again and again.
struct RegisterRun {
  var table: RegisterTable
  var address: Int
  var count: Int
  /// Empty when there is a gap somewhere in between.
  var cells: [RegisterMap.Cell]
}

/// The words of the point that was rendered last: a long value fills the next registers too.
private struct Rendered {
  var point = -1
  var words: [UInt16] = []
}

extension DeviceState {
  /// The words from `address` on; a gap anywhere in between refuses all of it.
  mutating func read(_ table: RegisterTable, address: Int, count: Int, now: Milliseconds)
    -> Result<[UInt16], ExceptionCode>
  {
    if let refused = habit.refusal(of: table, address..<address + count) {
      return .failure(refused)
    }
    let run = run(table, address: address, count: count)
    guard run.cells.count == count else { return .failure(.illegalAddress) }
    let view = view(now)
    var rendered = Rendered()
    var words: [UInt16] = []
    words.reserveCapacity(count)
    for offset in 0..<count {
      let key = RegisterKey(table, address + offset)
      if distortion == .frozen, let old = frozen[key] {
        words.append(old)
        continue
      }
      let plain = assembled(run.cells[offset], key, &rendered, now: now)
      words.append(habit.overlay(plain, table, address + offset, view))
    }
    return .success(words)
  }

  private mutating func run(_ table: RegisterTable, address: Int, count: Int) -> RegisterRun {
    for known in runs
    where known.address == address && known.count == count && known.table == table {
      return known
    }
    var found = RegisterRun(table: table, address: address, count: count, cells: [])
    for address in address..<address + count {
      let cell = map.cells[RegisterKey(table, address)]
      guard cell?.isReadable ?? false || habit.covers(table, address) else {
        found.cells = []
        break
      }
      found.cells.append(cell ?? RegisterMap.Cell())
    }
    if runs.count < Self.mostRuns { runs.append(found) }
    return found
  }

  /// The word of one register, for freezing.
  func word(at key: RegisterKey, now: Milliseconds) -> UInt16 {
    var rendered = Rendered()
    let plain = assembled(map.cells[key] ?? RegisterMap.Cell(), key, &rendered, now: now)
    let table = [RegisterTable.coil, .discrete, .input, .holding][key.raw >> 16]
    return habit.overlay(plain, table, key.raw & 0xFFFF, view(now))
  }

  /// What all points of a register make together.
  private func assembled(
    _ cell: RegisterMap.Cell, _ key: RegisterKey, _ rendered: inout Rendered, now: Milliseconds
  ) -> UInt16 {
    var word = cell.isWritable ? stored[key] ?? cell.fill : cell.fill
    for part in cell.layers {
      if rendered.point != part.point {
        rendered.words = words(of: part.point, now: now)
        rendered.point = part.point
      }
      let mask = map.points[part.point].masks[part.word]
      word = word & ~mask | rendered.words[part.word] & mask
    }
    return word
  }

  /// The words of one point, as they would lie alone in their registers.
  private func words(of index: Int, now: Milliseconds) -> [UInt16] {
    let isNumber = map.points[index].isNumber
    if distortion == .missing, isNumber { return map.points[index].point.missingWords }
    var words = trueWords(of: map.points[index], now: now)
    if distortion == .wordSwap, isNumber, words.count > 1 { words.reverse() }
    return words
  }

  private func trueWords(of mapped: MappedPoint, now: Milliseconds) -> [UInt16] {
    let point = mapped.point
    if let signal = mapped.signal, let value = exchange.value(signal) {
      return encoded(value, mapped)
    }
    if mapped.isWritable { return mapped.keys.map { stored[$0] ?? 0 } }
    if let index = mapped.echo { return echoed(map.points[index], as: mapped) }
    if mapped.isCounter { return point.words(of: counted(point, now: now)) }
    if point.type == .string { return text(of: point) }
    if mapped.signal == nil, let constant = chainConstant(mapped) {
      return point.words(of: constant, exponent: mapped.exponent)
    }
    return missing(mapped)
  }

  private func encoded(_ value: Double, _ mapped: MappedPoint) -> [UInt16] {
    guard let served = mapped.served else { return missing(mapped) }
    var wire = served.wire(value)
    if distortion == .signReversed, mapped.point.type != .bool, mapped.point.bits == nil {
      wire = -wire
    }
    return mapped.point.words(of: wire, exponent: mapped.exponent)
  }

  /// ID and length of a SunSpec model come from the chain, everything else from the profile.
  private func chainConstant(_ mapped: MappedPoint) -> Double? {
    if mapped.point.sunSpecModel != nil, mapped.point.address < 2 {
      return mapped.keys.first.flatMap { map.cells[$0] }.map { Double($0.fill) }
    }
    return mapped.point.constant
  }

  /// A read-back tells what the written point holds.
  private func echoed(_ twin: MappedPoint, as mapped: MappedPoint) -> [UInt16] {
    let held = twin.keys.map { stored[$0] ?? 0 }
    guard let value = twin.point.value(of: held, exponent: twin.exponent) else {
      return missing(mapped)
    }
    return mapped.point.words(of: value, exponent: mapped.exponent)
  }

  private func text(of point: ProfilePoint) -> [UInt16] {
    point.constantText.flatMap { point.encode(text: $0) } ?? point.missingWords
  }

  /// Heartbeats and uptimes count real time: seconds, or a bit that changes every two.
  private func counted(_ point: ProfilePoint, now: Milliseconds) -> Double {
    let seconds = uptime(now) / 1_000
    if let bits = point.bits, bits.count == 1 { return Double(seconds / 2 % 2) }
    if point.type == .bool { return Double(seconds / 2 % 2) }
    if point.unit == .millisecond { return Double(uptime(now)) }
    let wraps: Int64 = point.width == 1 ? 65_536 : 4_294_967_296
    return Double(seconds % wraps)
  }

  /// "Not available": the chain's pattern, NaN, or zero where a number was never promised.
  private func missing(_ mapped: MappedPoint) -> [UInt16] {
    if mapped.point.sunSpecModel != nil {
      return mapped.keys.map { map.cells[$0]?.fill ?? 0xFFFF }
    }
    let isPromised = mapped.signal != nil || mapped.point.type == .f32
    let isPartial = mapped.point.bits != nil || mapped.point.type == .bool
    if isPartial || !isPromised { return [UInt16](repeating: 0, count: mapped.keys.count) }
    return mapped.point.missingWords
  }
}

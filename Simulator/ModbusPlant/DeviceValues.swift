// Reading a device: points into words, words into registers. A register may be filled by several
// points (bits of a status word), by the layout of a chain, or by a habit of the device.

import DeviceProfiles
import Plant

extension DeviceState {
  /// The words from `address` on; a gap anywhere in between refuses all of it.
  func read(_ table: RegisterTable, address: Int, count: Int, now: Milliseconds)
    -> Result<[UInt16], ExceptionCode>
  {
    let addresses = address..<address + count
    if let refused = habit.refusal(of: table, addresses) { return .failure(refused) }
    var rendered: [Int: [UInt16]] = [:]
    var words: [UInt16] = []
    words.reserveCapacity(count)
    for address in addresses {
      let key = RegisterKey(table, address)
      let cell = map.cells[key]
      guard cell?.isReadable ?? false || habit.covers(table, address) else {
        return .failure(.illegalAddress)
      }
      if distortion == .frozen, let old = frozen[key] {
        words.append(old)
        continue
      }
      let plain = assembled(cell ?? RegisterMap.Cell(), key, &rendered, now: now)
      words.append(habit.overlay(plain, table, address, view(now)))
    }
    return .success(words)
  }

  /// The word of one register, for freezing.
  func word(at key: RegisterKey, now: Milliseconds) -> UInt16 {
    var rendered: [Int: [UInt16]] = [:]
    let plain = assembled(map.cells[key] ?? RegisterMap.Cell(), key, &rendered, now: now)
    let table = [RegisterTable.coil, .discrete, .input, .holding][key.raw >> 16]
    return habit.overlay(plain, table, key.raw & 0xFFFF, view(now))
  }

  /// What all points of a register make together: whole points first, then single bits over them.
  private func assembled(
    _ cell: RegisterMap.Cell, _ key: RegisterKey, _ rendered: inout [Int: [UInt16]],
    now: Milliseconds
  ) -> UInt16 {
    var word = cell.isWritable ? stored[key] ?? cell.fill : cell.fill
    // A point without a source leaves its bits to those that have one.
    let sourced = cell.parts.filter { hasSource(map.points[$0.point]) }
    let parts = sourced.isEmpty ? cell.parts : sourced
    let whole = parts.filter { map.points[$0.point].point.bits == nil }
    let bits = parts.filter { map.points[$0.point].point.bits != nil }
    for part in whole + bits {
      let words = rendered[part.point] ?? self.words(of: part.point, now: now)
      rendered[part.point] = words
      let mask = map.points[part.point].point.masks[part.word]
      word = word & ~mask | words[part.word] & mask
    }
    return word
  }

  private func hasSource(_ mapped: MappedPoint) -> Bool {
    mapped.signal != nil || mapped.isWritable || mapped.echo != nil
      || mapped.point.constant != nil || mapped.point.constantText != nil
      || isCounter(mapped.point)
  }

  /// The words of one point, as they would lie alone in their registers.
  private func words(of index: Int, now: Milliseconds) -> [UInt16] {
    let mapped = map.points[index]
    let point = mapped.point
    let isNumber = point.type != .string && point.type != .bool && point.bits == nil
    if distortion == .missing, isNumber, !scaleFactors.contains(point.name) {
      return point.missingWords
    }
    var words = trueWords(of: mapped, now: now)
    if distortion == .wordSwap, isNumber, words.count > 1 { words.reverse() }
    return words
  }

  /// The powers of ten of a SunSpec device, which a fault of the values leaves alone.
  private var scaleFactors: [String] { device.profile.points.compactMap(\.scaleFactor) }

  private func trueWords(of mapped: MappedPoint, now: Milliseconds) -> [UInt16] {
    let point = mapped.point
    if let signal = mapped.signal, let value = exchange.value(signal) {
      return encoded(value, mapped)
    }
    if mapped.isWritable { return mapped.keys.map { stored[$0] ?? 0 } }
    if let index = mapped.echo { return echoed(map.points[index], as: mapped) }
    if let counted = counted(point, now: now) { return point.words(of: counted) }
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
  private func counted(_ point: ProfilePoint, now: Milliseconds) -> Double? {
    guard isCounter(point) else { return nil }
    let seconds = view(now).uptime / 1_000
    if let bits = point.bits, bits.count == 1 { return Double(seconds / 2 % 2) }
    if point.type == .bool { return Double(seconds / 2 % 2) }
    if point.unit == .millisecond { return Double(view(now).uptime) }
    let wraps: Int64 = point.width == 1 ? 65_536 : 4_294_967_296
    return Double(seconds % wraps)
  }

  private func isCounter(_ point: ProfilePoint) -> Bool {
    point.name == device.profile.heartbeat?.point || point.name.hasSuffix("uptime")
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

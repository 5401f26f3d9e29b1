// Which registers are read together. Points that touch are one request; a gap starts another one,
// because real devices answer gaps with an exception. A SunSpec model has no gaps, so its points share
// a request even when others lie between, and a value never travels without its scale factor.

import Plant

/// One read request and the points in its answer.
public struct ReadBlock: Sendable {
  /// A point in the answer.
  public struct Entry: Sendable {
    /// The point, with its wire address.
    public var point: ProfilePoint
    /// Where its first register stands in the answer.
    public var offset: Int
    /// Where its scale factor stands in the answer; nil when it has none.
    public var scaleFactorOffset: Int?
  }

  public var table: RegisterTable
  /// Wire address of the first register or coil.
  public var address: Int
  /// Registers or coils to read.
  public var count: Int
  /// The points, by address.
  public var entries: [Entry]

  /// The points, by address.
  public var points: [ProfilePoint] { entries.map(\.point) }

  /// The registers of one entry in the answer; nil when the answer is too short.
  public func registers(of entry: Entry, in answer: [UInt16]) -> [UInt16]? {
    let end = entry.offset + entry.point.width
    return end <= answer.count ? Array(answer[entry.offset..<end]) : nil
  }

  /// The value of one entry in the answer, which must have `count` registers (coils as 0 or 1).
  public func value(of entry: Entry, in answer: [UInt16]) -> DecodedValue {
    guard let registers = registers(of: entry, in: answer) else { return .bad(.neverRead) }
    guard let place = entry.scaleFactorOffset else { return entry.point.decode(registers) }
    guard place < answer.count else { return .bad(.neverRead) }
    let exponent = Int(Int16(bitPattern: answer[place]))
    return entry.point.decode(registers, scaleFactorExponent: exponent)
  }
}

/// Most coils or discrete inputs in one request (Modbus Application Protocol V1.1b3, 6.1 and 6.2).
private let mostCoils = 2000

/// The requests that read all points of a poll class, by table and address. A SunSpec profile must
/// have been resolved; an unresolved one has no wire addresses and gives no requests.
public func pollPlan(for profile: DeviceProfile, class pollClass: PollClass) -> [ReadBlock] {
  guard profile.discovery == .fixed, pollClass != .never else { return [] }
  var factors: [String: Int] = [:]
  for point in profile.points where point.type == .s16 { factors[point.name] = point.address }
  var blocks: [ReadBlock] = []
  for table in RegisterTable.allCases {
    let isBits = table == .coil || table == .discrete
    let most = isBits ? mostCoils : profile.timing.mostRegisters
    let wanted = profile.points
      .filter { $0.table == table && $0.poll == pollClass && $0.access != .write }
      .map { Span(of: $0, factor: $0.scaleFactor.flatMap { factors[$0] }) }
      .sorted { ($0.start, $0.end, $0.point.name) < ($1.start, $1.end, $1.point.name) }
    var group: [Span] = []
    for span in wanted {
      if !group.isEmpty, !joins(span, group, most: most) {
        blocks.append(block(table, group))
        group = []
      }
      group.append(span)
    }
    if !group.isEmpty { blocks.append(block(table, group)) }
  }
  return blocks
}

/// The registers that one point needs in one answer.
private struct Span {
  let point: ProfilePoint
  let factor: Int?
  let start: Int
  let end: Int

  init(of point: ProfilePoint, factor: Int?) {
    self.point = point
    self.factor = factor
    start = min(point.address, factor ?? point.address)
    end = max(point.address + point.width, factor.map { $0 + 1 } ?? 0)
  }
}

private func joins(_ span: Span, _ group: [Span], most: Int) -> Bool {
  let start = group.map(\.start).min() ?? span.start
  let end = group.map(\.end).max() ?? span.end
  guard max(end, span.end) - start <= most else { return false }
  if span.start <= end { return true }
  guard let model = span.point.sunSpecModel else { return false }
  return group.allSatisfy { $0.point.sunSpecModel == model }
}

private func block(_ table: RegisterTable, _ group: [Span]) -> ReadBlock {
  let start = group.map(\.start).min() ?? 0
  let end = group.map(\.end).max() ?? 0
  let entries = group.map { span in
    ReadBlock.Entry(
      point: span.point, offset: span.point.address - start,
      scaleFactorOffset: span.factor.map { $0 - start })
  }
  return ReadBlock(
    table: table, address: start, count: end - start,
    entries: entries.sorted { ($0.offset, $0.point.name) < ($1.offset, $1.point.name) })
}

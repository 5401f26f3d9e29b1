// Points of a device as a person wants to see them: value with unit, meaning of a code, raw registers, and
// in words why there is none.

public import DeviceProfiles
public import Drivers
public import Plant

/// One point as it was read.
public struct PointReading: Sendable {
  public var point: ProfilePoint
  /// The registers, or one coil as 0 or 1; empty when the device refused.
  public var words: [UInt16]
  /// The value, or why there is none; nil for a text.
  public var value: DecodedValue?
  /// The text of a string point.
  public var text: String?
  /// Why nothing was read.
  public var failure: LinkError?

  /// Value and unit as a person reads them: `34.0 bar(g)`, `3 (steady)`, `out of range`.
  public var shown: String {
    if let failure { return failure.words }
    if point.type == .string { return text.map { "\"\($0)\"" } ?? "no readable text" }
    switch value {
    case .value(let number): return shown(number)
    case .bad(let reason): return reason.words
    case nil: return "not read"
    }
  }

  private func shown(_ number: Double) -> String {
    let isWhole = number == number.rounded() && abs(number) < 1e15
    var text = isWhole ? "\(Int64(number))" : Self.decimals(number)
    if let code = code, let meaning = point.symbols[code] {
      text += " (\(meaning.en))"
    } else if point.unit != .one, point.unit != .contact {
      text += " \(point.unit.symbol)"
    }
    return text
  }

  /// The number that the point's symbols are written for: the maker's code, or ours where codes are
  /// translated.
  private var code: Int? { value?.usable.flatMap { Int(exactly: $0) } }

  /// Six significant digits, without zeros at the end.
  private static func decimals(_ number: Double) -> String {
    var scaled = number
    var digits = 0
    while digits < 6, abs(scaled - scaled.rounded()) > 1e-9 * max(1, abs(scaled)) {
      scaled *= 10
      digits += 1
    }
    let power = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6][digits]
    return "\((number * power).rounded() / power)"
  }

  /// The registers as hexadecimal words.
  public var raw: String {
    words.map { word in
      let digits = String(word, radix: 16, uppercase: true)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }.joined(separator: " ")
  }
}

extension BadReason {
  /// Why a value does not count, for people.
  public var words: String { String(describing: self).spacedOut }
}

extension String {
  /// `notImplemented` as `not implemented`.
  fileprivate var spacedOut: String {
    reduce(into: "") { text, letter in
      text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
  }
}

extension DeviceSession {
  /// Reads points of a resolved profile: those named, or all that are polled, or all that can be read.
  /// A request that is refused as a whole is repeated point by point.
  /// - Throws: `LinkError` when the link fails; a refusal is told at its point.
  public func readings(
    of profile: DeviceProfile, names: [String] = [], everything: Bool = false
  ) throws(LinkError) -> [PointReading] {
    var wanted = profile
    let factors = Set(profile.points.compactMap(\.scaleFactor))
    wanted.points = profile.points.filter { $0.access != .write }
    for place in wanted.points.indices {
      let point = wanted.points[place]
      let isAsked =
        names.isEmpty ? everything || point.poll != .never : names.contains(point.name)
      wanted.points[place].poll = isAsked ? .fast : .never
    }
    var found: [String: PointReading] = [:]
    for block in pollPlan(for: wanted, class: .fast) {
      for reading in try readings(of: block) { found[reading.point.name] = reading }
    }
    return profile.points.compactMap { point in
      found[point.name].flatMap { reading in
        names.isEmpty && !everything && factors.contains(point.name) ? nil : reading
      }
    }
  }

  private func readings(of block: ReadBlock) throws(LinkError) -> [PointReading] {
    do throws(LinkError) {
      let answer = try read(ReadRequest(block.table, block.address, count: block.count))
      return block.entries.map { reading(of: $0, block, answer) }
    } catch {
      guard case .exception = error else { throw error }
      if block.entries.count == 1 {
        return [PointReading(point: block.entries[0].point, words: [], failure: error)]
      }
      var found: [PointReading] = []
      for entry in block.entries {
        found += try readings(of: block.alone(entry))
      }
      return found
    }
  }

  private func reading(
    of entry: ReadBlock.Entry, _ block: ReadBlock, _ answer: [UInt16]
  ) -> PointReading {
    let words = block.registers(of: entry, in: answer) ?? []
    var reading = PointReading(point: entry.point, words: words)
    if entry.point.type == .string {
      reading.text = entry.point.decode(text: words)
    } else {
      reading.value = block.value(of: entry, in: answer)
    }
    return reading
  }
}

extension ReadBlock {
  /// The request that reads one entry, with its scale factor.
  fileprivate func alone(_ entry: Entry) -> ReadBlock {
    let first = min(entry.offset, entry.scaleFactorOffset ?? entry.offset)
    let end = max(entry.offset + entry.point.width, (entry.scaleFactorOffset ?? 0) + 1)
    var alone = self
    alone.address = address + first
    alone.count = end - first
    alone.entries = [entry]
    alone.entries[0].offset -= first
    alone.entries[0].scaleFactorOffset = entry.scaleFactorOffset.map { $0 - first }
    return alone
  }
}

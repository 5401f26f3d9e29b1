// Archive: one function per part both saves and restores it, field by field, so that the two directions
// cannot drift apart. The bytes are those of the house's canonical encoding.

import Plant

/// Saves a plant, or brings one back.
struct Archive {
  private var writer = CanonicalWriter()
  private var reader: CanonicalReader?
  /// False once the bytes ran out or did not make sense; what follows is then left as it was.
  private(set) var isIntact = true

  /// An archive that collects.
  init() {}

  /// An archive that gives back `bytes`.
  init(restoring bytes: [UInt8]) { reader = CanonicalReader(bytes) }

  /// What was collected.
  var bytes: [UInt8] { writer.bytes }

  /// True when everything was given back, and nothing is left over.
  var isComplete: Bool { isIntact && (reader?.isAtEnd ?? true) }

  /// Says that what was read makes no sense.
  mutating func reject() { isIntact = false }

  mutating func exchange(_ value: inout Double) {
    if reader == nil {
      writer.write(value)
    } else if let number = reader?.readDouble() {
      value = number
    } else {
      isIntact = false
    }
  }

  mutating func exchange(_ value: inout Bool) {
    if reader == nil {
      writer.write(value)
    } else if let truth = reader?.readBool() {
      value = truth
    } else {
      isIntact = false
    }
  }

  mutating func exchange<Number: FixedWidthInteger>(_ value: inout Number) {
    if reader == nil {
      writer.write(value)
    } else if let number = reader?.read(Number.self) {
      value = number
    } else {
      isIntact = false
    }
  }

  mutating func exchange<Choice: RawRepresentable>(_ value: inout Choice)
  where Choice.RawValue: FixedWidthInteger {
    var raw = value.rawValue
    exchange(&raw)
    if let choice = Choice(rawValue: raw) { value = choice } else { isIntact = false }
  }

  mutating func exchange(_ value: inout Double?) {
    var isThere = value != nil
    var number = value ?? 0
    exchange(&isThere)
    exchange(&number)
    value = isThere ? number : nil
  }

  /// Exchanges a list whose length may have changed, at most 10 000 elements.
  mutating func exchange<Element>(
    _ list: inout [Element], empty: Element, _ each: (inout Element, inout Archive) -> Void
  ) {
    var count = Int64(list.count)
    exchange(&count)
    guard isIntact, (0...10_000).contains(count) else {
      isIntact = false
      return
    }
    while list.count > count { list.removeLast() }
    while list.count < count { list.append(empty) }
    for index in list.indices { each(&list[index], &self) }
  }
}

// A reader for the smallest piece of JSON that is of use: one object whose values are strings of plain
// letters. Escapes, numbers, nesting and repeated names are refused; a library would take them.

/// Reads `{"name": "word", ...}` and nothing else.
struct FlatObjectReader {
  /// The most fields and the longest word; the wishes of the panel need three fields.
  static let mostFields = 8
  static let longestWord = 64

  let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The fields of the object.
  mutating func read() throws(RefusedBody) -> [String: String] {
    var fields: [String: String] = [:]
    try expect(UInt8(ascii: "{"), "'{'")
    skipSpace()
    if next == UInt8(ascii: "}") {
      place += 1
    } else {
      var isOpen = true
      while isOpen {
        guard fields.count < Self.mostFields else { throw RefusedBody(reason: "too many fields") }
        let name = try word()
        try expect(UInt8(ascii: ":"), "':'")
        let value = try word()
        guard fields.updateValue(value, forKey: name) == nil else {
          throw RefusedBody(reason: "the field '\(name)' stands twice")
        }
        skipSpace()
        isOpen = next == UInt8(ascii: ",")
        if isOpen { place += 1 }
      }
      try expect(UInt8(ascii: "}"), "',' or '}'")
    }
    skipSpace()
    guard place == bytes.count else { throw fault("the end of the object") }
    return fields
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func fault(_ expected: String) -> RefusedBody {
    RefusedBody(reason: "expected \(expected) at byte \(place + 1)")
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      place += 1
    }
  }

  private mutating func expect(_ byte: UInt8, _ name: String) throws(RefusedBody) {
    skipSpace()
    guard next == byte else { throw fault(name) }
    place += 1
  }

  /// A string of letters, digits, `-` and `_`: all that names and modes are made of.
  private mutating func word() throws(RefusedBody) -> String {
    try expect(UInt8(ascii: "\""), "a string")
    let start = place
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard isWordByte(byte) else { throw fault("a letter, a digit, '-' or '_'") }
      guard place - start < Self.longestWord else { throw fault("a shorter word") }
      place += 1
    }
    guard next != nil else { throw fault("the end of the string") }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    place += 1
    return text
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}

// Numbers as this house writes them, by a grammar of our own: `12`, `-0.5`, `1e3`. No `1_000`, no
// octal `010`, no `+5`, no `.5`, no `.inf`, no `nan`: what looks unusual is refused, not guessed.

/// A number with its unit: `34.0 bar(g)`.
public struct YAMLQuantity: Equatable, Sendable {
  /// The number.
  public var number: Double
  /// The unit as written; never empty.
  public var unit: String

  /// Joins the two.
  public init(number: Double, unit: String) {
    self.number = number
    self.unit = unit
  }

  /// Reads `34.0 bar(g)`; nil when the text is anything else.
  public init?(_ text: String) {
    guard let space = text.firstIndex(of: " ") else { return nil }
    guard let number = decimal(text[..<space]) else { return nil }
    let unit = trimmed(text[space...])
    guard !unit.isEmpty else { return nil }
    self.init(number: number, unit: unit)
  }
}

/// Two numbers with one unit: `0..1500 m3/h`.
public struct YAMLRange: Equatable, Sendable {
  /// Lowest and highest number.
  public var bounds: ClosedRange<Double>
  /// The unit as written; empty where none was.
  public var unit: String

  /// Joins the two.
  public init(bounds: ClosedRange<Double>, unit: String) {
    self.bounds = bounds
    self.unit = unit
  }

  /// Reads `-20..60 degC` or `0..7`; nil when the text is anything else or the bounds are swapped.
  public init?(_ text: String) {
    let numbers = text.prefix { $0 != " " }
    let unit = trimmed(text.dropFirst(numbers.count))
    var dots = numbers.startIndex
    while dots < numbers.endIndex, !numbers[dots...].hasPrefix("..") {
      dots = numbers.index(after: dots)
    }
    guard dots < numbers.endIndex, let low = decimal(numbers[..<dots]),
      let high = decimal(numbers[dots...].dropFirst(2)), low <= high
    else { return nil }
    self.init(bounds: low...high, unit: unit)
  }
}

/// A whole number: `-12`, or `0x1001` where an address may be hexadecimal.
func whole(_ text: Substring, allowsHex: Bool) -> Int? {
  if allowsHex, text.hasPrefix("0x") {
    let digits = text.dropFirst(2)
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    return Int(digits, radix: 16)
  }
  let digits = text.hasPrefix("-") ? text.dropFirst() : text
  guard hasPlainDigits(digits) else { return nil }
  return Int(text)
}

/// A finite decimal number.
func decimal(_ text: Substring) -> Double? {
  var rest = text.hasPrefix("-") ? text.dropFirst() : text
  let integer = rest.prefix { isDigit($0) }
  guard hasPlainDigits(integer) else { return nil }
  rest = rest.dropFirst(integer.count)
  if rest.hasPrefix(".") {
    let fraction = rest.dropFirst().prefix { isDigit($0) }
    guard !fraction.isEmpty else { return nil }
    rest = rest.dropFirst(fraction.count + 1)
  }
  if rest.hasPrefix("e") || rest.hasPrefix("E") {
    rest = rest.dropFirst()
    if rest.hasPrefix("-") || rest.hasPrefix("+") { rest = rest.dropFirst() }
    guard !rest.isEmpty, rest.allSatisfy({ isDigit($0) }) else { return nil }
    rest = rest.dropFirst(rest.count)
  }
  guard rest.isEmpty, let value = Double(text), value.isFinite else { return nil }
  return value
}

private func isDigit(_ character: Character) -> Bool { character >= "0" && character <= "9" }

/// Digits without a leading zero, which other programs read as octal.
private func hasPlainDigits(_ text: Substring) -> Bool {
  guard !text.isEmpty, text.allSatisfy({ isDigit($0) }) else { return false }
  return text.count == 1 || !text.hasPrefix("0")
}

private func trimmed(_ text: Substring) -> String {
  var text = text.drop { $0 == " " }
  while text.hasSuffix(" ") { text = text.dropLast() }
  return String(text)
}

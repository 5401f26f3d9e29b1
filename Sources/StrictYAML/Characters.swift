// The look at the bare text before YAML sees it. What makes two editors count lines differently, or
// makes a text mean something that nobody sees, is refused here with its place.

/// Files longer than this are refused; the longest of ours has some hundred kilobytes.
let longestFile = 4_000_000

/// Keys that occur twice are renamed with characters from here on while the tree is built, so they
/// may not occur in a file (plane 15, private use).
let firstReplacement: UInt32 = 0xF0000

/// The text with plain line ends, or what is wrong with its characters.
func cleaned(_ text: String, file: String) -> Result<[Unicode.Scalar], YAMLProblems> {
  guard text.utf8.count <= longestFile else {
    let message = "the file has \(text.utf8.count) bytes; at most \(longestFile) are read"
    return .failure(
      YAMLProblems([YAMLProblem(file: file, line: 1, column: 1, message: message)]))
  }
  var scalars: [Unicode.Scalar] = []
  scalars.reserveCapacity(text.unicodeScalars.count)
  var problems: [YAMLProblem] = []
  var line = 1
  var column = 1
  var previousWasReturn = false
  func refuse(_ message: String) {
    guard problems.count < 20 else { return }
    problems.append(YAMLProblem(file: file, line: line, column: column, message: message))
  }
  for scalar in text.unicodeScalars {
    if previousWasReturn, scalar != "\n" {
      refuse("a carriage return stands alone; end lines with LF or CR LF")
    }
    previousWasReturn = scalar == "\r"
    if previousWasReturn { continue }
    if let message = refusal(of: scalar) { refuse(message) }
    scalars.append(scalar)
    if scalar == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }
  if previousWasReturn { refuse("a carriage return stands alone; end lines with LF or CR LF") }
  return problems.isEmpty ? .success(scalars) : .failure(YAMLProblems(problems))
}

private func refusal(of scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0x0A, 0x20...0x7E, 0xA0...0x2027, 0x202A...0xFEFE, 0xFF00...0xFFFD: nil
  case 0x10000..<firstReplacement: nil
  case 0x09: "a tab; use spaces (set the editor to insert spaces for tabs)"
  case 0xFEFF: "a byte-order mark; save the file as UTF-8 without it"
  case 0x85, 0x2028, 0x2029: "an unusual line separator (\(hex(scalar))); end lines with LF"
  default: "the character \(hex(scalar)) has no place in this file; remove it"
  }
}

private func hex(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

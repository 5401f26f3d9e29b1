// Names in a row as people say them: "Tank inlet, Horn and Red beacon", and "Electrolyser 1 to 4" for
// four that differ in their number only.

/// The names as one phrase; an empty list gives an empty text.
func enumeration(of names: [String], isGerman: Bool) -> String {
  let parts = gathered(names, to: isGerman ? "bis" : "to")
  guard let last = parts.last else { return "" }
  let and = isGerman ? "und" : "and"
  return parts.count == 1
    ? last : parts.dropLast().joined(separator: ", ") + " \(and) \(last)"
}

/// Three or more neighbours of one stem with rising numbers become one part.
private func gathered(_ names: [String], to word: String) -> [String] {
  var parts: [String] = []
  var place = 0
  while place < names.count {
    var end = place
    if let first = numbered(names[place]) {
      while end + 1 < names.count, let next = numbered(names[end + 1]), next.stem == first.stem,
        next.number == first.number + (end + 1 - place)
      {
        end += 1
      }
      if end - place >= 2 {
        parts.append("\(first.stem) \(first.number) \(word) \(first.number + end - place)")
        place = end + 1
        continue
      }
    }
    parts.append(names[place])
    place += 1
  }
  return parts
}

/// `Electrolyser 3` as stem and number; nil for other names.
private func numbered(_ name: String) -> (stem: Substring, number: Int)? {
  guard let space = name.lastIndex(of: " "), let number = Int(name[name.index(after: space)...]),
    number >= 0, number < 1_000
  else { return nil }
  return (name[..<space], number)
}

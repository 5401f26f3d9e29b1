// Lines that fit a terminal of 80 columns. A line that has to be broken goes on in the column in which
// its text begins, behind a time, a bullet or a label.

/// Breaks a text at spaces.
func wrapped(_ text: String, to width: Int) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { broken($0, to: width) }.joined(separator: "\n")
}

private func broken(_ line: Substring, to width: Int) -> String {
  guard line.count > width else { return String(line) }
  let head = line.prefix(labelLength(of: line))
  let margin = String(repeating: " ", count: head.count)
  var lines: [String] = []
  var current = String(head)
  var isFresh = true
  for word in words(of: line.dropFirst(head.count)) {
    if !isFresh, current.count + 1 + word.count > width {
      lines.append(current)
      current = margin + word
    } else {
      current += (isFresh ? "" : " ") + word
    }
    isFresh = false
  }
  return (lines + [current]).joined(separator: "\n")
}

/// The words of a line; a section mark stays with its number.
private func words(of line: Substring) -> [String] {
  var words: [String] = []
  for word in line.split(separator: " ") {
    if words.last == "§" {
      words[words.count - 1] += " \(word)"
    } else {
      words.append(String(word))
    }
  }
  return words
}

/// Where the text of a line begins: behind two spaces that follow a label, or behind a bullet.
private func labelLength(of line: Substring) -> Int {
  let letters = Array(line.prefix(40))
  let spaces = letters.prefix { $0 == " " }.count
  let bullet = letters.dropFirst(spaces).prefix { $0 != " " }
  var label = spaces
  if ["-", "–"].contains(String(bullet)) || bullet.last == ")" && bullet.count < 4 {
    label = spaces + bullet.count + 1
  }
  for place in letters.indices.dropFirst(max(label, spaces + 1))
  where letters[place - 1] == " " && letters[place] == " " {
    return place + 1 + letters[(place + 1)...].prefix { $0 == " " }.count
  }
  return label
}

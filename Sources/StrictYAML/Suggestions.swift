// "Did you mean": the nearest known word to one that is not known. Nearest counts single edits
// (insert, delete, replace, swap neighbours); beyond a third of the word it is no help, so all known
// words are listed instead.

/// The edits that turn one word into the other (optimal string alignment distance).
func editDistance(_ one: String, _ other: String) -> Int {
  let a = Array(one.lowercased())
  let b = Array(other.lowercased())
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var twoAbove = [Int](repeating: 0, count: b.count + 1)
  var above = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let replace = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      row[j] = min(above[j] + 1, row[j - 1] + 1, replace)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], twoAbove[j - 2] + 1)
      }
    }
    twoAbove = above
    above = row
  }
  return above[b.count]
}

/// The end of a message about an unknown word: a near word, or the list of all.
public func suggestion(for word: String, among known: [String]) -> String {
  guard !known.isEmpty else { return "nothing is known here" }
  if word.count <= 64 {
    let near = known.map { (distance: editDistance(word, $0), word: $0) }
      .min { $0.distance < $1.distance }
    if let near, near.distance <= max(1, word.count / 3), near.distance < near.word.count {
      return "did you mean '\(near.word)'?"
    }
  }
  let list = known.count > 40 ? known.prefix(40) + ["..."] : known[...]
  return "known here: " + list.joined(separator: ", ")
}

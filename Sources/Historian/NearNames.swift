// Names that a person may have meant: the edit distance of Damerau and Levenshtein (one insertion,
// deletion, replacement or swap of neighbours counts one), and names that contain what was typed.

/// Up to five known names near `name`, nearest first.
func nearest(to name: String, among known: [String]) -> [String] {
  let limit = max(2, name.count / 3)
  let ranked = known.compactMap { candidate -> (distance: Int, name: String)? in
    if !name.isEmpty, candidate.contains(name) { return (0, candidate) }
    let distance = editDistance(name, candidate)
    return distance <= limit ? (distance, candidate) : nil
  }
  return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(5).map(\.name)
}

private func editDistance(_ one: String, _ other: String) -> Int {
  let (one, other) = (Array(one.utf8.prefix(80)), Array(other.utf8.prefix(80)))
  var twoBack: [Int] = []
  var back = Array(0...other.count)
  for (i, letter) in one.enumerated() {
    var row = [i + 1]
    for (j, candidate) in other.enumerated() {
      var best = min(row[j] + 1, back[j + 1] + 1, back[j] + (letter == candidate ? 0 : 1))
      if i > 0, j > 0, letter == other[j - 1], one[i - 1] == candidate {
        best = min(best, twoBack[j - 1] + 1)
      }
      row.append(best)
    }
    (twoBack, back) = (back, row)
  }
  return back[other.count]
}

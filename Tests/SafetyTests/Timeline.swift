// Timelines: what points show and what a row answers, one character for each scan. What goes in:
// `.` 0, `1`...`9` that number, `H` 25 (high), `M` 19 (between limit and release), `X` bad, `N` not a
// number, `S` no new answer since the scan before. What comes out: `.` quiet, `d` demanded and waiting
// for its delay, `T` its cause stands, `L` latched with its cause gone.

import Plant
import Testing

extension Bench {
  /// Runs one scan for each character; points and buttons that are not named stay as they are.
  func play(
    _ points: [Int: String], panelReset: String = "", acknowledge: String = "", row: Int = 0,
    real: Milliseconds = 1_000, plant: Milliseconds = 1_000
  ) -> String {
    let length = points.values.map(\.count).max() ?? panelReset.count
    var answer = ""
    for scan in 0..<length {
      advance(real: real, plant: plant)
      for (point, story) in points where scan < story.count {
        show(Array(story)[scan], at: point)
      }
      run(
        panelReset: Self.isPressed(panelReset, scan), acknowledge: Self.isPressed(acknowledge, scan)
      )
      answer.append(letter(row))
    }
    return answer
  }

  private static func isPressed(_ story: String, _ scan: Int) -> Bool {
    scan < story.count && Array(story)[scan] != "."
  }

  private func show(_ letter: Character, at point: Int) {
    switch letter {
    case ".": show(0, at: point)
    case "H": show(25, at: point)
    case "M": show(19, at: point)
    case "X": show(.bad(.deviceFault, at: image.time.real), at: point)
    case "N":
      var sample = RawSample.good(0, at: image.time.real)
      sample.value = .nan
      show(sample, at: point)
    case "S": break
    default:
      guard let digit = letter.wholeNumberValue else {
        Issue.record("the letter \(letter) means nothing in a timeline")
        return
      }
      show(Double(digit), at: point)
    }
  }

  private func letter(_ place: Int) -> Character {
    let report = row(place)
    if !report.isActive { return report.isDemanded ? "d" : "." }
    if report.isLatched, !report.isDemanded { return "L" }
    return "T"
  }
}

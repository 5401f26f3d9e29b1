// The report of an exercise: what was seen and what it was worth. It holds no clock of this computer and
// no name of a person; the same answers give the same report, and its digest proves that.

public import Plant
import SiteConfiguration

/// How an exercise ended.
public enum Ending: UInt8, Sendable {
  /// Every step was proven.
  case completed
  /// The trainee typed the end.
  case ended
  /// There was no more input.
  case inputEnded
  /// The time limit of the exercise passed.
  case timeOver
}

/// The result of one exercise.
public struct Report: Sendable {
  public var exercise: Exercise
  public var ending: Ending
  /// Plant time of the end, in ms since 1970 UTC.
  public var end: Milliseconds
  /// Steps that were proven.
  public var stepsDone: Int
  /// One finding for each criterion.
  public var findings: [Judgement]
  /// Hints that were asked for; each costs a point.
  public var hints: Int
  /// What was typed, with the plant time.
  public var log: [Entry]
  /// The notes for the shift.
  public var notes: [String]

  /// One line of the trainee, in the words of CommandText.
  public struct Entry: Sendable {
    public var time: Milliseconds
    public var text: BilingualText
  }

  /// Points of a part: reached, lost, and not decided.
  public struct Tally: Equatable, Sendable {
    public var reached = 0
    public var lost = 0
    public var open = 0
  }

  /// The points of a part, or of all of them without hints.
  public func tally(of part: Part? = nil) -> Tally {
    var tally = Tally()
    for (criterion, finding) in zip(exercise.criteria, findings) {
      guard part == nil || criterion.part == part else { continue }
      tally.reached += finding.points
      if finding.outcome == .open {
        tally.open += criterion.points
      } else {
        tally.lost += criterion.points - finding.points
      }
    }
    return tally
  }

  /// The score, 0...100: points reached, less one for each hint.
  public var score: Int { max(0, tally().reached - hints) }

  /// FNV-1a over everything that was judged, in neither language. Instants are whole milliseconds;
  /// no measured number is in it, because the last digit of one may differ between computers.
  public var digest: UInt64 {
    var writer = CanonicalWriter()
    func write(_ text: String) {
      writer.write(UInt32(text.utf8.count))
      for byte in text.utf8 { writer.write(byte) }
    }
    writer.write(exercise.digest)
    writer.write(exercise.site.digest)
    writer.write(ending.rawValue)
    writer.write(end)
    writer.write(Int64(stepsDone))
    writer.write(Int64(hints))
    for finding in findings {
      writer.write(finding.outcome.rawValue)
      writer.write(Int64(finding.points))
      writer.write(finding.time ?? 0)
    }
    for entry in log {
      writer.write(entry.time)
      write(entry.text.en)
    }
    for note in notes { write(note) }
    return writer.digest
  }
}

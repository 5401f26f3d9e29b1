// What the alarm tests share: alarms made by hand, a bench that feeds one observation for each character
// of a story, and a folder that goes away with its test.

import Foundation
import Plant
import Testing

@testable import Alarms

/// An alarm on the row at `place`, with a delay of 0 unless said otherwise.
func alarm(
  _ row: String, part: String = "", at place: Int = 0, priority: Priority = .second,
  isLatched: Bool = false, reset: ResetRule = .panel, group: String = "",
  onDelay: Milliseconds = 0, timeBase: TimeBase = .plant, armedBy: PointIndex = .none
) -> AlarmDefinition {
  AlarmDefinition(
    RowDefinition(
      row: row, part: part, cause: BilingualText(de: "Ursache \(row)", en: "Cause \(row)"),
      consequence: BilingualText(de: "Folge", en: "Consequence"),
      action: BilingualText(de: "Handeln", en: "Act"), priority: priority, isLatched: isLatched,
      resetRule: isLatched ? reset : .auto, group: group, unit: .one, threshold: 1),
    at: place, comparesNumber: true, onDelay: onDelay, timeBase: timeBase, armedBy: armedBy,
    actions: [])
}

/// Plays stories to a list of alarms, one observation a second. The letters of a story say what the row
/// reports: `.` quiet, `A` its cause stands, `L` latched with its cause gone, `B` latched with its cause
/// there, `z` asleep, `u` acting without having heard anything, `-` and `=` the mark "not seen" taken
/// away by the panel while the row is quiet or stands.
struct Bench {
  static let dawn: Milliseconds = 1_781_000_000_000
  var list: AlarmList
  var time = ScanTime(scan: 0, real: 5_000, plant: Self.dawn)
  var rows: [RowReport]
  var armed: [RawSample]
  var records: [AlarmRecord] = []

  init(_ definitions: [AlarmDefinition], settled: Bool = true) {
    list = AlarmList(definitions)
    rows = definitions.map { _ in .quiet }
    armed = definitions.map { _ in .good(1, at: 0) }
    if settled { settle() }
  }

  /// Lets so much time pass with quiet rows that all is known.
  mutating func settle() {
    look()
    time.real += 400_000
    time.plant += 400_000
    look()
  }

  mutating func look(_ named: [String: Bool] = [:]) {
    records += list.observe(
      AlarmObservation(time: time, rows: rows, samples: armed, named: named))
  }

  mutating func pass(_ span: Milliseconds) {
    time.scan += 1
    time.real += span
    time.plant += span
  }

  /// Plays a story to the row at `place` and answers with one letter for each state.
  mutating func play(_ story: String, row place: Int = 0, every span: Milliseconds = 1_000)
    -> String
  {
    var answer = ""
    for letter in story {
      pass(span)
      show(letter, row: place)
      look()
      answer.append(list.alarms[place].state.letter)
    }
    return answer
  }

  mutating func show(_ letter: Character, row place: Int = 0) {
    let before = rows[place]
    var report = RowReport.quiet
    report.isDemanded = "ABu=".contains(letter)
    report.isActive = "ABLu=".contains(letter)
    report.isLatched = "BL".contains(letter)
    report.isUnacknowledged = before.isUnacknowledged
    if "AB".contains(letter), !(before.isActive && before.isDemanded) {
      report.isUnacknowledged = true
    }
    if "-=".contains(letter) { report.isUnacknowledged = false }
    report.since = report.isActive ? (before.isActive ? before.since : time.scan) : 0
    armed[place] = .good(letter == "z" ? 0 : 1, at: time.real)
    rows[place] = report
  }

  @discardableResult
  mutating func ask(_ request: AlarmRequest) -> AlarmRefusal? {
    switch list.grant(request) {
    case .success(let new):
      records += new
      return nil
    case .failure(let refusal): return refusal
    }
  }

  /// The kinds of all records so far, without those of the alarm's own load.
  var kinds: [AlarmRecord.Kind] { records.map(\.kind) }
  var state: AlarmState { list.alarms[0].state }
}

extension AlarmState {
  /// `.` normal, `U` and `A` standing, `r` returned, `L` and `l` latched (capital: not seen), `s` shelved,
  /// `z` suppressed, `o` out of service.
  var letter: Character {
    switch self {
    case .normal: "."
    case .unacknowledged: "U"
    case .acknowledged: "A"
    case .returned: "r"
    case .latchedUnacknowledged: "L"
    case .latchedAcknowledged: "l"
    case .shelved: "s"
    case .suppressed: "z"
    case .outOfService: "o"
    }
  }
}

/// A folder of its own for one test, removed at the end.
final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "alarms-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  func text(_ name: String) -> String {
    (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? ""
  }
}

/// A small generator with a seed, so that a failure comes back.
struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

// The report for people: once for the terminal and once as Markdown for a folder of records. Both say the
// same, and both end with what such a result is not.

public import Phrases
public import Plant
import SiteConfiguration

extension Report {
  /// What a result of an exercise does not replace.
  public static var notice: BilingualText {
    BilingualText(
      de: "SIMULATION. Dieses Ergebnis ersetzt keine Unterweisung nach § 12 BetrSichV / "
        + "§ 14 GefStoffV und keine Schaltberechtigung.",
      en: "SIMULATION. This result replaces neither the instruction that German law requires "
        + "(§ 12 BetrSichV / § 14 GefStoffV) nor an authorisation to switch.")
  }

  private func say(_ language: Language, _ german: String, _ english: String) -> String {
    language.text(BilingualText(de: german, en: english))
  }

  /// The report for the terminal.
  public func text(_ language: Language) -> String {
    let digits = hexadecimal(digest)
    var lines = [
      say(language, "AUSWERTUNG (SIMULATION): ", "REPORT (SIMULATION): ")
        + language.text(exercise.title),
      head(language), "",
    ]
    for part in Part.allCases {
      let name = language.text(part.text)
      let tally = tally(of: part)
      lines.append("\(name): \(tally.reached) \(say(language, "von", "of")) \(weight(part))")
      for (criterion, finding) in zip(exercise.criteria, findings) where criterion.part == part {
        let points = "\(finding.points)/\(criterion.points)"
        let pad = String(repeating: " ", count: max(1, 7 - points.count))
        lines.append("  \(finding.outcome.mark) \(points)\(pad)\(language.text(criterion.text))")
        lines.append("            \(seen(finding, language))")
      }
    }
    lines += ["", result(language)]
    lines.append(
      say(
        language, "(+ erreicht, ~ teilweise, - verloren, o offen)",
        "(+ reached, ~ in part, - lost, o open)"))
    if hints > 0 { lines.append(hintLine(language)) }
    lines += notes.map { say(language, "Schichtnotiz: ", "Shift note: ") + $0 }
    lines += ["\(say(language, "Prüfzahl", "Digest")) \(digits)", "", language.text(Self.notice)]
    return lines.map { wrapped($0, to: 78) }.joined(separator: "\n")
  }

  /// The report as Markdown.
  public func markdown(_ language: Language) -> String {
    var lines = [
      "# \(language.text(exercise.title))", "", "**SIMULATION.** " + head(language), "",
      "**\(result(language))**", "",
      say(
        language, "| Teil | erreicht | verloren | offen | von |",
        "| part | reached | lost | open | of |"),
      "|---|---|---|---|---|",
    ]
    for part in Part.allCases {
      let tally = tally(of: part)
      let name = language.text(part.text)
      lines.append(
        "| \(name) | \(tally.reached) | \(tally.lost) | \(tally.open) | \(weight(part)) |")
    }
    lines += [
      "",
      say(
        language, "| Kriterium | Punkte | gesehen | Anlagenzeit |",
        "| criterion | points | seen | plant time |"), "|---|---|---|---|",
    ]
    for (criterion, finding) in zip(exercise.criteria, findings) {
      let time = finding.time.map { clock($0, exercise.civilOffset) } ?? "–"
      let points = "\(finding.points) \(say(language, "von", "of")) \(criterion.points)"
      let cells = [language.text(criterion.text), points, language.text(finding.seen), time]
      lines.append("| " + cells.map(escaped).joined(separator: " | ") + " |")
    }
    if hints > 0 { lines += ["", hintLine(language)] }
    if !notes.isEmpty { lines += ["", "## " + say(language, "Schichtnotiz", "Shift note"), ""] }
    lines += notes.map { "- \(escaped($0))" }
    lines += ["", "## " + say(language, "Was getan wurde", "What was done"), ""]
    lines += log.map {
      "- \(clock($0.time, exercise.civilOffset)) `\(language.text($0.text).replacing("`", with: "'"))`"
    }
    lines += [
      "", "\(say(language, "Prüfzahl", "Digest")): `\(hexadecimal(digest))`", "",
      language.text(Self.notice), "",
    ]
    return lines.joined(separator: "\n")
  }

  private func head(_ language: Language) -> String {
    let from = clock(exercise.start, exercise.civilOffset)
    let to = clock(end, exercise.civilOffset)
    let day = UTC.text(exercise.start + exercise.civilOffset).prefix(10)
    let steps = "\(stepsDone) \(say(language, "von", "of")) \(exercise.steps.count)"
    let why: String =
      switch ending {
      case .completed: say(language, "vollständig", "complete")
      case .ended: say(language, "vom Lernenden beendet", "ended by the trainee")
      case .inputEnded:
        say(language, "abgebrochen: keine Eingabe mehr", "broken off: no more input")
      case .timeOver: say(language, "die Zeit der Übung ist um", "the time of the exercise is over")
      }
    return language.text(exercise.site.catalogue.text)
      + say(
        language, ", \(day), Anlagenzeit \(from) bis \(to); Schritte: \(steps); \(why).",
        ", \(day), plant time \(from) to \(to); steps: \(steps); \(why).")
  }

  private func result(_ language: Language) -> String {
    let open = tally().open
    let tail =
      open > 0
      ? say(language, "; \(open) Punkte blieben offen", "; \(open) points stayed open") : ""
    return say(
      language, "Ergebnis: \(score) von 100 Punkten\(tail).",
      "Result: \(score) of 100 points\(tail).")
  }

  private func hintLine(_ language: Language) -> String {
    say(
      language, "Hinweise: \(hints), je 1 Punkt Abzug.", "Hints: \(hints), one point less for each."
    )
  }

  private func seen(_ finding: Judgement, _ language: Language) -> String {
    let time = finding.time.map { "\(clock($0, exercise.civilOffset)) " } ?? ""
    return time + language.text(finding.seen)
  }

  private func weight(_ part: Part) -> Int { exercise.weights[part] ?? 0 }

  /// A text that cannot break out of its cell or its line.
  private func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("<", with: "\\<")
  }

  private func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Part {
  /// The part as people call it.
  var text: BilingualText {
    switch self {
    case .safety: BilingualText(de: "Sicherheit", en: "Safety")
    case .procedure: BilingualText(de: "Ablauf", en: "Procedure")
    case .energy: BilingualText(de: "Energie und Diagnose", en: "Energy and diagnosis")
    case .alarms: BilingualText(de: "Meldungen", en: "Alarms")
    case .record: BilingualText(de: "Dokumentation", en: "Record")
    }
  }
}

extension Outcome {
  /// One letter wide, for a column.
  var mark: String {
    switch self {
    case .open: "o"
    case .met: "+"
    case .partly: "~"
    case .missed: "-"
    }
  }
}

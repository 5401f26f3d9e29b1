// `h2q bypass`: one gas detector out of the votes for a while, by a person with a name and a reason. Both
// go to the log of the service; the core counts minutes.

import ArgumentParser
import Plant
import SiteConfiguration

struct Bypass: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes one gas detector out of the votes for its maintenance, 240 minutes at most.",
    discussion: """
      The others must do with one vote less: two of three become one of two. Nothing starts meanwhile,
      and row X08 stands as an alarm. When the time is over the detector counts as faulted until
      somebody ends the bypass with --end. A new start of the controller knows of no bypass.
      """)

  @OptionGroup var site: SiteOptions
  @Argument(help: "The gas detector, such as at-301.") var sensor: String
  @Option(help: "For how long: 1 to 240.") var minutes: Int?
  @Flag(help: "Ends the bypass: the detector is well again.") var end = false
  @Option(help: "Who says so, in one word.") var name: String
  @Option(help: "Why, in 3 to 200 characters.") var reason: String
  @OptionGroup var state: StateOptions

  func validate() throws {
    guard (minutes != nil) != end else {
      throw ValidationError("please give either --minutes N or --end")
    }
    if let minutes, !(1...240).contains(minutes) {
      throw ValidationError("a bypass lasts 1 to 240 minutes, read \(minutes)")
    }
    guard isWord(name), isReason(reason) else {
      throw ValidationError("please give a name of one word, and a reason of 3 to 200 characters")
    }
  }

  func run() throws {
    try tell("bypass \(sensor) \(minutes ?? 0) \(name) \(reason)", site, state)
  }
}

private func isWord(_ text: String) -> Bool {
  !text.isEmpty && text.count <= 64 && !text.contains(where: \.isWhitespace) && isPrintable(text)
}

private func isReason(_ text: String) -> Bool {
  let words = text.split(separator: " ").joined(separator: " ")
  return words.count >= 3 && words.count <= 200 && isPrintable(words)
}

/// True without anything that could break a line of the log.
private func isPrintable(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: true
    }
  }
}

extension Requests {
  /// `bypass DETECTOR MINUTES NAME REASON...`; 0 minutes end it.
  func bypass(_ words: [String]) -> String {
    let reason = words.dropFirst(4).joined(separator: " ")
    guard let minutes = Int(words[2]), (0...240).contains(minutes) else {
      return "error: a bypass lasts 1 to 240 minutes, read '\(words[2])'"
    }
    guard isWord(words[3]), isReason(reason) else {
      return "error: please give a name of one word, and a reason of 3 to 200 characters"
    }
    let units = site.catalogue.units
    guard let place = units.firstIndex(where: { $0.name == words[1] }) else {
      let known = units.filter { $0.kind == .gasDetector }.map(\.name).joined(separator: ", ")
      return "error: there is no gas detector '\(words[1])'; known are \(known)"
    }
    let answer = ask(
      Intent(
        .bypass, unit: Int16(place), value: Double(minutes), source: .commandLine,
        ticket: board.ticket()))
    let what = minutes > 0 ? "bypass for \(minutes) min" : "end of bypass"
    // Also what was refused: who looks for the cause of a gap wants to see the attempts.
    witnesses.note("\(words[1]): \(what) by \(words[3]), because: \(reason): \(answer)")
    return answer
  }
}

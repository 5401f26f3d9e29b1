// `h2q-sim train`: one exercise, one trainee, in virtual time. Lines come from the keyboard, from a pipe,
// from a file, or from the exercise's own worked solution; where nobody types, it does not wait.

import ArgumentParser
import Foundation
import Plant
import PlantSimulation
import SiteConfiguration
import Training

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plays a training exercise on the simulated plant and scores it.",
    discussion: """
      Without a name it lists the exercises. The plant runs inside this program, as fast as it can;
      time passes only when the trainee lets it. Nothing here reaches a real device, and a score
      replaces neither instruction nor an authorisation to switch.
      """)

  @Argument(help: "An exercise below training/exercises, or a file.") var exercise: String?
  @Option(help: "Language of the trainee: de or en.") var language = "de"
  @Option(help: ArgumentHelp("Take the lines from a file instead.", valueName: "file"))
  var answers: String?
  @Flag(help: "Play the worked solution of the exercise.") var demo = false
  @Option(help: ArgumentHelp("Write the report as Markdown.", valueName: "file"))
  var report: String?

  func validate() throws {
    guard Session.languageCodes.contains(language) else {
      throw ValidationError("there is no language '\(language)'; there are de and en")
    }
    if demo, answers != nil { throw ValidationError("--demo and --answers exclude each other") }
  }

  func run() throws {
    let shelf = ExerciseShelf()
    guard let name = exercise else { return list(shelf) }
    let exercise = try load(name, from: shelf)
    let source: LineSource =
      if demo { .list(exercise.solution(languageCode: language)) } else if let answers {
        .list(try lines(of: answers))
      } else {
        .keyboard
      }
    let session = try Session(exercise, year: try KasselYear.load(), languageCode: language) {
      say($0)
    }
    session.begin()
    try play(session, source)
    session.finish(.inputEnded)
    say("")
    say(session.reportText ?? "")
    if let report { try write(session.reportMarkdown ?? "", to: report) }
  }

  private enum LineSource {
    case list([String])
    case keyboard
  }

  private func play(_ session: Session, _ source: LineSource) throws {
    switch source {
    case .list(let lines):
      for line in lines where !session.isOver {
        say("> \(line)")
        session.take(line)
      }
    case .keyboard:
      var typed = TypedLines()
      while !session.isOver, let line = typed.next() {
        if !typed.isTerminal { say("> \(line)") }
        session.take(line)
      }
      if typed.hasGivenUp {
        printError("h2q-sim: nobody types, and there is no terminal; the exercise ends here")
      }
    }
  }

  private func list(_ shelf: ExerciseShelf) {
    for name in shelf.names {
      let title = try? shelf.load(name).get().title
      say("\(name)  \((language == "en" ? title?.en : title?.de) ?? "(cannot be read)")")
    }
    if shelf.names.isEmpty { say("there are no exercises in training/exercises below this folder") }
  }

  private func load(_ name: String, from shelf: ExerciseShelf) throws -> Exercise {
    switch shelf.load(name) {
    case .success(let exercise): return exercise
    case .failure(let problems):
      printError(SiteConfiguration.report(problems))
      throw ExitCode(78)
    }
  }

  private func lines(of path: String) throws -> [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      printError("the answers in \(path) cannot be read")
      throw ExitCode(66)
    }
    return text.split(whereSeparator: \.isNewline).map(String.init)
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      printError("report written to \(path)")
    } catch {
      printError("the report cannot be written to \(path): \(error.localizedDescription)")
      throw ExitCode(73)
    }
  }
}

/// Reads standard input line by line. At a terminal it waits as long as it takes. A pipe into which
/// nobody writes must not hang a script for ever: half a minute for the first line, a quarter of an
/// hour between two.
private struct TypedLines {
  /// Somebody sits in front of it.
  let isTerminal = isatty(STDIN_FILENO) == 1
  /// The input was silent for too long.
  private(set) var hasGivenUp = false
  private var waiting: [UInt8] = []
  private var isAtEnd = false
  private var hasRead = false
  private static let mostBytes = 65_536

  /// The next line without its end; nil when there is no more.
  mutating func next() -> String? {
    if isTerminal { prompt() }
    while true {
      if let end = waiting.firstIndex(of: 0x0A) ?? (isFull ? waiting.endIndex - 1 : nil) {
        let line = waiting[..<end]
        waiting.removeSubrange(...end)
        return text(of: line)
      }
      if isAtEnd {
        defer { waiting = [] }
        return waiting.isEmpty ? nil : text(of: waiting[...])
      }
      fill()
    }
  }

  private var isFull: Bool { waiting.count >= Self.mostBytes }

  private mutating func fill() {
    if !isTerminal {
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = poll(&input, 1, hasRead ? 900_000 : 30_000)
      if ready == 0 {
        hasGivenUp = true
        isAtEnd = true
        return
      }
    }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count < 0, errno == EINTR { return }
    if count <= 0 { isAtEnd = true } else { waiting += buffer[..<count] }
    hasRead = true
  }

  private func text(of line: ArraySlice<UInt8>) -> String {
    String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }

  private func prompt() { FileHandle.standardOutput.write(Data("> ".utf8)) }
}

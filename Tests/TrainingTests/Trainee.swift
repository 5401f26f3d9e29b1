// The trainee of the tests: types lines and keeps what was said. Exercises come from the repository, or
// from its text with a mistake in it. Most tests scan once a second, which is enough for a person.

import Foundation
import Phrases
import Plant
import PlantSimulation
import SiteConfiguration
import StrictYAML
import Scenarios
import Testing

@testable import Training

/// The Kassel year, read once.
let kasselYear = Result { try KasselYear.load() }

enum Shelf {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let exercises = ExerciseShelf(below: root.path())

  /// The first exercise, as it is shipped.
  static let hello = Result {
    try exercises.load("hello-electrolyser").get()
  }

  /// Its text.
  static func helloText() throws -> String {
    try String(
      contentsOf: root.appending(path: "training/exercises/hello-electrolyser.yaml"),
      encoding: .utf8)
  }

  /// The shipped sites, each read once.
  static let sites = {
    let read = exercises.sites
    let loaded = Dictionary(uniqueKeysWithValues: read.names.map { ($0, read.load($0)) })
    return SiteShelf(names: read.names) { loaded[$0] ?? read.load($0) }
  }()

  /// Reads a text as if it were the file.
  static func read(_ text: String) -> Result<Exercise, YAMLProblems> {
    readExercise(text, file: "exercise.yaml", sites: sites)
  }
}

/// One trainee at one session.
final class Trainee {
  let session: Session
  private let paper: Paper

  final class Paper { var lines: [String] = [] }

  init(
    _ exercise: Exercise? = nil, language: Language = .german, period: Milliseconds? = 1_000
  ) throws {
    let paper = Paper()
    self.paper = paper
    session = try Session(
      try exercise ?? Shelf.hello.get(), year: try kasselYear.get(),
      languageCode: language.rawValue, period: period
    ) { paper.lines.append($0) }
    session.begin()
  }

  /// Everything that was said so far.
  var said: String { paper.lines.joined(separator: "\n") }

  /// Types lines, and gives back what was said to them.
  @discardableResult
  func type(_ lines: String...) -> String { type(lines) }

  @discardableResult
  func type(_ lines: [String]) -> String {
    let before = paper.lines.count
    for line in lines { session.take(line) }
    return paper.lines.dropFirst(before).joined(separator: "\n")
  }

  /// Types the worked solution of some steps, by their names.
  func solve(_ names: String...) {
    for step in session.exercise.steps where names.contains(step.name) { type(step.solution) }
  }

  /// The report after the last line of input.
  func report(_ ending: Ending = .inputEnded) throws -> Report {
    session.finish(ending)
    return try #require(session.report)
  }

  /// What the plant did, by its own books.
  var books: PlantBalance { session.lab.site.plant.balance }
}

extension Report {
  /// The judgement of a criterion, by its name.
  func judgement(_ name: String) throws -> Judgement {
    let place = try #require(exercise.criteria.firstIndex { $0.name == name }, "\(name)")
    return findings[place]
  }

  /// Names of the criteria that ended like this.
  func criteria(_ outcome: Outcome) -> [String] {
    zip(exercise.criteria, findings).filter { $1.outcome == outcome }.map(\.0.name)
  }
}

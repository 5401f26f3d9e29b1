// `h2q history` and `h2q events`: CSV from the history file, while the service goes on writing it.

import ArgumentParser
import Foundation
import Historian
import Plant

/// The options that both verbs share.
struct HistoryOptions: ParsableArguments {
  @OptionGroup var site: SiteOptions
  @OptionGroup var state: StateOptions

  @Option(help: "Begin, as 2026-06-18T09:30:00Z, or as an age before the newest row: 90s, 15m, 2h.")
  var since: String?

  /// Opens the history of the site; ends with 66 when there is none.
  func open() throws -> HistoryReader {
    do {
      return try HistoryReader("\(state.folder(of: site.name))/history.sqlite")
    } catch {
      printError("\(error)")
      throw ExitCode(66)
    }
  }

  /// The begin as plant time.
  func begin(before newest: Milliseconds?) throws -> Milliseconds {
    guard let since else { return .min }
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime]
    if let date = formatter.date(from: since) {
      return Milliseconds(date.timeIntervalSince1970 * 1000)
    }
    let scale: [Character: Milliseconds] = [
      "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]
    guard let unit = since.last, let factor = scale[unit],
      let count = Milliseconds(since.dropLast()), let newest
    else {
      throw ValidationError(
        "expected a time like 2026-06-18T09:30:00Z or an age like 15m, read '\(since)'")
    }
    return newest - count * factor
  }
}

struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the history of points as CSV.",
    discussion: "Without --point it lists the names of all points.")

  @OptionGroup var options: HistoryOptions

  @Option(help: "A point, such as tank.mass; may be given several times.")
  var point: [String] = []

  func run() throws {
    let reader = try options.open()
    do {
      guard !point.isEmpty else {
        for name in try reader.points() { print(name) }
        return
      }
      var newest: Milliseconds?
      for name in point {
        if let last = try reader.sample(point: name, at: .max)?.time {
          newest = max(newest ?? last, last)
        }
      }
      try HistoryCSV(reader) { print($0, terminator: "") }
        .samples(points: point, since: try options.begin(before: newest))
    } catch let error as HistorianError {
      printError("\(error)")
      throw ExitCode(66)
    }
  }
}

struct Events: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the events of a site as CSV.")

  @OptionGroup var options: HistoryOptions

  func run() throws {
    let reader = try options.open()
    do {
      let newest = try reader.events().last?.time
      try HistoryCSV(reader) { print($0, terminator: "") }
        .events(since: try options.begin(before: newest))
    } catch let error as HistorianError {
      printError("\(error)")
      throw ExitCode(66)
    }
  }
}

// The premises of one test: a folder that is gone afterwards, the programs in it, and the waiting.
// A condition is looked at again and again; its deadline only ends a test that fails, and then the
// words of all programs are told.

import Foundation
import Testing

/// What never happened, with what the programs said meanwhile.
struct NeverHappened: Error, CustomStringConvertible {
  var description: String
}

/// Folder and programs of one test.
final class Premises {
  /// Short, because a socket's path has room for 107 bytes only.
  let folder: String
  private let undertaker: Undertaker
  private var programs: [Program] = []
  private var blocks: [PortBlock] = []

  init() throws {
    folder = NSTemporaryDirectory() + "h2q-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    undertaker = try Undertaker(of: folder)
  }

  /// Ends everything and removes the folder.
  func close() {
    for program in programs { program.crash() }
    undertaker.act()
  }

  /// The first of almost 300 ports that are this test's alone.
  func ports() throws -> Int {
    let block = try PortBlock()
    blocks.append(block)
    return block.first
  }

  /// Starts `h2q`, `h2q-sim`, or the program at an absolute path.
  func start(_ program: String, _ arguments: [String]) throws -> Program {
    let path = program.hasPrefix("/") ? program : "\(builtFolder)/\(program)"
    let name = program.split(separator: "/").last.map(String.init) ?? program
    let started = try Program(
      path, arguments, name: name, log: "\(folder)/\(programs.count)-\(name).log",
      mark: undertaker.mark)
    programs.append(started)
    return started
  }

  /// Runs a program to its end.
  func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let started = try start(program, arguments)
    try wait(for: "\(program) \(arguments.joined(separator: " ")) ends") { !started.isRunning }
    programs.removeLast()
    return (try #require(started.code), started.output)
  }

  /// Waits until `condition` holds.
  /// - Parameter details: what to tell besides when it never does.
  func wait(
    for what: String, within seconds: Double = 60, details: () -> String = { "" },
    _ condition: () throws -> Bool
  ) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      if try condition() { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw NeverHappened(description: "never happened: \(what)\n\(told)\n\(details())")
  }

  /// The last words of all programs.
  var told: String {
    programs.map { program in
      let words = program.output.split(separator: "\n").suffix(20).joined(separator: "\n  ")
      return "\(program.name)\(program.isRunning ? "" : ", ended"):\n  \(words)"
    }.joined(separator: "\n")
  }

  /// The same beside a failed expectation.
  var comment: Comment { Comment(rawValue: told) }
}

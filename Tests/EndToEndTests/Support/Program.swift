// One real program in a test: started as a person or a supervisor would start it, with its words in
// a file, and ended by whatever the test wants to show.

import Foundation
import Testing

/// The folder of the programs that this very build made: they lie beside the test program.
let builtFolder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  .deletingLastPathComponent().path

/// The top of the repository, where both programs find `hardware`.
let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path

/// A program that was started.
final class Program {
  let name: String
  private let log: String
  private let process = Process()

  /// Starts the program at `path`; what it says goes into the file `log`.
  init(
    _ path: String, _ arguments: [String], name: String, log: String,
    mark: (name: String, value: String)
  ) throws {
    self.name = name
    self.log = log
    try #require(
      FileManager.default.isExecutableFile(atPath: path), "there is no program at \(path)")
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: top)
    process.environment = ProcessInfo.processInfo.environment
      .merging([mark.name: mark.value]) { _, new in new }
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    process.standardOutput = file
    process.standardError = file
    process.standardInput = FileHandle.nullDevice
    // Threads of a queue block most signals, and a program that is started inherits that: it would
    // never hear that it should end.
    var none = sigset_t()
    var ours = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &ours)
    defer { pthread_sigmask(SIG_SETMASK, &ours, nil) }
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  /// Its number in the process table.
  var number: Int32 { process.processIdentifier }

  /// What it said so far.
  var output: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

  /// Ends it without a farewell, as a crash or `kill -9` would.
  func crash() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks it to end, as a supervisor does.
  func askToEnd() { kill(process.processIdentifier, SIGTERM) }

  /// The code it ended with; nil while it runs and when a signal ended it.
  var code: Int32? {
    guard !process.isRunning, process.terminationReason == .exit else { return nil }
    return process.terminationStatus
  }
}

// `h2q-sim demo`: everything at once on this computer. A real broker, the simulated plants of both sites
// on the wire, one real controller for each, and somebody who plays the person on site. It says what
// it does, so that a newcomer learns what he would have to do.

import ArgumentParser
import Foundation
import LocalSocket
import Plant
import PlantSimulation
import ScanLoop

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs broker, simulated plants and controllers of both sites together.",
    discussion: "Ends with Ctrl-C, or by itself after --seconds; then it prints a summary.")

  @Option(help: "End after so many seconds of real time; 0 runs until Ctrl-C.") var seconds = 0.0
  @Option(help: "Plant seconds per real second, 0.1 to 60.") var speed = 10.0
  @Option(help: "Folder for everything that the demo writes.") var folder = ".demo"
  @Argument(help: "Sites to run.") var sites = ["ovm-lab", "wesertor"]

  func run() throws {
    guard speed >= 0.1, speed <= 60 else {
      throw ValidationError("expected a speed from 0.1 to 60, read \(speed)")
    }
    let stage = try Stage(folder: folder, sites: sites, speed: speed)
    defer { stage.close() }
    say("Living through the hours before, in virtual time, and opening everything.")
    let isRunning = try stage.open()
    guard isRunning else { throw ExitCode(70) }
    say(stage.welcome(seconds: seconds))
    let curtain = Curtain(after: seconds)
    var person = Person(stage: stage)
    while !curtain.hasFallen {
      person.act()
      curtain.wait(0.5)
    }
    say("\nThe demo ends: everything stops in order.")
    let summary = stage.summary(person: person)
    stage.close()
    try summary.write(to: "\(folder)/summary.json")
    say(summary.text)
  }
}

/// When the demo ends: after its time, or when somebody presses Ctrl-C.
private final class Curtain {
  private let fallen = DispatchSemaphore(value: 0)
  private let end: Date?
  private var isSignalled = false
  private var sources: [any DispatchSourceSignal] = []

  init(after seconds: Double) {
    end = seconds > 0 ? Date(timeIntervalSinceNow: seconds) : nil
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [fallen] in fallen.signal() }
      source.resume()
      sources.append(source)
    }
  }

  var hasFallen: Bool { isSignalled || (end.map { $0 <= Date() } ?? false) }

  func wait(_ seconds: Double) {
    let left = min(seconds, end?.timeIntervalSinceNow ?? seconds)
    guard left > 0 else { return }
    if fallen.wait(timeout: .now() + left) == .success { isSignalled = true }
  }
}

// The verbs that ask the running simulator. Each is one line over its local socket.

import ArgumentParser
import LocalSocket

private func tell(_ line: String, _ socket: SimulatorSocket) throws {
  let answer: String
  do {
    answer = try ask(line, at: socket.running)
  } catch {
    printError("\(error)")
    throw ExitCode(69)
  }
  if answer.hasPrefix("error:") {
    printError(answer)
    throw ExitCode(1)
  }
  print(answer)
}

struct Press: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does what a person on site does: turns the reset key, presses the emergency stop.",
    discussion: """
      Known are reset-key, emergency-stop, release-emergency-stop, key-remote, key-local,
      key-maintenance, gas-unit-acknowledge, door-open, door-closed, supervision-on,
      supervision-off, fill-heat-loop.
      """)

  @Argument(help: "What to press or turn.") var what: String
  @Option(help: "The site.") var site = "-"
  @OptionGroup var socket: SimulatorSocket

  func run() throws { try tell("press \(site) \(what)", socket) }
}

struct Fault: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Breaks something in the simulated plant or on its wires.",
    discussion: """
      Examples: `fault el-2.link silent`, `fault room.gas 25 --site ovm-lab`,
      `fault at-301.zero drifting`. An unknown word lists the choices.
      """)

  @Argument(help: "What breaks, and how: unit.what value.") var what: [String]
  @Option(help: "The site, where several have such a thing.") var site = "-"
  @OptionGroup var socket: SimulatorSocket

  func run() throws { try tell("fault \(site) \(what.joined(separator: " "))", socket) }
}

struct Clear: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Mends what a fault broke; without a name, everything.")

  @Argument(help: "What to mend, as it was broken.") var what: [String] = []
  @Option(help: "The site.") var site = "-"
  @OptionGroup var socket: SimulatorSocket

  func run() throws {
    try tell("clear \(site) \(what.joined(separator: " "))", socket)
  }
}

struct PlantStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tells the energy and hydrogen balance of the plant itself.")

  @Option(help: "The site.") var site = "-"
  @OptionGroup var socket: SimulatorSocket

  func run() throws { try tell("status \(site)", socket) }
}

// The verbs that ask the running service. Each is one line over the local socket; a refusal ends with 1.

import ArgumentParser
import LocalSocket

/// Sends a line to the service of a site, prints the answer and ends with 1 when it was refused.
func tell(_ line: String, _ site: SiteOptions, _ state: StateOptions) throws {
  let path = "\(state.folder(of: site.name))/control.sock"
  let answer: String
  do {
    answer = try ask(line, at: path)
  } catch {
    printError("\(error)")
    throw ExitCode(69)
  }
  if answer.hasPrefix("error:") || answer.hasPrefix("refused:") {
    printError(answer)
    throw ExitCode(1)
  }
  print(answer)
}

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what the site does now, and why.")

  @OptionGroup var site: SiteOptions
  @OptionGroup var state: StateOptions

  @Flag(help: "Print the newest snapshot as JSON.")
  var json = false

  func run() throws { try tell(json ? "snapshot" : "status", site, state) }
}

struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says why a unit does not start, runs as it does, or stopped.",
    discussion: "Lists every rule that binds the unit now, each with its value and its limit.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "The unit, such as el-1 or fc-1; without it all of them.") var unit: String?
  @Option(help: "de or en.") var language = "en"
  @OptionGroup var state: StateOptions

  func run() throws {
    try tell("why \(language)" + (unit.map { " \($0)" } ?? ""), site, state)
  }
}

struct SetMode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mode", abstract: "Sets a unit's mode: off, standby, automatic or manual.",
    discussion: "Manual releases a store's outlet, such as tank-outlet, while somebody supervises.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "The unit, such as el-1 or fc-1.") var unit: String
  @Argument(help: "off, standby, automatic or manual.") var mode: String
  @OptionGroup var state: StateOptions

  func run() throws { try tell("mode \(unit) \(mode)", site, state) }
}

struct SetPower: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Sets a unit's power for manual mode, in kW; 0 stops it.",
    discussion: "For a booster: the mass that the bottles shall hold, in kg; 0 fills them.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "The unit, such as el-1 or fc-1.") var unit: String
  @Argument(help: "Power in kW.") var power: String
  @OptionGroup var state: StateOptions

  func run() throws { try tell("set \(unit) \(power)", site, state) }
}

struct Stop: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Stops a unit, or the whole site, in an orderly way. Never asks back.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "The unit; without it everything stops.") var unit: String?
  @OptionGroup var state: StateOptions

  func run() throws { try tell(unit.map { "stop \($0)" } ?? "stop", site, state) }
}

struct Reset: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Resets trips that may be reset at the panel. Others need the key on site.")

  @OptionGroup var site: SiteOptions
  @OptionGroup var state: StateOptions

  func run() throws { try tell("reset", site, state) }
}

struct Acknowledge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says 'seen' to all alarms. Releases nothing.")

  @OptionGroup var site: SiteOptions
  @OptionGroup var state: StateOptions

  func run() throws { try tell("acknowledge", site, state) }
}

// `h2q alarms`: the list, and what people do with it. Names of alarms are those of the list: L06/flow is
// one cause of a row, L06 all of them.

import Alarms
import ArgumentParser
import LocalSocket
import Phrases
import Plant

struct AlarmCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alarms", abstract: "Shows what needs a person, and takes what the person says.",
    discussion: """
      Without a verb it prints the list. Acknowledging says 'seen' and releases nothing. Shelving puts
      an alarm aside for 8 hours at most; it changes no interlock, and priority 1 cannot be put aside.
      """,
    subcommands: [
      ListAlarms.self, AcknowledgeAlarm.self, ShelveAlarm.self, UnshelveAlarm.self,
      TakeOutOfService.self, ReturnToService.self, AlarmTable.self, AlarmReport.self,
    ], defaultSubcommand: ListAlarms.self)
}

/// The option that names a language.
struct LanguageOption: ParsableArguments {
  @Option(help: "de or en.", transform: LanguageOption.read) var language = Language.english

  private static func read(_ word: String) throws -> Language {
    guard let language = Language(rawValue: word) else {
      throw ValidationError("unknown language '\(word)'; known are de, en")
    }
    return language
  }
}

/// Sends a line to the service of a site and prints the answer; ends with 1 when it was refused.
private func tellAlarms(_ line: String, _ site: SiteOptions, _ state: StateOptions) throws {
  let answer: String
  do {
    answer = try ask("alarms \(line)", at: "\(state.folder(of: site.name))/control.sock")
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

/// Checks a wish as the service will, so that a mistake is named before anything is sent.
private func tellWish(_ words: [String], _ site: SiteOptions, _ state: StateOptions) throws {
  switch AlarmRequest.read(words) {
  case .failure(let refusal): throw ValidationError(refusal.text.en)
  case .success(let request): try tellAlarms(request.line, site, state)
  }
}

struct ListAlarms: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Prints the alarms, the most urgent first.")

  @OptionGroup var site: SiteOptions
  @OptionGroup var language: LanguageOption
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print also what is suppressed by design.") var all = false
  @OptionGroup var state: StateOptions

  func run() throws {
    let form = json ? "json" : "text"
    let scope = all ? " all" : ""
    try tellAlarms("list \(language.language.rawValue) \(form)\(scope)", site, state)
  }
}

struct AcknowledgeAlarm: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge", abstract: "Says 'seen'. Releases nothing.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "An alarm, a row, or all.") var alarm: String
  @OptionGroup var state: StateOptions

  func run() throws { try tellWish(["acknowledge", alarm], site, state) }
}

struct ShelveAlarm: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shelve", abstract: "Puts an alarm aside; it comes back by itself.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "The alarm, such as L12/el-1.") var alarm: String
  @Option(name: .customLong("for"), help: "How long: 30m, 2h; 8h at most.") var time: String
  @Option(help: "Why.") var reason: String
  @OptionGroup var state: StateOptions

  func run() throws { try tellWish(["shelve", alarm, time] + words(of: reason), site, state) }
}

struct UnshelveAlarm: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unshelve", abstract: "Brings an alarm back before its time.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "The alarm.") var alarm: String
  @OptionGroup var state: StateOptions

  func run() throws { try tellWish(["unshelve", alarm], site, state) }
}

struct TakeOutOfService: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "out-of-service", abstract: "Takes an alarm out until a person brings it back.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "The alarm.") var alarm: String
  @Option(help: "Why.") var reason: String
  @OptionGroup var state: StateOptions

  func run() throws { try tellWish(["out-of-service", alarm] + words(of: reason), site, state) }
}

struct ReturnToService: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "in-service", abstract: "Brings an alarm back that was out of service.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "The alarm.") var alarm: String
  @OptionGroup var state: StateOptions

  func run() throws { try tellWish(["in-service", alarm], site, state) }
}

private func words(of text: String) -> [String] { text.split(separator: " ").map(String.init) }

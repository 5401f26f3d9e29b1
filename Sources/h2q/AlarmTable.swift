// `h2q alarms table`: every alarm of a site as it was designed, from its files, before anything runs. It
// is the table that people go through when they ask of each alarm whether it is worth waking somebody.

import Alarms
import ArgumentParser
import Phrases
import Plant
import SiteConfiguration

struct AlarmTable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table", abstract: "Prints every alarm of a site as it was designed.",
    discussion: "Cause, consequence, action, priority, time to respond, limit, band and delay.")

  @OptionGroup var options: SiteOptions
  @OptionGroup var language: LanguageOption
  @Flag(help: "Print a Markdown table.") var markdown = false

  func run() throws {
    let alarms = alarmDefinitions(of: try options.load())
    let language = language.language
    if markdown {
      printMarkdown(alarms, language)
      return
    }
    for alarm in alarms {
      let numbers = numbers(of: alarm, language)
      print("\(alarm.name)  P\(alarm.priority.rawValue)  \(language.text(alarm.cause))")
      if !numbers.isEmpty { print("    " + numbers.joined(separator: ", ")) }
      let texts = [alarm.consequence, alarm.automatic, alarm.action]
      for text in texts { for line in wrapped(language.text(text), indent: 4) { print(line) } }
    }
  }

  private func printMarkdown(_ alarms: [AlarmDefinition], _ language: Language) {
    let heads = [
      BilingualText(de: "Alarm", en: "alarm"), BilingualText(de: "P", en: "P"),
      BilingualText(de: "Ursache", en: "cause"), BilingualText(de: "Folge", en: "consequence"),
      BilingualText(de: "von selbst", en: "by itself"), BilingualText(de: "zu tun", en: "to do"),
      BilingualText(de: "Zeit", en: "time"), BilingualText(de: "Zahlen", en: "numbers"),
      BilingualText(de: "Rücksetzen", en: "reset"),
    ]
    print("| " + heads.map { language.text($0) }.joined(separator: " | ") + " |")
    print("|" + heads.map { _ in "---" }.joined(separator: "|") + "|")
    for alarm in alarms {
      let cells = [
        alarm.name, "\(alarm.priority.rawValue)", language.text(alarm.cause),
        language.text(alarm.consequence), language.text(alarm.automatic),
        language.text(alarm.action), "\(alarm.timeToRespond / 60_000) min",
        numbers(of: alarm, language).joined(separator: ", "), language.text(alarm.resetRule.words),
      ]
      print(
        "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |")
    }
  }

  private func numbers(of alarm: AlarmDefinition, _ language: Language) -> [String] {
    func say(_ de: String, _ en: String) -> String { language.text(BilingualText(de: de, en: en)) }
    var parts: [String] = []
    if let limit = alarm.setPoint {
      parts.append(
        say("Grenze ", "limit ") + shortest(limit, language) + " \(alarm.unit.word(language))")
    }
    if let band = alarm.deadBand, band > 0 {
      parts.append(
        say("Totband ", "dead-band ") + shortest(band, language) + " \(alarm.unit.word(language))")
    }
    if alarm.onDelay > 0 {
      let seconds = shortest(Double(alarm.onDelay) / 1_000, language)
      parts.append(say("Verzögerung ", "delay ") + "\(seconds) s")
    }
    return parts
  }
}

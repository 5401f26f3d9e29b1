// What a person on site tells the running service: that the horn may be silent, that the next step may begin,
// and, two of them by their names, a value that both must give alike.

import ArgumentParser

struct SilenceHorn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "silence",
    abstract: "Silences the horn until the next alarm. Acknowledges nothing; beacons go on.")

  @OptionGroup var site: SiteOptions
  @OptionGroup var state: StateOptions

  func run() throws { try tell("silence", site, state) }
}

struct Proceed: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says that the next step of a booster may begin. Needs the supervision key.")

  @OptionGroup var site: SiteOptions
  @Argument(help: "The unit, such as booster.") var unit: String
  @OptionGroup var state: StateOptions

  func run() throws { try tell("proceed \(unit)", site, state) }
}

struct Confirm: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One of two persons gives a value; the second one must give the same.",
    discussion: """
      For a booster: the pressure of the bottles on arrival in bar, which says as well that identity, test \
      date and kind of gas were checked; at the hand-over, the mass that was weighed in kg. For a store's \
      outlet in quarantine: the oxygen that an analysis found, in vol%.
      """)

  @OptionGroup var site: SiteOptions
  @Argument(help: "The unit, such as booster or tank-outlet.") var unit: String
  @Argument(help: "The value.") var value: String
  @Option(help: "Who says so, in one word.") var name: String
  @OptionGroup var state: StateOptions

  func run() throws { try tell("confirm \(unit) \(value) \(name)", site, state) }
}

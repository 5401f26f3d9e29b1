// Every code has its sentence, in both languages, with its numbers in place.

import Plant
import Testing

@testable import Phrases

private let catalogue = SiteCatalogue(
  site: "test", text: BilingualText(de: "Prüfung", en: "Test"), isSimulated: true, points: [],
  actuators: [],
  units: [
    UnitDefinition(
      name: "el-1", kind: .electrolyser, text: BilingualText(de: "Modul 1", en: "Module 1"))
  ],
  rows: [
    RowDefinition(
      row: "L02", cause: BilingualText(de: "Gas über 20 % UEG", en: "Gas above 20 % LEL"),
      consequence: BilingualText(de: "", en: ""), action: BilingualText(de: "", en: ""),
      priority: .first, isLatched: true, resetRule: .local, group: "room", unit: .percentLEL,
      threshold: 20)
  ])

@Suite struct PhrasesTests {
  @Test("Every reason has a German and an English sentence without a leftover mark")
  func everyReason() {
    for code in ReasonCode.allCases where code != .none {
      let reason = Reason(code, subject: 0, value: 1.25, limit: 5)
      for language in Language.allCases {
        let text = sentence(for: reason, in: catalogue, language)
        #expect(!text.isEmpty, "no \(language) sentence for \(code)")
        #expect(!text.contains("#"), "a mark is left in \(text)")
      }
    }
    #expect(sentence(for: .none, in: catalogue, .german).isEmpty)
  }

  @Test("The pre-purge is told in air changes, with a German comma")
  func purge() {
    let reason = Reason(.purgeIncomplete, value: 3.24, limit: 5)
    #expect(
      sentence(for: reason, in: catalogue, .german) == "Vorlüften: 3,2 von 5 Luftwechseln.")
    #expect(sentence(for: reason, in: catalogue, .english) == "Pre-purge: 3.2 of 5 air changes.")
  }

  @Test("An interlock is told by its row and its cause")
  func interlock() {
    let reason = Reason(.interlock, subject: 0)
    #expect(
      sentence(for: reason, in: catalogue, .german) == "Verriegelung L02: Gas über 20 % UEG")
    #expect(sentence(for: Reason(.interlock, subject: 9), in: catalogue, .english) == "Interlock")
  }

  @Test("Every event has a line in both languages")
  func everyEvent() {
    let time = ScanTime(scan: 1, real: 0, plant: 0)
    for kind in EventKind.allCases {
      for language in Language.allCases {
        let event = Event(kind, subject: 0, value: 1, at: time)
        #expect(!sentence(for: event, in: catalogue, language).isEmpty, "\(kind)")
      }
    }
  }

  @Test("Every mode, step and effect has its words")
  func words() {
    for language in Language.allCases {
      for mode in Mode.allCases { #expect(!language.text(mode.text).isEmpty) }
      for step in Step.allCases { #expect(!language.text(step.text).isEmpty) }
      for effect in Effect.allCases { #expect(!language.text(effect.text).isEmpty) }
    }
  }

  @Test(
    "Numbers are rounded half away from zero and never show a minus zero",
    arguments: [
      (0.04, 1, "0,0"), (-0.04, 1, "0,0"), (2.35, 1, "2,4"), (-12.5, 0, "-13"), (3, 2, "3,00"),
      (1.005e3, 1, "1005,0"),
    ])
  func numbers(value: Double, digits: Int, expected: String) {
    #expect(number(value, digits: digits, .german) == expected)
  }
}

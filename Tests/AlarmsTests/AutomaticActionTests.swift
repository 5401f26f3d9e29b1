// The sentence about what the controller does by itself, made from effects.

import Plant
import Testing

@testable import Alarms

private func text(_ name: String) -> BilingualText { BilingualText(de: "\(name)-de", en: name) }

@Suite("What the controller does, in words")
struct AutomaticActionTests {
  @Test("Targets of one kind stand together, in the order of the matrix")
  func grouped() {
    let sentence = AutomaticAction.sentence([
      .init(.trips, BilingualText(de: "Elektrolyseur 1", en: "Electrolyser 1")),
      .init(.closes, BilingualText(de: "Tankeinlass", en: "Tank inlet")),
      .init(.trips, BilingualText(de: "Elektrolyseur 2", en: "Electrolyser 2")),
      .init(.switchesOn, BilingualText(de: "Hupe", en: "Horn")),
    ])
    #expect(
      sentence.de
        == "Die Steuerung schaltet Elektrolyseur 1 und Elektrolyseur 2 sofort ab; schließt "
        + "Tankeinlass; schaltet Hupe ein.")
    #expect(
      sentence.en
        == "The controller stops Electrolyser 1 and Electrolyser 2 at once; closes Tank inlet; "
        + "switches on Horn.")
  }

  @Test("Four that differ in their number are named as a range, gaps are not bridged")
  func ranges() {
    let names = ["Module 1", "Module 2", "Module 3", "Module 4", "Horn", "Module 6", "Module 7"]
    #expect(
      enumeration(of: names, isGerman: false) == "Module 1 to 4, Horn, Module 6 and Module 7")
    #expect(enumeration(of: ["M 1", "M 3", "M 5"], isGerman: true) == "M 1, M 3 und M 5")
    #expect(enumeration(of: ["M 1", "M 2", "M 3"], isGerman: true) == "M 1 bis 3")
    #expect(enumeration(of: [], isGerman: true).isEmpty)
  }

  @Test("An effect that waits for rest says for whom and how long")
  func waits() {
    let sentence = AutomaticAction.sentence([
      .init(.stopsInOrder, text("cell")),
      .init(.closes, text("valve"), waitsFor: text("cell"), atLatest: 180_000),
    ])
    #expect(
      sentence.en
        == "The controller stops cell in order; closes valve once cell is at rest, after 180 s at "
        + "the latest.")
    #expect(
      sentence.de
        == "Die Steuerung fährt cell-de geordnet ab; schließt valve-de, sobald cell-de steht, "
        + "spätestens nach 180 s.")
  }

  @Test("A row that only tells says so, and one that also acts says what it does")
  func tells() {
    #expect(AutomaticAction.sentence([]).en == "The controller only tells.")
    #expect(AutomaticAction.sentence([.init(.tells, text("a"))]).de == "Die Steuerung meldet nur.")
    let both = AutomaticAction.sentence([.init(.tells, text("a")), .init(.blocksStart, text("b"))])
    #expect(both.en == "The controller does not let b start.")
  }

  @Test("Every effect of the core but none has its words")
  func everyEffect() {
    for effect in Effect.allCases {
      let kind = AutomaticAction.Kind(unit: effect, share: 0.6)
      #expect((kind == nil) == (effect == .none), "\(effect)")
    }
    #expect(AutomaticAction.Kind(unit: .limit, share: 0.6) == .limits(60))
    let sentence = AutomaticAction.sentence([.init(.limits(60), text("cell"))])
    #expect(sentence.de == "Die Steuerung begrenzt cell-de auf 60 %.")
  }

  @Test("An actuator moves in its safe direction: valves close, releases go, fans come on")
  func actuators() {
    func kind(_ name: String, _ direction: SafeDirection) -> AutomaticAction.Kind {
      AutomaticAction.Kind(
        actuator: ActuatorDefinition(
          name: name, device: "io", unit: .contact,
          limits: ActuatorLimits(
            failSafe: 0, lowest: 0, highest: 1, safeDirection: direction, unit: -1)))
    }
    #expect(kind("tank-inlet.open", .down) == .closes)
    #expect(kind("el-1.external-release", .down) == .switchesOff)
    #expect(kind("room.fan-high", .up) == .switchesOn)
  }
}

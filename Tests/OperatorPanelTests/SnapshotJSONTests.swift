// What a page is told about a scan: no number where there is none, ages from the controller's clock, words
// in the language asked for.

import Foundation
import Phrases
import Plant
import Testing

@testable import OperatorPanel

/// A made JSON text as a dictionary.
func object(_ text: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}

private func told(
  _ snapshot: Snapshot, simulated: Bool = true, _ language: Language = .german
) throws -> [String: Any] {
  try object(
    snapshotJSON(
      snapshot, events: snapshot.events, silence: 0, edition: "e",
      in: catalogue(simulated: simulated), language))
}

private func point(_ place: Int, _ body: [String: Any]) throws -> [String: Any] {
  try #require((body["points"] as? [[String: Any]])?[place])
}

@Suite struct SnapshotJSONTests {
  @Test("A missing value is null with its reason, never a number", arguments: BadReason.allCases)
  func missing(reason: BadReason) throws {
    let body = try told(snapshot { image, _ in image.samples[6] = .bad(reason, at: now - 12_000) })
    let shown = try point(6, body)
    #expect(shown["v"] is NSNull)
    #expect(shown["s"] as? String == "–")
    #expect((shown["why"] as? String)?.isEmpty == false)
    #expect(shown["q"] as? String == (reason == .stale ? "stale" : "bad"))
  }

  @Test("Quality stands as the trade's word, with what belongs to it")
  func qualityWords() {
    func word(_ quality: Quality, _ simulated: Bool = false, _ language: Language = .german)
      -> String
    { qualityWord(quality, age: 12_400, isSimulated: simulated, language) }
    #expect(word(.good) == "gut")
    #expect(word(.good, true) == "simuliert")
    #expect(word(.bad(.stale)) == "veraltet (seit 12 s)")
    #expect(word(.bad(.stale), false, .english) == "stale (for 12 s)")
    #expect(word(.bad(.brokenWire)) == "ungültig (Drahtbruch)")
    #expect(word(.uncertain(.substituted)) == "unsicher (Ersatzwert)")
  }

  @Test("Age counts from the sample to the scan, in the controller's real time")
  func age() throws {
    let body = try told(snapshot { image, _ in image.samples[0] = .good(1, at: now - 3_400) })
    let shown = try point(0, body)
    #expect(shown["age"] as? Int == 3_400)
    #expect(shown["a"] as? String == "3,4 s")
    #expect(shownAge(-5, .german) == "0,0 s")
    #expect(shownAge(119_999, .english) == "119 s")
    #expect(shownAge(600_000, .english) == "10 min")
  }

  @Test("A value carries number, unit and quality in the page's language")
  func language() throws {
    let german = try point(0, told(snapshot(), simulated: false))
    let english = try point(0, told(snapshot(), simulated: false, .english))
    #expect(german["s"] as? String == "12,40")
    #expect(english["s"] as? String == "12.40")
    #expect(german["q"] as? String == "good")
    #expect(german["why"] is NSNull)
    #expect(shownMeasure(18, .percentLEL, .german) == "18,0 % UEG (0,72 Vol.-%)")
    #expect(shownNumber(1, .contact, .german) == "ja")
  }

  @Test("Alarms stand by priority, the first cause before what followed")
  func order() throws {
    let body = try told(
      snapshot { _, decision in
        for place in 0..<4 {
          decision.rows[place].isActive = true
          decision.rows[place].isDemanded = true
          decision.rows[place].isUnacknowledged = true
          decision.rows[place].since = UInt64(place + 1)
        }
        decision.rows[3].isFirstOut = true
        decision.rows[3].isLatched = true
        decision.rows[2].value = 23.5
      })
    let alarms = try #require(body["alarms"] as? [[String: Any]])
    #expect(alarms.map { $0["row"] as? String } == ["L06", "L02", "L20", "L24"])
    #expect(alarms[0]["firstOut"] as? Bool == true)
    #expect(alarms[0]["reset"] as? String == "Zurücksetzen mit Schlüssel vor Ort")
    #expect(alarms[0]["state"] as? String == "steht an, unquittiert, verriegelt")
    #expect(
      alarms[1]["value"] as? String
        == "23,5 % UEG (0,94 Vol.-%), Grenze 20,0 % UEG (0,80 Vol.-%)")
  }

  @Test("A latched row whose cause is gone stays; a quiet row is not shown")
  func latched() throws {
    let body = try told(snapshot { _, decision in decision.rows[2].isLatched = true })
    let alarms = try #require(body["alarms"] as? [[String: Any]])
    #expect(alarms.count == 1)
    #expect(alarms[0]["state"] as? String == "gegangen, quittiert, verriegelt")
    // Nothing usable was compared: the limit stands alone, no zero beside it.
    #expect(alarms[0]["value"] as? String == "Grenze 20,0 % UEG (0,80 Vol.-%)")
  }

  @Test("A unit tells mode, step, reason and what binds it")
  func unit() throws {
    let body = try told(
      snapshot { _, decision in
        decision.units[3] = UnitReport(
          mode: .tripped, step: .tripped, reason: Reason(.interlock, subject: 2), wanted: 0,
          asked: 0, verdict: Verdict(effect: .trip, row: 2), progress: -1)
        decision.units[0].reason = Reason(.purgeIncomplete, value: 3.2, limit: 5)
      })
    let units = try #require(body["units"] as? [[String: Any]])
    #expect(units[2]["modeText"] as? String == "Automatik")
    #expect(units[3]["mode"] as? String == "tripped")
    #expect(units[3]["effectText"] as? String == "Abschaltung (Auslösung) (L02)")
    #expect(units[0]["reason"] as? String == "Vorlüften: 3,2 von 5 Luftwechseln.")
    #expect(units[2]["effectText"] as? String == "")
  }

  @Test("Plant time is shown as the site's civil time")
  func time() throws {
    #expect(try told(snapshot())["civilTime"] as? String == "21.11.2026 10:13:32")
    #expect(
      try told(snapshot(), simulated: true, .english)["civilTime"] as? String
        == "2026-11-21 10:13:32")
  }

  @Test("Only the last events are kept, the newest told first")
  func events() throws {
    let bulletin = Bulletin()
    for scan in 1...30 {
      bulletin.offer(
        snapshot { _, decision in
          decision.record(
            Event(
              .modeChanged, subject: 2, value: Double(scan % 5),
              at: ScanTime(scan: UInt64(scan), real: now, plant: Int64(scan) * 1000)))
        })
    }
    let newest = try #require(bulletin.newest)
    #expect(newest.events.count == Bulletin.mostEvents)
    let body = try object(
      snapshotJSON(
        newest.snapshot, events: newest.events, silence: 0, edition: "e", in: catalogue(), .german))
    let told = try #require(body["events"] as? [[String: Any]])
    #expect(told.first?["time"] as? String == "01:00:30")
    #expect(told.first?["text"] as? String == "el-1: Betriebsart Aus.")
  }
}

// Plant time as text: known instants, and the way back over eight centuries.

import Plant
import Testing

@Test(
  "Known instants have their text",
  arguments: [
    (Int64(0), "1970-01-01T00:00:00.000Z"), (1_795_248_812_250, "2026-11-21T08:13:32.250Z"),
    (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
    (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
  ])
func knownInstants(instant: Milliseconds, text: String) {
  #expect(UTC.text(instant) == text)
  #expect(UTC.instant(text) == instant)
}

@Test("Days of eight centuries come back from their text")
func manyDays() {
  var wrong = 0
  for day in stride(from: Int64(-130_000), through: 160_000, by: 7) {
    let instant = day * 86_400_000 + (day & 1023) * 84_001
    if UTC.instant(UTC.text(instant)) != instant { wrong += 1 }
  }
  #expect(wrong == 0)
}

@Test("Short forms are read, everything else is refused")
func shortForms() {
  #expect(UTC.instant("2026-11-21") == 1_795_219_200_000)
  #expect(UTC.instant("2026-11-21T08:13:32Z") == 1_795_248_812_000)
  #expect(UTC.instant("2026-11-21T08:13:32.5Z") == 1_795_248_812_500)
  for bad in [
    "", "2026-11-21T", "2026-13-01", "2026-02-29", "2026-11-21T24:00:00Z", "2026-11-21T08:13:32",
    "2026-11-21T08:13:32+01:00", "2026-11-21T08:13:32.Z", "2026-11-21T08:13:32.1234Z",
    "2026-11-21 08:13:32Z", "2026-1a-21",
  ] {
    #expect(UTC.instant(bad) == nil, "\(bad)")
  }
}

@Test("The words of events and qualities stay as files and subscribers know them")
func words() {
  #expect(
    Array(EventKind.allCases.map(\.word).prefix(13)) == [
      "row-raised", "row-cleared", "row-reset", "reset-refused", "first-out", "mode-changed",
      "step-changed", "step-timed-out", "intent-accepted", "intent-refused", "purge-complete",
      "purge-lost", "controller-started",
    ])
  #expect(ReasonCode.storeTooFull.word == "store-too-full")
  #expect(Step.prePurge.word == "pre-purge")
  #expect(Quality.bad(.brokenWire).why == "broken-wire")
  #expect(Quality.uncertain(.deviceDoubts).word == "uncertain")
  #expect(Quality.good.why == nil)
}

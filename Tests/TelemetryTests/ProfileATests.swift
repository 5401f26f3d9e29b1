// The messages themselves: their exact text, what a missing value looks like, and each kind held
// against the schema.

import Foundation
import MQTT
import Plant
import Testing

@testable import Telemetry

private func profile(isSimulated: Bool = true) -> ProfileA {
  ProfileA(catalogue(isSimulated: isSimulated), boot: "b-1", software: "1.2.3")
}

private func elMessage(_ samples: [RawSample], isSimulated: Bool = true) throws -> MQTTMessage {
  let map = try DeviceMap(catalogue(isSimulated: isSimulated))
  return profile(isSimulated: isSimulated).values(
    of: map.devices[0], samples, Stamp(sequence: 7, time: instant), isState: false)
}

@Test("A data message is the same text for the same values")
func dataText() throws {
  let message = try elMessage(good(4.81, 900, 1))
  #expect(message.topic == "h2q/v1/test-site/data/el-1")
  #expect(message.qos == 1 && !message.retain)
  #expect(
    message.text == """
      {"v":1,"site":"test-site","simulated":true,"clock":"plant","boot":"b-1","device":"el-1",\
      "seq":7,"ts":"2026-11-21T08:13:32.250Z","values":{\
      "power":{"v":4.81,"u":"kW","q":"simulated"},\
      "h2-flow":{"v":900,"u":"L/h","q":"simulated"}}}
      """)
}

@Test("A real plant's values are good and its clock is UTC")
func realPlant() throws {
  let message = parsed(try elMessage(good(1, 2, 3), isSimulated: false).text)
  #expect(message["clock"] as? String == "utc")
  #expect(message["simulated"] as? Bool == false)
  let values = message["values"] as? [String: [String: Any]]
  #expect(values?["power"]?["q"] as? String == "good")
}

@Test("A missing value is null with its reason, also on a simulated plant")
func missingValues() throws {
  let text = try elMessage([
    .bad(.brokenWire, at: 0), RawSample(value: 3, quality: .uncertain(.deviceDoubts), time: 0),
  ]).text
  #expect(text.contains(#""power":{"v":null,"u":"kW","q":"bad","why":"broken-wire"}"#))
  #expect(
    text.contains(#""h2-flow":{"v":3,"u":"L/h","q":"uncertain","why":"device-doubts"}"#))
}

@Test("No quality and no number makes a message that breaks the schema")
func everyQuality() throws {
  let check = SchemaCheck()
  let qualities =
    [Quality.good] + UncertainReason.allCases.map { .uncertain($0) }
    + BadReason.allCases.map { .bad($0) }
  for quality in qualities {
    for value in [0, -0.0, 1e-9, 1e300, .nan, .infinity, 0.1] {
      var sample = RawSample(value: 1, quality: quality, time: 0)
      sample.value = value  // past the check of the initialiser, as a programming error would
      for isSimulated in [true, false] where value.isFinite || !quality.isUsable {
        let text = try elMessage([sample, sample], isSimulated: isSimulated).text
        #expect(check.complaints(about: text, as: "data") == [])
      }
      let text = try elMessage([sample, sample]).text
      #expect(!text.lowercased().contains("nan") && !text.contains("inf"))
    }
  }
}

@Test("Every kind of event keeps the schema, on the topic of its class")
func everyEvent() {
  let check = SchemaCheck()
  let time = ScanTime(scan: 3, real: 0, plant: instant)
  for kind in EventKind.allCases {
    for subject in [Int16(-1), 0, 99] {
      for code in [ReasonCode.none, .interlock, .storeTooFull] {
        let event = Event(
          kind, subject: subject, value: 3, reason: Reason(code, subject: subject), at: time)
        let message = profile().event(event, Stamp(sequence: 1, time: instant))
        #expect(check.complaints(about: message.text, as: "event") == [])
        let last = message.topic.split(separator: "/").last.map(String.init)
        #expect(last == parsed(message.text)["class"] as? String)
      }
    }
  }
}

@Test("An alarm names its row, its cause and what bound it; a mode change names the mode")
func eventTexts() {
  let alarm = profile().event(raised(34), Stamp(sequence: 1, time: instant)).text
  #expect(alarm.contains(#""kind":"row-raised","subject":"L02","value":34,"word":null"#))
  #expect(
    alarm.contains(#""reason":{"code":"interlock","subject":"L02","value":34.5,"limit":34}"#))
  #expect(alarm.contains(#""priority":1,"cause":{"de":"Druck zu hoch","en":"pressure too high"}"#))
  let tripped = Event(
    .modeChanged, subject: 0, value: Double(Mode.tripped.rawValue),
    at: ScanTime(scan: 1, real: 0, plant: instant))
  let text = profile().event(tripped, Stamp(sequence: 1, time: instant)).text
  #expect(text.contains(#""subject":"el-1","value":4,"word":"tripped""#))
}

@Test("Status and meta keep the schema and say that the plant is simulated")
func statusAndMeta() throws {
  let check = SchemaCheck()
  let messages = [
    profile().status(isOnline: true, since: instant),
    profile().status(isOnline: true, since: nil, why: .noScanYet),
    profile().status(isOnline: false, since: nil, why: .connectionLost),
  ]
  for message in messages {
    #expect(message.retain)
    #expect(check.complaints(about: message.text, as: "status") == [])
    #expect(message.text.contains(#""simulated":true,"clock":"plant""#))
  }
  let meta = profile().meta(try DeviceMap(catalogue()))
  #expect(meta.retain)
  #expect(check.complaints(about: meta.text, as: "meta") == [])
  #expect(meta.text.contains(#""simulated":true,"clock":"plant""#))
  #expect(meta.text.contains(#""de":"Leistung \"Modul 1\"""#))
}

@Test("The loop's message tells every figure of both spreads by its name, and keeps the schema")
func loop() {
  var statistics = ScanStatistics()
  statistics.overruns = 3
  statistics.snapshotsLost = 4
  statistics.lateness.p50 = 11
  statistics.lateness.p99 = 12
  statistics.lateness.p999 = 13
  statistics.lateness.longest = 14
  statistics.duration.p50 = 21
  statistics.duration.p99 = 22
  statistics.duration.p999 = 23
  statistics.duration.longest = 24
  let message = profile().loop(statistics, scan: 5, Stamp(sequence: 1, time: instant))
  #expect(message.retain && message.topic == "h2q/v1/test-site/loop")
  #expect(SchemaCheck().complaints(about: message.text, as: "loop") == [])
  #expect(
    message.text.hasSuffix(
      #""scan":5,"overruns":3,"snapshots-lost":4,"u":"us","#
        + #""lateness":{"p50":11,"p99":12,"p99.9":13,"max":14},"#
        + #""duration":{"p50":21,"p99":22,"p99.9":23,"max":24}}"#))
}

@Test("The schema itself rejects what must not be sent")
func schemaBites() throws {
  let check = SchemaCheck()
  let sound = try elMessage(good(4.81, 900, 1)).text
  for (part, replacement) in [
    (#""v":4.81"#, #""v":null"#), (#""q":"simulated""#, #""q":"fine""#), (#""seq":7,"#, ""),
    (".250Z", ".250+01:00"), (#""device":"el-1""#, #""device":"el/1""#),
    (#""simulated":true"#, #""simulated":1"#), (#""seq":7"#, #""seq":0"#),
    (#""boot""#, #""extra":1,"boot""#),
  ] {
    let broken = sound.replacingOccurrences(of: part, with: replacement)
    #expect(broken != sound)
    #expect(!check.complaints(about: broken, as: "data").isEmpty, "\(replacement)")
  }
}

@Test("JSON escapes what would end a string")
func escaping() {
  let text = JSONText.written { $0.put("k", "a\"b\\c\n\u{1}\u{7F}ü😀") }
  #expect(text == #"{"k":"a\"b\\c\n\u0001\u007fü😀"}"#)
  #expect(parsed(text)["k"] as? String == "a\"b\\c\n\u{1}\u{7F}ü😀")
}

@Test("A name that would reach beyond its place in the topic tree is refused at start")
func badNames() {
  for bad in ["el/1", "el+1", "#", "El-1", "", "-el", "el 1", String(repeating: "x", count: 33)] {
    let points = [PointDefinition(name: "\(bad).p", device: bad, unit: .one)]
    #expect(throws: TelemetryConfigurationError.self, "\(bad)") {
      _ = try DeviceMap(catalogue(points: points))
    }
  }
  let twins = ["p", "x.p"].map { PointDefinition(name: $0, device: "x", unit: .one) }
  #expect(throws: TelemetryConfigurationError.self) { _ = try DeviceMap(catalogue(points: twins)) }
}

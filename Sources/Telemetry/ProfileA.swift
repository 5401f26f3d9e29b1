// Profile A: the house's own JSON, one message per device and interval. Missing values are null with
// their reason, never zero; a simulated plant is marked in every message, and none of its values is
// called good. Times are plant time, RFC 3339 UTC: on a simulated plant they may run faster than the
// day, and `clock` says so.

import MQTT
import Plant

/// The number and instant of one message.
struct Stamp: Sendable {
  /// Unique within one run of the controller; receivers drop repetitions by (site, boot, seq).
  var sequence: UInt64
  /// Plant time of the scan that froze the values, ms.
  var time: Milliseconds
}

/// Makes the messages of a site.
public struct ProfileA: Sendable {
  private let catalogue: SiteCatalogue
  private let boot: String
  private let software: String

  init(_ catalogue: SiteCatalogue, boot: String, software: String) {
    self.catalogue = catalogue
    self.boot = boot
    self.software = software
  }

  /// The topic of a message of this site.
  func topic(_ levels: String...) -> String {
    (["h2q", "v1", catalogue.site] + levels).joined(separator: "/")
  }

  /// Why the site is offline or an instant unknown, as written in `why`.
  enum StatusReason: String {
    case connectionLost = "connection-lost"
    case stopped
    case noScanYet = "no-scan-yet"
  }

  /// Retained; also the last will, whose instant nobody can know in advance.
  func status(isOnline: Bool, since: Milliseconds?, why: StatusReason? = nil) -> MQTTMessage {
    let text = JSONText.written { json in
      head(&json)
      json.put("state", isOnline ? "online" : "offline")
      json.put("since", since.map(UTC.text))
      json.put("why", why?.rawValue)
      json.put("sw", software)
    }
    return MQTTMessage(topic: topic("status"), text: text, retain: true)
  }

  /// Retained: what there is to know about the points besides their values.
  func meta(_ map: DeviceMap) -> MQTTMessage {
    let text = JSONText.written { json in
      head(&json)
      json.put("sw", software)
      put(catalogue.text, "text", &json)
      // What the N in NL and the like refers to: DIN 1343.
      json.object("norm") {
        $0.put("t_Cel", 0.0)
        $0.put("p_bar", 1.01325)
      }
      json.list("points") { list in
        for device in map.devices {
          for value in device.values { meta(of: value, device.name, &list) }
        }
      }
    }
    return MQTTMessage(topic: topic("meta"), text: text, retain: true)
  }

  private func meta(
    of value: PublishedDevice.Value, _ device: String, _ list: inout JSONText
  ) {
    let point = catalogue.points[value.place]
    list.object { json in
      json.put("id", point.name)
      json.put("device", device)
      json.put("key", value.key)
      json.put("tag", point.tag.isEmpty ? nil : point.tag)
      json.put("unit", point.unit.symbol)
      json.put("u", point.unit.ucum)
      json.put("kind", point.origin == .measured ? "measured" : "derived")
      json.put("min", point.range.lowerBound)
      json.put("max", point.range.upperBound)
      put(point.text, "text", &json)
    }
  }

  /// All values of a device; the same body goes to `data` and, retained, to `state`.
  func values(
    of device: PublishedDevice, _ samples: [RawSample], _ stamp: Stamp, isState: Bool
  ) -> MQTTMessage {
    let text = JSONText.written { json in
      head(&json)
      json.put("device", device.name)
      self.stamp(stamp, &json)
      json.object("values") { values in
        for value in device.values where value.place < samples.count {
          let sample = samples[value.place]
          values.object(value.key) { json in
            json.put("v", sample.usable)
            json.put("u", value.unit.ucum)
            json.put("q", word(of: sample.quality))
            if let why = sample.quality.why { json.put("why", why) }
          }
        }
      }
    }
    let kind = isState ? "state" : "data"
    return MQTTMessage(topic: topic(kind, device.name), text: text, retain: isState)
  }

  private func word(of quality: Quality) -> String {
    quality.isGood && catalogue.isSimulated ? "simulated" : quality.word
  }

  /// One event, on the topic of its class.
  func event(_ event: Event, _ stamp: Stamp) -> MQTTMessage {
    let kind = EventClass(event.kind)
    let row = kind.speaksOfRows ? catalogue.row(event.subject) : nil
    let text = JSONText.written { json in
      head(&json)
      json.put("class", kind.rawValue)
      self.stamp(stamp, &json)
      json.put("scan", event.scan)
      json.put("kind", event.kind.word)
      json.put("subject", row?.label ?? catalogue.unit(event.subject, unless: kind.speaksOfRows))
      json.put("value", event.value)
      json.put("word", event.valueWord)
      json.object("reason") { json in
        let binding = event.reason.code == .interlock ? catalogue.row(event.reason.subject) : nil
        json.put("code", event.reason.code.word)
        json.put("subject", binding?.label)
        json.put("value", event.reason.value)
        json.put("limit", event.reason.limit)
      }
      if let row {
        json.put("priority", UInt64(row.priority.rawValue))
        put(row.cause, "cause", &json)
      }
    }
    return MQTTMessage(topic: topic("event", kind.rawValue), text: text)
  }

  /// Retained: how the scan loop lives since its start; its times in microseconds of real time.
  func loop(_ statistics: ScanStatistics, scan: UInt64, _ stamp: Stamp) -> MQTTMessage {
    let text = JSONText.written { json in
      head(&json)
      self.stamp(stamp, &json)
      json.put("scan", scan)
      json.put("overruns", statistics.overruns)
      json.put("snapshots-lost", statistics.snapshotsLost)
      json.put("u", "us")
      put(statistics.lateness, "lateness", &json)
      put(statistics.duration, "duration", &json)
    }
    return MQTTMessage(topic: topic("loop"), text: text, retain: true)
  }

  private func put(_ spread: Quantiles, _ key: String, _ json: inout JSONText) {
    json.object(key) {
      $0.put("p50", spread.p50)
      $0.put("p99", spread.p99)
      $0.put("p99.9", spread.p999)
      $0.put("max", spread.longest)
    }
  }

  private func head(_ json: inout JSONText) {
    json.put("v", UInt64(1))
    json.put("site", catalogue.site)
    json.put("simulated", catalogue.isSimulated)
    json.put("clock", catalogue.isSimulated ? "plant" : "utc")
    json.put("boot", boot)
  }

  private func stamp(_ stamp: Stamp, _ json: inout JSONText) {
    json.put("seq", stamp.sequence)
    json.put("ts", UTC.text(stamp.time))
  }

  private func put(_ text: BilingualText, _ key: String, _ json: inout JSONText) {
    json.object(key) {
      $0.put("de", text.de)
      $0.put("en", text.en)
    }
  }
}

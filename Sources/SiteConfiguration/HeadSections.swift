// The short sections of a site file: names, scan, panel, telemetry, fire, restart, supervision. None of
// them has a default where people's safety hangs on it.

import Control
import Plant
import StrictYAML

extension SiteBuilder {
  func readHead(_ keys: [String: YAMLNode]) {
    site.catalogue.site = reader.name(keys["site"]) ?? ""
    site.description.name = site.catalogue.site
    site.catalogue.text = text(keys["text"])
    site.timeZone = reader.word(keys["timezone"], of: ["Europe/Berlin"], what: "time zone") ?? ""
    site.stateName = keys["state"].flatMap { reader.name($0) } ?? site.catalogue.site
    readScan(keys["scan"])
    readTelemetry(keys["telemetry"])
    if let panel = reader.mapping(keys["panel"], allowed: [], required: ["port"]) {
      site.panelPort = reader.int(panel["port"], in: 1...65_535) ?? 8080
    }
    if let fire = reader.mapping(keys["fire"], allowed: [], required: ["fan"]) {
      site.fanRunsInFire = reader.word(fire["fan"], of: ["run", "stop"]) != "stop"
    }
    readUnattended(keys["unattended"])
  }

  private func readScan(_ node: YAMLNode?) {
    guard let keys = reader.mapping(node, allowed: [], required: ["period"]) else { return }
    guard let period = reader.duration(keys["period"]), let place = keys["period"] else { return }
    if (10...1_000).contains(period) {
      site.scanPeriod = period
    } else {
      reader.report(place, "a scan period of \(period) ms is outside 10..1000 ms; correct it")
    }
  }

  private func readTelemetry(_ node: YAMLNode?) {
    let keys = reader.mapping(node, allowed: ["port", "prefix"], required: ["broker"])
    guard let keys else { return }
    site.telemetry.broker = reader.string(keys["broker"]) ?? ""
    site.telemetry.port = keys["port"].flatMap { reader.int($0, in: 1...65_535) } ?? 1883
    site.telemetry.prefix = keys["prefix"].flatMap { reader.name($0) } ?? "h2q"
  }

  private func readUnattended(_ node: YAMLNode?) {
    let keys = reader.mapping(node, allowed: ["booster"], required: ["hydrogen", "text"])
    guard let keys else { return }
    let words = ["allowed", "not-allowed"]
    site.unattended = UnattendedRule(
      hydrogen: reader.word(keys["hydrogen"], of: words) == "allowed",
      booster: reader.word(keys["booster"], of: words) == "allowed", text: text(keys["text"]))
  }

  func readRestart(_ node: YAMLNode?) {
    guard let keys = reader.mapping(node, allowed: [], required: ["after-mains"]) else { return }
    let word = reader.word(keys["after-mains"], of: ["person", "automatic"])
    site.description.settings.restartsAfterMains = word == "automatic"
  }

  func readNotApplicable(_ node: YAMLNode?) {
    guard let node, let entries = reader.entries(node) else { return }
    notApplicableEntries = entries
    for entry in entries { site.notApplicable[entry.key] = text(entry.value) }
  }
}

// The devices of a site: each one names a profile, an address and the unit that it belongs to, and says
// per channel what differs from the profile. Points enter the site's list in the order of the file,
// within a device in the order of its profile.

import DeviceProfiles
import Plant
import StrictYAML

/// One device while its points are bound.
struct DeviceDraft {
  var entry: YAMLEntry
  var profile: DeviceProfile
  var unit: String?
  var timing: LinkTiming
  var channels: [String: YAMLNode]
  var points: [BoundPoint] = []
  var actuators: [BoundActuator] = []
}

extension SiteBuilder {
  func readDevices(_ node: YAMLNode?) {
    var owners: [String: String] = [:]
    for entry in reader.entries(node) ?? [] { readDevice(entry, &owners) }
    // A meter `of` a unit tells that unit's power.
    for unit in site.units {
      guard let metered = unit.references["of"] else { continue }
      if let place = signalPlaces["\(unit.name).power"] {
        signalPlaces["\(metered).power"] = signalPlaces["\(metered).power"] ?? place
      }
    }
  }

  private func readDevice(_ entry: YAMLEntry, _ owners: inout [String: String]) {
    checkName(entry)
    guard
      let keys = reader.mapping(
        entry.value,
        allowed: ["unit", "timing", "set-up", "identity", "firmware", "base", "channels"],
        required: ["profile", "address"])
    else { return }
    let address = readAddress(keys["address"], of: entry, &owners)
    let unit = keys["unit"].flatMap { unitName($0) }
    guard let profileNode = keys["profile"], let name = reader.string(profileNode) else { return }
    guard var profile = profiles[name] else {
      let advice = suggestion(for: name, among: profiles.names)
      reader.report(profileNode, "there is no usable device profile '\(name)': \(advice)")
      return
    }
    if let node = keys["base"], let base = reader.int(node, in: 0...65_535, allowsHex: true) {
      if profile.discovery == .sunSpec {
        reader.report(node, "a SunSpec device is found by its marker; remove 'base'")
      } else {
        profile = profile.moved(toBase: base)
      }
    }
    if !usedProfiles.contains(name) { usedProfiles.append(name) }
    var draft = DeviceDraft(
      entry: entry, profile: profile, unit: unit,
      timing: timing(keys["timing"], from: profile.timing), channels: [:])
    readChannels(keys["channels"], &draft)
    let link = addLink(draft)
    for point in draft.profile.points { bind(point, &draft) }
    if let unit, profile.kind != .ioModule, deviceOfUnit[unit] == nil {
      deviceOfUnit[unit] = site.devices.count
    }
    site.devices.append(
      DeviceBinding(
        name: entry.key, address: address ?? DeviceAddress(host: ""), profile: draft.profile,
        timing: draft.timing, link: index(link), points: draft.points, actuators: draft.actuators,
        setUp: setUp(keys["set-up"], profile),
        identity: identity(keys["identity"], firmware: keys["firmware"], profile)))
  }

  /// The name of a unit that exists.
  func unitName(_ node: YAMLNode) -> String? {
    guard let name = reader.string(node) else { return nil }
    if unitPlaces[name] != nil { return name }
    let known = site.units.map(\.name)
    reader.report(node, "there is no unit '\(name)': \(suggestion(for: name, among: known))")
    return nil
  }

  private func readAddress(
    _ node: YAMLNode?, of entry: YAMLEntry, _ owners: inout [String: String]
  ) -> DeviceAddress? {
    guard let node, let text = reader.string(node) else { return nil }
    guard let address = deviceAddress(text) else {
      reader.report(
        node,
        "expected an address like tcp:192.0.2.7:502:1 (host, port, unit) or "
          + "rtu:/dev/ttyUSB0:9600:8E1:121 (line, bit/s, form, unit), read '\(text)'")
      return nil
    }
    let key = address.description
    if let owner = owners[key] {
      reader.report(
        node,
        "'\(owner)' owns the registers at \(text) already; two owners would write against "
          + "each other, correct the address")
    }
    owners[key] = entry.key
    return address
  }

  private func timing(_ node: YAMLNode?, from timing: LinkTiming) -> LinkTiming {
    var timing = timing
    let fields: [TimeField<LinkTiming>] = [
      ("fast", \.fast), ("slow", \.slow), ("response-timeout", \.responseTimeout), ("gap", \.gap),
      ("refresh", \.refresh),
    ]
    guard let node, let keys = reader.mapping(node, allowed: fields.map(\.key)) else {
      return timing
    }
    for field in fields {
      guard let value = keys[field.key], let time = reader.duration(value) else { continue }
      if time > 60_000 || (time < 10 && field.key != "gap") {
        reader.report(value, "\(time) ms is outside 10..60000 ms; correct the time")
      } else {
        timing[keyPath: field.field] = time
      }
    }
    return timing
  }

  private func readChannels(_ node: YAMLNode?, _ draft: inout DeviceDraft) {
    guard let node, let entries = reader.entries(node) else { return }
    let known = draft.profile.points.map(\.name)
    for entry in entries {
      if let place = known.firstIndex(of: entry.key) {
        draft.channels[entry.key] = entry.value
        // A register that the profile knows and seldom anyone needs is read where a site says so.
        if let word = entry.value["poll"],
          let poll = reader.enumeration(word, as: PollClass.self, what: "poll class")
        {
          draft.profile.points[place].poll = poll
        }
      } else {
        let advice = suggestion(for: entry.key, among: known)
        reader.report(entry, "'\(draft.profile.name)' has no point '\(entry.key)': \(advice)")
      }
    }
  }

  private func setUp(_ node: YAMLNode?, _ profile: DeviceProfile) -> [SetUpWrite] {
    var writes = profile.setUp
    guard let node, let entries = reader.entries(node) else { return writes }
    for entry in entries {
      guard let point = profile.point(named: entry.key), point.access != .read else {
        let writable = profile.points.filter { $0.access != .read }.map(\.name)
        let advice = suggestion(for: entry.key, among: writable)
        reader.report(entry, "'\(profile.name)' has no point '\(entry.key)' to write: \(advice)")
        continue
      }
      let isBare = point.unit == .one || point.unit == .contact
      let limits = point.range ?? -1e9...1e9
      let read =
        isBare
        ? reader.double(entry.value, in: limits)
        : reader.quantity(entry.value, in: point.unit.symbol, range: limits)
      guard let value = read else { continue }
      if let place = writes.firstIndex(where: { $0.point == entry.key }) {
        writes[place].value = value
      } else {
        writes.append(SetUpWrite(point: entry.key, value: value))
      }
    }
    return writes
  }

  /// What the profile expects; the site's word goes before it, and its firmware is added to what the
  /// profile knows.
  private func identity(
    _ node: YAMLNode?, firmware: YAMLNode?, _ profile: DeviceProfile
  ) -> [ExpectedIdentity] {
    let own = expected(node, of: profile, isFirmware: false)
    var expected = profile.identity.filter { known in
      known.isFirmware || !own.contains { $0.profilePoint == known.profilePoint }
    }
    expected += own
    for accepted in self.expected(firmware, of: profile, isFirmware: true) {
      if let place = expected.firstIndex(where: { $0.profilePoint == accepted.profilePoint }) {
        expected[place].content = expected[place].content.joined(with: accepted.content)
      } else {
        expected.append(accepted)
      }
    }
    return expected
  }

  private func expected(
    _ node: YAMLNode?, of profile: DeviceProfile, isFirmware: Bool
  ) -> [ExpectedIdentity] {
    guard let node, let entries = reader.entries(node) else { return [] }
    var identities: [ExpectedIdentity] = []
    for entry in entries {
      guard let point = profile.point(named: entry.key), point.access != .write else {
        let advice = suggestion(for: entry.key, among: profile.points.map(\.name))
        reader.report(entry, "'\(profile.name)' has no point '\(entry.key)' to read: \(advice)")
        continue
      }
      let nodes = entry.value.sequence ?? [entry.value]
      let content: ExpectedIdentity.Content =
        point.type == .string
        ? .text(nodes.compactMap { reader.string($0) })
        : .number(nodes.compactMap { reader.double($0) })
      identities.append(
        ExpectedIdentity(profilePoint: entry.key, content: content, isFirmware: isFirmware))
    }
    return identities
  }
}

extension ExpectedIdentity.Content {
  /// Both lists as one; the first where they are of different kinds.
  fileprivate func joined(with other: Self) -> Self {
    switch (self, other) {
    case (.text(let one), .text(let two)): .text(one + two)
    case (.number(let one), .number(let two)): .number(one + two)
    default: self
    }
  }
}

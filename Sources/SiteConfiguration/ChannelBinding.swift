// Binding of one profile point of one device: to a place in the list of points, to a signal of a unit, to
// an actuator. What the site file says of the channel goes before what the profile says.

import DeviceProfiles
import Plant
import StrictYAML

/// What the site file says of one channel.
struct Channel {
  var node: YAMLNode
  var tag = ""
  var unit: String?
  var signal: Signal?
  var actuator: ActuatorRole?
  var text: BilingualText?
  var range: YAMLRange?
  var isCurrentLoop = false
  var isInverted = false
  var failSafe: Double?
}

extension SiteBuilder {
  /// The link point of a device, which every device has.
  func addLink(_ draft: DeviceDraft) -> Int {
    let name = draft.entry.key
    let place = add(
      PointDefinition(
        name: "\(name).link", device: name, unit: .contact, range: 0...1, maxAge: 5_000,
        text: BilingualText(de: "\(name) antwortet", en: "\(name) answers")), at: draft.entry.value)
    if let unit = draft.unit, draft.profile.kind != .ioModule {
      register(.link, of: unit, place: place, at: draft.entry.value, isShared: true)
    }
    return place
  }

  /// Binds a profile point, where it is polled, named or commanded.
  func bind(_ point: ProfilePoint, _ draft: inout DeviceDraft) {
    let channel = draft.channels[point.name].map { self.channel($0, point) }
    let isPolled = point.poll == .fast || point.poll == .slow
    let isModule = draft.profile.kind == .ioModule
    let isWanted = !isModule || point.signal != nil || channel != nil
    if isPolled, isWanted, point.access != .write, point.type != .string {
      bindPoint(point, channel, &draft)
    } else if let channel, channel.signal != nil {
      reader.report(
        channel.node, "'\(point.name)' of '\(draft.profile.name)' is not polled; it has no signal")
    }
    if let role = channel?.actuator ?? point.actuator {
      bindActuator(point, role, channel, &draft)
    }
  }

  private func channel(_ node: YAMLNode, _ point: ProfilePoint) -> Channel {
    let keys =
      reader.mapping(
        node,
        allowed: [
          "tag", "unit", "signal", "actuator", "text", "range", "signal-kind", "invert",
          "fail-safe", "poll",
        ]) ?? [:]
    var channel = Channel(node: node)
    channel.tag = keys["tag"].flatMap { reader.string($0) } ?? ""
    channel.unit = keys["unit"].flatMap { unitName($0) }
    channel.signal = reader.enumeration(keys["signal"], as: Signal.self, what: "signal")
    channel.actuator =
      reader.enumeration(keys["actuator"], as: ActuatorRole.self, what: "actuator")
    channel.text = keys["text"].map { text($0) }
    channel.range = keys["range"].flatMap { reader.range($0) }
    channel.isInverted = reader.bool(keys["invert"]) ?? false
    if let kind = keys["signal-kind"], reader.word(kind, of: ["4-20 mA"]) != nil {
      channel.isCurrentLoop = true
      if channel.range == nil {
        reader.report(node, "a 4-20 mA channel needs its range; add 'range: 0..100 %' or the like")
      }
    }
    channel.failSafe = failSafe(keys["fail-safe"], point)
    if channel.actuator != nil, point.access == .read {
      reader.report(node, "'\(point.name)' can only be read; an actuator needs an output")
    }
    return channel
  }

  private func failSafe(_ node: YAMLNode?, _ point: ProfilePoint) -> Double? {
    guard let node else { return nil }
    let isBare = point.unit == .one || point.unit == .contact
    return isBare ? reader.double(node) : reader.quantity(node, in: point.unit.symbol)
  }

  private func bindPoint(_ point: ProfilePoint, _ channel: Channel?, _ draft: inout DeviceDraft) {
    let device = draft.entry.key
    let node = channel?.node ?? draft.entry.value
    let unit = unitOfMeasure(point, channel)
    let range = channel?.range?.bounds ?? point.range
    let isFast = point.poll == .fast
    let place = add(
      PointDefinition(
        name: "\(device).\(point.name)", device: device, tag: channel?.tag ?? "", unit: unit,
        range: range ?? -1e9...1e9, maxAge: maxAge(unit, draft.timing, isFast: isFast),
        deadBand: unit.deadBand, text: channel?.text ?? point.text), at: node)
    if !isFast { slowPoints.insert(place) }
    let scaling = channel.flatMap { channel in
      channel.isCurrentLoop ? channel.range.map { AnalogScaling(range: $0.bounds) } : nil
    }
    draft.points.append(
      BoundPoint(
        point: index(place), profilePoint: point.name, scaling: scaling,
        isInverted: channel?.isInverted ?? false, range: range))
    guard let signal = channel?.signal ?? point.signal else { return }
    if draft.profile.kind == .ioModule, channel?.signal == nil {
      // What an I/O module says of itself belongs to the module, not to a unit.
      register(signal, of: device, place: place, at: node)
    } else if let owner = channel?.unit ?? draft.unit {
      register(signal, of: owner, place: place, at: node)
    } else {
      reader.report(
        node, "the signal '\(signal.rawValue)' belongs to no unit; add 'unit: ...' to it")
    }
  }

  private func unitOfMeasure(_ point: ProfilePoint, _ channel: Channel?) -> UnitOfMeasure {
    guard let channel, let range = channel.range else { return point.unit }
    guard let unit = UnitOfMeasure(symbol: range.unit) else {
      let known = UnitOfMeasure.allCases.map(\.symbol)
      let advice =
        range.unit == "bar"
        ? "write bar(g) or bar(a)" : suggestion(for: range.unit, among: known)
      reader.report(
        channel.node["range"] ?? channel.node, "unknown unit '\(range.unit)': \(advice)")
      return point.unit
    }
    if unit != point.unit, !channel.isCurrentLoop {
      reader.report(
        channel.node["range"] ?? channel.node,
        "the point is in \(point.unit.symbol), the range in \(unit.symbol); convert the range")
    }
    return unit
  }

  /// Three polls and a lost answer with its retry, but no longer than interlocks can wait for a value
  /// of that kind: one late waking of this computer is not the loss of a sensor.
  private func maxAge(
    _ unit: UnitOfMeasure, _ timing: LinkTiming, isFast: Bool
  ) -> Milliseconds {
    let period = isFast ? timing.fast : timing.slow
    // One answer may be lost, and the retry after it.
    let patient = max(3 * period, period + 2 * timing.responseTimeout)
    let longest: Milliseconds
    switch unit {
    case .percentLEL: longest = 2_000
    case .barGauge, .barAbsolute: longest = 3_000
    case .celsius: longest = 10_000
    default: longest = 60_000
    }
    return min(patient, longest)
  }

  /// Gives a signal of a unit (or device) its place. Two sources for one signal are a problem.
  func register(
    _ signal: Signal, of owner: String, place: Int, at node: YAMLNode, isShared: Bool = false
  ) {
    let name = "\(owner).\(signal.rawValue)"
    if let first = signalPlaces[name] {
      guard !isShared else { return }
      reader.report(
        node,
        "'\(name)' comes from '\(site.catalogue.points[first].name)' already; keep one, or "
          + "give this one another signal")
    } else {
      signalPlaces[name] = place
      signalNames.append(name)
    }
  }
}

extension UnitOfMeasure {
  /// Change that is worth a new row of history.
  var deadBand: Double {
    switch self {
    case .percentLEL, .percent: 0.5
    case .volumePercent, .day: 0.01
    case .barGauge, .barAbsolute, .barDifference, .kilowatt: 0.02
    case .microsiemensPerCentimetre, .normLitrePerMinute: 0.1
    case .celsius: 0.2
    case .cubicMetrePerHour, .normLitrePerHour: 2
    case .kilogram: 0.002
    case .volt, .ampere: 0.1
    default: 0
    }
  }
}

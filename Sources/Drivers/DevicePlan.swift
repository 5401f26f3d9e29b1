// The plan: what one device must be asked, worked out from its binding once the addresses are known.
// Registers that nobody needs are read only where they share a request with one that somebody needs.

import DeviceProfiles

/// The read requests of one device, and where their points go.
struct DevicePlan {
  /// The profile with wire addresses, and with every needed point in a class that is polled.
  private(set) var profile: DeviceProfile
  /// Places in the tray by the name of the profile's point.
  let places: [String: [Int]]
  /// Places in the tray whose point the device does not have.
  let missing: [Int]
  /// Names of points that are scale factors of others.
  let scaleFactors: Set<String>
  /// Names of points that say whether the device's values count.
  let trusted: Set<String>
  /// Names of points that hold the status of a channel.
  let statusPoints: Set<String>
  private let needed: Set<String>
  private let greeted: Set<String>

  /// The plan for a device whose SunSpec chain, if it has one, was found as `chain`.
  init(for binding: DeviceBinding, chain: [FoundModel] = []) {
    var profile = resolve(binding.profile, chain: chain).profile
    profile.timing = binding.timing
    let trusted = Self.trustPoints(of: profile)
    var places: [String: [Int]] = [:]
    var needed = trusted
    for (place, bound) in binding.points.enumerated() {
      places[bound.profilePoint, default: []].append(place)
      needed.insert(bound.profilePoint)
      if let status = bound.statusPoint { needed.insert(status) }
    }
    for index in profile.points.indices {
      let name = profile.points[index].name
      if trusted.contains(name) { profile.points[index].poll = .fast }
      if needed.contains(name), profile.points[index].poll == .never {
        profile.points[index].poll = .slow
      }
    }
    self.profile = profile
    self.places = places
    self.needed = needed
    let present = Set(profile.points.filter { $0.access != .write }.map(\.name))
    missing = places.filter { !present.contains($0.key) }.flatMap(\.value).sorted()
    scaleFactors = Set(profile.points.compactMap(\.scaleFactor))
    self.trusted = trusted
    statusPoints = Set(binding.points.compactMap(\.statusPoint))
    let written = binding.actuators.map(\.profilePoint) + binding.setUp.map(\.point)
    let told = binding.identity.map(\.profilePoint)
    greeted = Set(
      told + (told + written).compactMap { profile.point(named: $0)?.scaleFactor })
  }

  /// The points that say whether the device's values count.
  static func trustPoints(of profile: DeviceProfile) -> Set<String> {
    Set(profile.validity.map(\.point) + [profile.heartbeat?.point].compactMap { $0 })
  }

  /// What is read once after each connect: points of that class, who the device is, and the scale
  /// factors of everything that is written.
  var greeting: [ReadBlock] {
    let once = useful(pollPlan(for: profile, class: .once))
    let read = Set(once.flatMap(\.points).map(\.name))
    return once + blocks(of: greeted.subtracting(read))
  }

  /// The fast requests, those with the points of trust first.
  var fast: [ReadBlock] {
    let blocks = useful(pollPlan(for: profile, class: .fast))
    let isTrusted = { (block: ReadBlock) in block.points.contains { trusted.contains($0.name) } }
    return blocks.filter(isTrusted) + blocks.filter { !isTrusted($0) }
  }

  /// The slow requests.
  var slow: [ReadBlock] { useful(pollPlan(for: profile, class: .slow)) }

  /// The same points in two smaller requests, so that one register that the device refuses does not
  /// take the others with it; nil when there is nothing to divide. A SunSpec model stays whole.
  func halves(of block: ReadBlock) -> [ReadBlock]? {
    let points = block.points
    let addresses = Set(points.map(\.address))
    guard addresses.count > 1, points.allSatisfy({ $0.sunSpecModel == nil }) else { return nil }
    let middle = addresses.sorted()[addresses.count / 2]
    let low = points.filter { $0.address < middle }.map(\.name)
    let high = points.filter { $0.address >= middle }.map(\.name)
    return useful(blocks(of: Set(low))) + useful(blocks(of: Set(high)))
  }

  /// Requests that read just these points.
  private func blocks(of names: Set<String>) -> [ReadBlock] {
    guard !names.isEmpty else { return [] }
    var part = profile
    part.points = profile.points.filter { names.contains($0.name) }
    for index in part.points.indices { part.points[index].poll = .once }
    return pollPlan(for: part, class: .once)
  }

  private func useful(_ blocks: [ReadBlock]) -> [ReadBlock] {
    blocks.filter { $0.points.contains { needed.contains($0.name) || greeted.contains($0.name) } }
  }
}

extension ReadBlock {
  var request: ReadRequest { ReadRequest(table, address, count: count) }
}

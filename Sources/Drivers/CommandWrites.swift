// Which commands are written when: at once when they changed, and all of them again and again, because
// a device that restarted or was written by somebody else must come back without anybody noticing
// first. Commands that share a register travel together, and so do neighbouring coils.

import DeviceProfiles
import Plant

/// The commands of one device as write requests.
struct CommandWrites {
  /// One actuator in its register.
  private struct Member {
    let place: Int
    let point: ProfilePoint
    let isInverted: Bool
  }

  /// What is written in one request.
  private struct Group {
    var members: [Member]
    let table: RegisterTable
    let address: Int
    /// What the registers hold besides the commands: fixed bits of the profile.
    let rest: [UInt16]
    var isCoils: Bool { table == .coil }
    /// The values of the last attempt on this link, when it was, and whether the device took them.
    var last: (values: [UInt16], time: Milliseconds)?
  }

  private var groups: [Group]
  /// The requests for the values that were asked for last, so that they are put together only when
  /// something has changed.
  private var prepared: (values: [Double], exponents: [String: Int], requests: [WriteRequest?]) = (
    [], [:], []
  )
  private let refresh: Milliseconds
  private let writeSingle: Int

  init(_ binding: DeviceBinding, plan: DevicePlan) {
    refresh = max(binding.timing.refresh, 1)
    writeSingle = binding.timing.writeSingle
    groups = []
    let members = binding.actuators.enumerated().compactMap { place, bound -> Member? in
      guard let point = plan.profile.point(named: bound.profilePoint), point.access != .read
      else { return nil }
      return Member(place: place, point: point, isInverted: bound.isInverted)
    }
    for member in members.sorted(by: { $0.point.address < $1.point.address }) {
      let point = member.point
      if let index = groups.firstIndex(where: { Self.joins(point, $0.members) }) {
        groups[index].members.append(member)
      } else {
        groups.append(
          Group(
            members: [member], table: point.table, address: point.address,
            rest: Self.fixedBits(beside: point, in: plan.profile)))
      }
    }
  }

  /// How many requests it takes to write everything.
  var count: Int { groups.count }

  /// The next request that is due, and its number; changed commands go before repeated ones.
  mutating func due(
    _ values: [Double], exponents: [String: Int], at now: Milliseconds
  ) -> (index: Int, request: WriteRequest)? {
    if prepared.requests.count != groups.count || prepared.values != values
      || prepared.exponents != exponents
    {
      let requests = groups.indices.map { request($0, values, exponents: exponents) }
      prepared = (values, exponents, requests)
    }
    var repeated: (index: Int, request: WriteRequest)?
    for index in groups.indices {
      guard let request = prepared.requests[index] else { continue }
      guard let last = groups[index].last else { return (index, request) }
      if last.values != request.values { return (index, request) }
      if repeated == nil, now - last.time >= refresh { repeated = (index, request) }
    }
    return repeated
  }

  /// The instant at which the next request is due if nothing changes; nil when there is none.
  var nextDue: Milliseconds? { groups.compactMap { $0.last.map { $0.time + refresh } }.min() }

  /// Notes an attempt. A refused command is not repeated before the next refresh, or a change.
  mutating func attempted(_ request: WriteRequest, _ index: Int, at now: Milliseconds) {
    groups[index].last = (request.values, now)
  }

  /// The request with that number; nil when a value does not fit its register.
  func request(
    _ index: Int, _ values: [Double], exponents: [String: Int]
  ) -> WriteRequest? {
    let group = groups[index]
    var words = group.isCoils ? [] : group.rest
    for member in group.members {
      guard values.indices.contains(member.place),
        let field = Self.encode(values[member.place], member, exponents)
      else { return nil }
      if group.isCoils {
        words += field
      } else {
        words = member.point.merge(bits: field, into: words)
      }
    }
    let function =
      if group.isCoils { words.count == 1 ? 5 : 15 } else { words.count == 1 ? writeSingle : 16 }
    return WriteRequest(group.table, group.address, values: words, function: function)
  }

  private static func encode(
    _ value: Double, _ member: Member, _ exponents: [String: Int]
  ) -> [UInt16]? {
    let point = member.point
    var value = turned(value, point, isInverted: member.isInverted)
    if let range = point.range { value = min(max(value, range.lowerBound), range.upperBound) }
    let exponent = point.scaleFactor.flatMap { exponents[$0] }
    return point.encode(value, scaleFactorExponent: exponent)
  }

  private static func joins(_ point: ProfilePoint, _ members: [Member]) -> Bool {
    guard let first = members.first?.point, let last = members.last?.point,
      first.table == point.table
    else { return false }
    if point.table == .coil {
      return point.address == last.address + 1 && members.count < 1_968
    }
    return point.address == first.address && point.width == first.width
      && point.bits != nil && first.bits != nil
  }

  /// Bits of the same register that no actuator moves but that the profile fixes.
  private static func fixedBits(beside point: ProfilePoint, in profile: DeviceProfile) -> [UInt16] {
    var words = [UInt16](repeating: 0, count: point.width)
    for other in profile.points {
      guard other.table == point.table, other.address == point.address,
        other.width == point.width, other.bits != nil, other.access != .read,
        let constant = other.constant, let field = other.encode(constant)
      else { continue }
      words = other.merge(bits: field, into: words)
    }
    return words
  }
}

/// A value as the wire tells the opposite: a contact swaps 0 and 1, any other number its sign. It is
/// its own inverse, so it serves both directions.
func turned(_ value: Double, _ point: ProfilePoint, isInverted: Bool) -> Double {
  guard isInverted else { return value }
  let isContact = point.type == .bool || point.unit == .contact
  return isContact ? contact(value, inverted: true) : -value
}

// SunSpec devices say themselves where their models lie: a marker, then models back to back, each with
// its number and length. The driver walks that chain at each connect and this file turns the offsets
// of the profile into wire addresses; the simulator lays the same chain out.

/// Where the marker of a SunSpec map may stand, in the order of probing (SunSpec Device Information
/// Model Specification, 6.3).
public let sunSpecBases = [40000, 0, 50000]

/// The marker "SunS" in two registers.
public let sunSpecMarker: [UInt16] = [0x5375, 0x6E53]

/// The ID after the last model.
public let sunSpecEnd = 0xFFFF

/// One model as it was found on a device.
public struct FoundModel: Equatable, Sendable {
  /// The model's number.
  public var id: Int
  /// Wire address of its ID register.
  public var address: Int
  /// Registers after ID and length.
  public var length: Int
  public init(id: Int, address: Int, length: Int) {
    self.id = id
    self.address = address
    self.length = length
  }
}

/// A profile with wire addresses, and what the device lacks.
public struct ResolvedProfile: Sendable {
  /// The profile with wire addresses; points that the device lacks are gone.
  public var profile: DeviceProfile
  /// Models that the profile needs and the device has not, in no form.
  public var missingModels: [Int]
  /// Points that the device has not: those of missing models, and those beyond a short model's end.
  public var missingPoints: [String]
}

/// Turns the offsets of a SunSpec profile into wire addresses. Of a model that occurs twice the first
/// is taken. A profile with fixed addresses comes back as it is.
public func resolve(_ profile: DeviceProfile, chain: [FoundModel]) -> ResolvedProfile {
  guard profile.discovery == .sunSpec else {
    return ResolvedProfile(profile: profile, missingModels: [], missingPoints: [])
  }
  var resolved = ResolvedProfile(profile: profile, missingModels: [], missingPoints: [])
  resolved.profile.discovery = .fixed
  resolved.profile.points = []
  for var point in profile.points {
    let wanted = profile.models.first { $0.id == point.sunSpecModel }
    let model = chain.first { wanted?.accepts($0.id) ?? ($0.id == point.sunSpecModel) }
    if model == nil, let id = point.sunSpecModel, !resolved.missingModels.contains(id),
      wanted?.isOptional != true
    {
      resolved.missingModels.append(id)
    }
    guard let model, point.address + point.width <= model.length + 2 else {
      resolved.missingPoints.append(point.name)
      continue
    }
    point.address += model.address
    resolved.profile.points.append(point)
  }
  // A value without its scale factor is no value.
  let present = Set(resolved.profile.points.map(\.name))
  let orphans = resolved.profile.points.filter { point in
    point.scaleFactor.map { !present.contains($0) } ?? false
  }
  resolved.missingPoints += orphans.map(\.name)
  resolved.profile.points.removeAll { point in
    point.scaleFactor.map { !present.contains($0) } ?? false
  }
  return resolved
}

extension DeviceProfile {
  /// The chain as the simulator serves it: the models of the profile, back to back behind the marker.
  public func chain(base: Int = 40000) -> [FoundModel] {
    var address = base + sunSpecMarker.count
    return models.map { model in
      defer { address += model.length + 2 }
      return FoundModel(id: model.id, address: address, length: model.length)
    }
  }

  /// The registers that frame the chain: marker, ID and length of each model, end. Wire addresses.
  public func chainFrame(base: Int = 40000) -> [(address: Int, words: [UInt16])] {
    let chain = chain(base: base)
    let end = chain.last.map { $0.address + $0.length + 2 } ?? base + sunSpecMarker.count
    return [(base, sunSpecMarker)]
      + chain.map { ($0.address, [UInt16($0.id), UInt16($0.length)]) }
      + [(end, [UInt16(sunSpecEnd), 0])]
  }
}

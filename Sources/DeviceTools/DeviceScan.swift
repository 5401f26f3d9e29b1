// What answers at an address: which units, which SunSpec models, which of the known profiles fits. A profile
// fits when the device answers every register that would be polled, says the identity that the
// profile expects, and shows values within their physical ranges. Only reading happens here.

public import DeviceProfiles
public import Drivers
import Plant

/// How well a profile describes what answers.
public struct ProfileFit: Equatable, Sendable {
  public var profile: String
  /// The device says the identity that the profile asks for; nil when the profile asks for none.
  public var isIdentified: Bool?
  /// Polled points that the device answers with a value that can be.
  public var good: Int
  /// Polled points that it refuses, or answers with what cannot be.
  public var bad: Int

  /// True when nothing speaks against the profile.
  public var fits: Bool { isIdentified != false && bad == 0 && good > 0 }
}

/// What one unit identifier answers.
public struct UnitFinding: Equatable, Sendable {
  public var unit: UInt8
  /// The models behind a SunSpec marker; nil without one.
  public var models: [FoundModel]?
  /// Maker and model as model 1 tells them.
  public var name: String?
  /// The profiles, the best first.
  public var fits: [ProfileFit]
}

/// Unit identifiers that are asked when nobody says which: the usual one, the two that devices with an
/// address of their own answer, and those of makers (SMA 126, Kostal 71, Fronius meters 200, SFC 121).
public let usualUnits: [UInt8] = [1, 0, 255, 2, 3, 71, 100, 121, 126, 200, 240]

extension DeviceSession {
  /// True when the unit answers anything, be it a refusal.
  public func answers() throws(LinkError) -> Bool {
    for request in [
      ReadRequest(.holding, 40_000, count: 2), ReadRequest(.holding, 0), ReadRequest(.input, 0),
    ] {
      do throws(LinkError) {
        _ = try read(request)
        return true
      } catch {
        switch error {
        // A gateway answers for a unit that does not.
        case .exception(10), .exception(11): return false
        case .exception: return true
        case .timeout, .garbled: return false
        case .refused, .closed: throw error
        }
      }
    }
    return false
  }

  /// Looks at one unit with every profile.
  public func finding(among profiles: [DeviceProfile]) throws -> UnitFinding {
    let models = try sunSpecModels()
    var finding = UnitFinding(unit: address.unit, models: models, name: nil, fits: [])
    if let first = models?.first, first.id == 1 {
      let name = [(2, 16), (18, 16)].compactMap { offset, length -> String? in
        var point = ProfilePoint(
          name: "name", table: .holding, address: first.address + offset, type: .string)
        point.length = length
        let words = try? read(ReadRequest(.holding, point.address, count: length))
        return words.flatMap { point.decode(text: $0) }
      }
      finding.name = name.isEmpty ? nil : name.joined(separator: " ")
    }
    for profile in profiles where (profile.discovery == .sunSpec) == (models != nil) {
      let resolved = resolve(profile, chain: models ?? [])
      guard resolved.missingModels.isEmpty else { continue }
      finding.fits.append(try fit(of: resolved.profile))
    }
    finding.fits.sort { first, second in
      (first.fits ? 0 : 1, first.bad, -first.good, first.profile)
        < (second.fits ? 0 : 1, second.bad, -second.good, second.profile)
    }
    return finding
  }

  private func fit(of profile: DeviceProfile) throws(LinkError) -> ProfileFit {
    var fit = ProfileFit(profile: profile.name, isIdentified: nil, good: 0, bad: 0)
    let expected = profile.identity.filter { !$0.isFirmware }
    if !expected.isEmpty {
      let told = try readings(of: profile, names: expected.map(\.profilePoint))
      fit.isIdentified = expected.allSatisfy { one in
        told.first { $0.point.name == one.profilePoint }.map { one.isMet(by: $0) } ?? false
      }
      // A device that calls itself something else is not asked further.
      if fit.isIdentified == false { return fit }
    }
    for reading in try readings(of: profile) {
      let isGood =
        switch reading.value {
        case .value, .bad(.notImplemented): true
        case .bad: false
        case nil: reading.failure == nil && reading.text != nil
        }
      if isGood { fit.good += 1 } else { fit.bad += 1 }
    }
    return fit
  }
}

extension ExpectedIdentity {
  /// True when the reading says what is expected.
  public func isMet(by reading: PointReading) -> Bool {
    switch content {
    case .text(let texts): reading.text.map(texts.contains) ?? false
    case .number(let numbers): reading.value?.usable.map(numbers.contains) ?? false
    }
  }
}

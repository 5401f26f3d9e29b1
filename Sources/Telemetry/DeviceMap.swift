// The points of a site by device: one data message speaks for one device. Names become topics and keys,
// so they are checked here once; a name that could reach beyond its place in the topic tree is refused
// at start, not escaped.

import Plant

/// A site that cannot be published, with the name that stands in the way.
public struct TelemetryConfigurationError: Error, Equatable, CustomStringConvertible, Sendable {
  public var description: String
}

/// One device with its points.
struct PublishedDevice: Sendable {
  struct Value: Sendable {
    /// Place of the point in the catalogue.
    var place: Int
    /// The point's name without its device: the key of the value in messages.
    var key: String
    var unit: UnitOfMeasure
    var deadBand: Double
  }
  var name: String
  var values: [Value]
}

/// The devices of a site, in the order in which the catalogue first names them.
struct DeviceMap: Sendable {
  var devices: [PublishedDevice] = []

  init(_ catalogue: SiteCatalogue) throws(TelemetryConfigurationError) {
    guard Self.isIdentifier(catalogue.site) else {
      throw Self.error("site name", catalogue.site)
    }
    var places: [String: Int] = [:]
    var names: Set<String> = []
    for (place, point) in catalogue.points.enumerated() {
      guard Self.isIdentifier(point.device) else {
        throw Self.error("device of point \(point.name)", point.device)
      }
      let prefix = point.device + "."
      let key =
        point.name.hasPrefix(prefix) ? String(point.name.dropFirst(prefix.count)) : point.name
      guard Self.isKey(key) else { throw Self.error("point name", point.name) }
      guard names.insert(prefix + key).inserted else {
        throw TelemetryConfigurationError(
          description: "device \(point.device) has two points \(key); rename one")
      }
      let value = PublishedDevice.Value(
        place: place, key: key, unit: point.unit, deadBand: point.deadBand)
      if let device = places[point.device] {
        devices[device].values.append(value)
      } else {
        places[point.device] = devices.count
        devices.append(PublishedDevice(name: point.device, values: [value]))
      }
    }
  }

  /// 1 to 32 of `a-z`, `0-9`, `_` and `-`, the first one a letter or digit.
  static func isIdentifier(_ text: String) -> Bool { isMade(text, of: "_-", most: 32) }

  /// As an identifier, with dots and twice as long.
  static func isKey(_ text: String) -> Bool { isMade(text, of: "_-.", most: 64) }

  private static func isMade(_ text: String, of others: String, most: Int) -> Bool {
    let isPlain: (UInt8) -> Bool = { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    guard let first = text.utf8.first, isPlain(first), text.utf8.count <= most else { return false }
    return text.utf8.allSatisfy { isPlain($0) || others.utf8.contains($0) }
  }

  private static func error(_ what: String, _ found: String) -> TelemetryConfigurationError {
    TelemetryConfigurationError(
      description: "\(what) '\(found)' cannot be part of a topic; "
        + "use a-z, 0-9, '-' and '_', at most 32, beginning with a letter or digit")
  }
}

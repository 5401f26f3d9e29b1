// Civil time of a site, for tariffs. The calendar knows the offset from UTC and allocates to say so;
// no zone of today changes its offset but at a full quarter of an hour, so it is asked once in each.

import Foundation
import Plant

/// The offset of a time zone from UTC.
struct CivilOffset {
  private static let quarter: Milliseconds = 900_000
  private let zone: TimeZone
  private var asked = Milliseconds.min
  private var offset: Milliseconds = 0

  /// The offset of a zone of the IANA data base; UTC for an unknown one.
  init(_ identifier: String) { zone = TimeZone(identifier: identifier) ?? .gmt }

  /// The offset at a plant time, in ms.
  mutating func at(_ plant: Milliseconds) -> Milliseconds {
    let begin = plant - (plant % Self.quarter + Self.quarter) % Self.quarter
    if begin != asked {
      asked = begin
      let date = Date(timeIntervalSince1970: Double(plant) / 1000)
      offset = Milliseconds(zone.secondsFromGMT(for: date)) * 1000
    }
    return offset
  }
}

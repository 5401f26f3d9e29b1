// The profiles that the project ships, for the tests that walk over all of them.

import DeviceProfiles
import Foundation
import StrictYAML

enum Shipped {
  /// `hardware/devices`, found from this file's own place in the tree.
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "hardware/devices").path

  static let loaded = ProfileLibrary.load(directory: folder)

  static let names = [
    "eastron-sdm630", "enapter-el-2.1", "heat-meter", "honeywell-midas", "keller-series-30",
    "moxa-e1214", "moxa-e1240", "moxa-e1260", "sunspec-inverter", "toshiba-h2rex", "wago-750",
  ]

  static let profiles = names.compactMap { loaded.library[$0] }
}

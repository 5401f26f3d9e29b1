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
    "advantech-adam-6050", "carlo-gavazzi-em24", "crowcon-xgard-bright", "crowcon-xgardiq",
    "cummins-fuel-cell", "draeger-polytron-8000", "eastron-sdm630", "enapter-el-2.1",
    "enapter-el-4", "fccu-air-cooled", "heat-meter", "honeywell-midas", "igd-toc-635",
    "janitza-umg", "keller-series-30", "moxa-e1214", "moxa-e1240", "moxa-e1260", "msa-ultima-x3",
    "pem-0x8060", "sfc-efoy-h2cabinet", "siemens-pac2200", "sunspec-der", "sunspec-hybrid",
    "sunspec-inverter", "sunspec-inverter-float", "sunspec-meter", "sunspec-meter-float",
    "toshiba-h2rex", "wago-750", "wago-750-analog",
  ]

  static let profiles = names.compactMap { loaded.library[$0] }
}

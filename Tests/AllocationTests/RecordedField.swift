// A field that gives the controller, again and again, what a virtual site in operation gave it once: so that
// only the controller is measured and not the plant. The trays of all devices stand at its doors, as in
// the service.

import Control
import DeviceProfiles
import Drivers
import Foundation
import Plant
import PlantSimulation
import ScanLoop
import SiteConfiguration

@testable import Scenarios

/// Scans of a site, in a loop.
final class RecordedField: Field, @unchecked Sendable {
  private let times: [Milliseconds]
  private let samples: Slots<RawSample>
  private let points: Int
  private let trays: [DeviceTray]
  private let commands: [CommandTray]
  private var next = 0

  /// Takes everything from a recording of `loaded`, of at least one scan.
  init(_ recording: Recording, of loaded: LoadedSite) {
    times = recording.scans.map(\.time.real)
    points = loaded.description.measuredPoints
    samples = Slots(recording.scans.flatMap(\.samples), filler: .bad(.neverRead, at: 0))
    trays = loaded.devices.map { DeviceTray(for: $0) }
    commands = loaded.devices.map { CommandTray(for: $0) }
  }

  func freeze(into image: inout ProcessImage) {
    for place in 0..<trays.count { trays[place].copy(into: &image) }
    let passed = image.time.real - times[next]
    for place in 0..<points {
      var sample = samples[next * points + place]
      sample.time += passed
      image.samples[place] = sample
    }
    next = next + 1 < times.count ? next + 1 : 0
  }

  func write(_ commands: borrowing Slots<Command>, scan: UInt64, at real: Milliseconds) {
    for place in 0..<self.commands.count {
      self.commands[place].put(commands, scan: scan, time: real)
    }
  }
}

extension LoadedSite {
  /// A shipped site.
  static func shipped(_ name: String) throws -> LoadedSite {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try loadSite(
      at: root.appending(path: "hardware/sites/\(name)").path(),
      profiles: root.appending(path: "hardware/devices").path()
    ).get()
  }

  /// What this site's controller is given in the minute after its units were set to automatic.
  func recording() throws -> Recording {
    let site = try VirtualSite(
      self, year: try KasselYear.load(), start: 1_750_239_000_000, seed: 1, isWarm: true)
    site.run(305_000, period: 1_000)
    site.plant.press(.resetKey(pressDuration: 2_000))
    site.run(4_000, period: 1_000)
    for unit in site.hydrogenUnits { site.ask(unit, .automatic) }
    site.run(600_000, period: 1_000)
    site.isRecording = true
    site.run(60_000)
    return site.recording
  }
}

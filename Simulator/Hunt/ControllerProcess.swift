// One life of the controller: a scan cycle with its field, from the start of the process to its death.
// A new life begins with fresh drivers, closed links and what the disk kept.

import Control
import Plant
import ScanLoop
import SiteConfiguration

/// A controller that runs.
final class ControllerProcess {
  let field: VirtualField
  let letterBox = LetterBox()
  private let cycle: ScanCycle
  private let disk: VirtualDisk
  private let civilOffset: Milliseconds
  private(set) var scans = 0

  init(
    _ site: LoadedSite, field: VirtualField, disk: VirtualDisk, readers: [any SnapshotReader],
    civilOffset: Milliseconds
  ) {
    self.field = field
    self.disk = disk
    self.civilOffset = civilOffset
    cycle = ScanCycle(
      description: site.description, catalogue: site.catalogue, field: field,
      letterBox: letterBox, readers: readers, memory: disk)
  }

  /// Goes on from a state of the library. False when it does not fit.
  func resume(from state: [UInt8]) -> Bool { cycle.resume(from: state) }

  /// One scan at controller time `real` and plant time `plant`.
  func scan(at real: Milliseconds, plant: Milliseconds) {
    disk.now = real
    scans += 1
    cycle.run(
      real: real, plant: plant, civilOffset: civilOffset, statistics: ScanStatistics())
    cycle.show()
  }
}

// The door to the gallery: what a scan lays in comes out whole and in order, and a reader that hangs costs
// the others their news and the scan nothing.

import Control
import Foundation
import Plant
import Synchronization
import Testing

@testable import ScanLoop

private final class Reader: SnapshotReader {
  let seen = Mutex<[Snapshot]>([])
  func offer(_ snapshot: Snapshot) { seen.withLock { $0.append(snapshot) } }
  var scans: [UInt64] { seen.withLock { $0.map(\.time.scan) } }
}

/// A gallery of a site with two points and one unit, and a scan to lay into it.
private struct Rig: ~Copyable {
  let reader = Reader()
  let gallery: Gallery
  var image = ProcessImage(points: 2)
  var decision: Decision

  init() {
    var site = SiteDescription()
    site.measuredPoints = 2
    site.units = 1
    gallery = Gallery(site, readers: [reader])
    decision = Decision(for: site)
  }

  mutating func lay(_ scan: UInt64, events: Int = 0) {
    image.time = ScanTime(scan: scan, real: 0, plant: 0)
    image.samples[1] = .good(Double(scan), at: 0)
    decision.eventCount = 0
    for place in 0..<events {
      decision.record(Event(.controllerStarted, value: Double(place), at: image.time))
    }
    gallery.take(image, decision, ScanStatistics())
  }
}

@Suite struct GalleryTests {
  @Test("Scans are shown in order, each with its own samples and events")
  func order() {
    var rig = Rig()
    for scan in 1...5 { rig.lay(UInt64(scan), events: scan) }
    rig.gallery.show()
    let seen = rig.reader.seen.withLock { $0 }
    #expect(seen.map(\.time.scan) == [1, 2, 3, 4, 5])
    #expect(seen.map(\.samples[1].value) == [1, 2, 3, 4, 5])
    #expect(seen.map(\.events.count) == [1, 2, 3, 4, 5])
    #expect(seen.last?.events.map(\.value) == [0, 1, 2, 3, 4])
  }

  @Test("Frames serve again and again")
  func again() {
    var rig = Rig()
    for scan in 1...(3 * Gallery.frames) {
      rig.lay(UInt64(scan))
      rig.gallery.show()
    }
    #expect(rig.reader.scans == (1...UInt64(3 * Gallery.frames)).map { $0 })
    #expect(rig.reader.seen.withLock { $0.last?.statistics.snapshotsLost } == 0)
  }

  @Test("What finds no frame is lost, and the next scan that is shown tells how many were")
  func full() {
    var rig = Rig()
    for scan in 1...(Gallery.frames + 7) { rig.lay(UInt64(scan)) }
    rig.gallery.show()
    #expect(rig.reader.scans == (1...UInt64(Gallery.frames)).map { $0 })
    rig.lay(100)
    rig.gallery.show()
    #expect(rig.reader.seen.withLock { $0.last?.statistics.snapshotsLost } == 7)
  }

  @Test("A gallery that closes shows what was laid in last")
  func closing() {
    var rig = Rig()
    rig.gallery.open()
    for scan in 1...20 { rig.lay(UInt64(scan)) }
    #expect(rig.gallery.close())
    #expect(rig.reader.scans == (1...20).map { $0 })
  }
}

// The door to the gallery: the scan lays image and decision into a frame that was allocated at start, and
// a thread of the gallery makes the snapshot of it and hands it round. So the scan neither allocates nor
// meets a reader: one that hangs keeps the others from news, and the scan counts what nobody saw.

import Chute
import Control
import Foundation
import Plant
import Synchronization

/// Hands scans to their readers.
final class Gallery: Sendable {
  /// Scans that may wait for the readers: three seconds at 100 ms.
  static let frames = 32

  /// One scan on its way; it belongs to whoever took it out of a chute.
  private final class Frame: @unchecked Sendable {
    var image: ProcessImage
    var decision: Decision
    var statistics = ScanStatistics()

    init(_ site: SiteDescription) {
      image = ProcessImage(points: site.measuredPoints)
      decision = Decision(for: site)
    }
  }

  private let readers: [any SnapshotReader]
  private let full = Chute<Frame>(capacity: Gallery.frames)
  private let empty = Chute<Frame>(capacity: Gallery.frames)
  private let lost = Atomic<UInt64>(0)
  private let isOpen = Atomic<Bool>(false)
  private let bell = DispatchSemaphore(value: 0)
  private let finished = DispatchGroup()

  /// A gallery with these readers, who are called in this order.
  init(_ site: SiteDescription, readers: [any SnapshotReader]) {
    self.readers = readers
    for _ in 0..<Self.frames { empty.offer(Frame(site)) }
  }

  /// Takes a scan over. For the scan's thread: never waits, never allocates.
  func take(
    _ image: borrowing ProcessImage, _ decision: borrowing Decision, _ statistics: ScanStatistics
  ) {
    guard let frame = empty.take() else {
      lost.add(1, ordering: .relaxed)
      return
    }
    frame.image.copy(from: image)
    frame.decision.copy(from: decision)
    frame.statistics = statistics
    frame.statistics.snapshotsLost = lost.load(ordering: .relaxed)
    // There are as many places as frames, so this never fails.
    full.offer(frame)
    bell.signal()
  }

  /// Shows every reader all that waits, oldest first. For one thread at a time.
  func show() {
    while let frame = full.take() {
      let snapshot = Snapshot(
        image: frame.image, decision: frame.decision, statistics: frame.statistics)
      empty.offer(frame)
      for reader in readers { reader.offer(snapshot) }
    }
  }

  /// Starts the thread that shows.
  func open() {
    isOpen.store(true, ordering: .releasing)
    finished.enter()
    let thread = Thread { [self] in
      var isLast = false
      while !isLast {
        bell.wait()
        isLast = !isOpen.load(ordering: .acquiring)
        show()
      }
      finished.leave()
    }
    thread.name = "gallery"
    thread.stackSize = 1 << 20
    thread.start()
  }

  /// Ends the thread after it has shown what waits. False when a reader hung for `deadline` ms.
  @discardableResult
  func close(within deadline: Milliseconds = 5_000) -> Bool {
    isOpen.store(false, ordering: .releasing)
    bell.signal()
    return finished.wait(timeout: .now() + .milliseconds(Int(deadline))) == .success
  }
}

// A bell between two threads: ringing never waits, and a ring that nobody heard is not lost. It stands
// on a pipe, because a condition variable would make the scan take a lock, and its time-out would
// follow the wall clock.

import Glibc
import Plant

/// Wakes one waiting thread.
final class Bell: Sendable {
  private let reader: Int32
  private let writer: Int32

  /// A bell. When no descriptor is free it stays dumb: waiting threads then wait their time out.
  init() {
    var ends: [Int32] = [-1, -1]
    let isOpen = pipe(&ends) == 0
    reader = isOpen ? ends[0] : -1
    writer = isOpen ? ends[1] : -1
    for end in [reader, writer] where end >= 0 {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    if reader >= 0 { close(reader) }
    if writer >= 0 { close(writer) }
  }

  /// Wakes the waiting thread, or the next one that waits. A full pipe has rung often enough.
  func ring() {
    guard writer >= 0 else { return }
    var note: UInt8 = 1
    _ = write(writer, &note, 1)
  }

  /// Waits for a ring, `milliseconds` at most.
  func wait(atMost milliseconds: Milliseconds) {
    var watch = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    let limit = Int32(clamping: max(milliseconds, 0))
    guard poll(&watch, 1, limit) > 0, reader >= 0 else { return }
    var notes = [UInt8](repeating: 0, count: 64)
    while read(reader, &notes, notes.count) == notes.count {}
  }
}

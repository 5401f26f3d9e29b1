// A lock beside the journal file. SQLite 3.7.0 to 3.51.2 can corrupt a write-ahead log when two connections
// write and checkpoint at once (sqlite.org/wal.html, "the WAL-reset bug"; Debian 12 ships 3.40.1), so
// one connection of one process must own the file. The kernel drops the lock with the process.

import Foundation
import Synchronization

/// Holds `<path>.lock` until it is released.
final class FileLock: Sendable {
  private let descriptor: Int32
  private let isReleased = Atomic<Bool>(false)

  /// Takes the lock, or says who has it.
  init(for path: String) throws(JournalError) {
    let name = path + ".lock"
    descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let cause = String(cString: strerror(errno))
      throw JournalError(
        .cannotOpen, "cannot create \(name): \(cause); the journal's folder must be writable")
    }
    // All fields are set, so a throw from here on runs `deinit`, and that alone closes the file.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw JournalError(
        .inUse, "journal \(path) is written by another process; stop that one or name another file")
    }
  }

  deinit { release() }

  /// Gives the file free for others. The lock's own file stays, so that nobody locks a deleted one.
  func release() {
    if !isReleased.exchange(true, ordering: .acquiringAndReleasing), descriptor >= 0 {
      close(descriptor)
    }
  }
}

// The disk of a hunt: what a controller keeps over its death. What was asked for is on disk only a
// moment later, a crash in between loses it, and a disk may be full or give back what nobody wrote.

import Control
import Plant
import ScanLoop

/// What happens to the disk when the controller dies.
enum DiskFate: String, CaseIterable, Sendable {
  /// All that was asked for is there.
  case sound
  /// What was asked for in the last moment is not.
  case behind
  /// The file with the latches cannot be read.
  case damaged
  /// There is no file: the disk was exchanged.
  case empty
}

/// Latches and accounts of one site, in memory.
final class VirtualDisk: StateMemory {
  private(set) var latches: LatchMemory
  private(set) var accounts: [UInt8]?
  /// What stood there before the last writing, and when that was.
  private var before: LatchMemory
  private var written = Milliseconds.min
  /// Nothing can be written.
  var isFull = false
  /// Controller time, for what was written only just now.
  var now: Milliseconds = 0
  /// How long a writing takes at most, in ms.
  private static let delay: Milliseconds = 200

  init(latches: LatchMemory = .never, accounts: [UInt8]? = nil) {
    self.latches = latches
    before = latches
    self.accounts = accounts
  }

  func keep(latches: [UInt8]) {
    guard !isFull else { return }
    before = self.latches
    self.latches = .kept(latches)
    written = now
  }

  func keep(accounts: [UInt8]) {
    if !isFull { self.accounts = accounts }
  }

  /// The controller dies.
  func suffer(_ fate: DiskFate) {
    switch fate {
    case .sound: break
    case .behind: if now - written < Self.delay { latches = before }
    case .damaged: latches = .lost
    case .empty:
      latches = .never
      accounts = nil
    }
  }
}

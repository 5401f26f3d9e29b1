// What a controller keeps on disk: read back whole, for the same configuration, or known to be lost.

import Control
import Foundation
import Testing

@testable import ScanLoop

@Suite struct StateStoreTests {
  private let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("state-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
  }

  private func store(configuration: UInt64 = 1) -> StateStore {
    StateStore(folder: folder, configuration: configuration) { Issue.record("\($0)") }
  }

  @Test("What was kept is read back for the same configuration only")
  func roundTrip() {
    #expect(store().latches == .never)
    #expect(store().accounts == nil)
    let first = store()
    first.keep(latches: [1, 2, 3])
    first.keep(latches: [4, 5])
    first.keep(accounts: [6])
    first.flush()
    #expect(store().latches == .kept([4, 5]))
    #expect(store().accounts == [6])
    #expect(store(configuration: 2).latches == .lost)
    #expect(store(configuration: 2).accounts == nil)
  }

  @Test("Latches that were cut or changed count as lost, accounts as never gathered")
  func damaged() throws {
    let writer = store()
    writer.keep(latches: Array(0..<40))
    writer.keep(accounts: Array(0..<40))
    writer.flush()
    for name in ["latches", "accounts"] {
      let file = URL(fileURLWithPath: "\(folder)/\(name)")
      let whole = try Data(contentsOf: file)
      let cut = (0..<whole.count).map { whole.prefix($0) }
      let changed = (0..<whole.count).map { place in
        var data = whole
        data[place] ^= 0x10
        return data
      }
      for data in cut + changed {
        try data.write(to: file)
        if name == "latches" {
          #expect(store().latches == .lost)
        } else {
          #expect(store().accounts == nil)
        }
      }
    }
  }

  @Test("Accounts in the place of latches count as lost")
  func exchanged() throws {
    let writer = store()
    writer.keep(accounts: [1, 2])
    writer.flush()
    try FileManager.default.moveItem(atPath: "\(folder)/accounts", toPath: "\(folder)/latches")
    #expect(store().latches == .lost)
  }

  @Test("A folder that is gone is told, and nothing else happens")
  func unwritable() {
    let told = Told()
    let store = StateStore(folder: "\(folder)/gone", configuration: 1) { told.add($0) }
    store.keep(latches: [1])
    store.flush()
    #expect(told.all.count == 1)
    #expect(told.all.first?.contains("No such file") == true)
  }
}

private final class Told: @unchecked Sendable {
  private let lock = NSLock()
  private var lines: [String] = []
  func add(_ line: String) { lock.withLock { lines.append(line) } }
  var all: [String] { lock.withLock { lines } }
}

// The thread around a driver: it polls by itself, hears a completed scan at once, and ends when told.
// No time is asserted here; each test waits for a thing to happen.

import DeviceProfiles
import Dispatch
import Plant
import Synchronization
import Testing

@testable import Drivers

/// A link that tells what is written and answers every read with 7.
final class TellingLink: RegisterLink {
  let told: Told
  init(_ told: Told) { self.told = told }

  final class Told: Sendable {
    let texts = Mutex<[String]>([])
    let news = DispatchSemaphore(value: 0)
    func tell(_ text: String) {
      texts.withLock { $0.append(text) }
      news.signal()
    }
    /// Waits until `text` was told; false after ten seconds.
    func hear(_ text: String) -> Bool {
      while !texts.withLock({ $0.contains(text) }) {
        if news.wait(timeout: .now() + 10) == .timedOut { return false }
      }
      return true
    }
  }

  func connect(timeout: Milliseconds) { told.tell("connect") }
  func close() { told.tell("close") }
  func read(
    _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
  ) -> [UInt16] {
    told.tell("read")
    return Array(repeating: 7, count: count)
  }
  func write(
    _ table: RegisterTable, unit: UInt8, address: Int, values: [UInt16], function: Int,
    timeout: Milliseconds
  ) { told.tell("write \(values)") }
}

@Suite("A device's thread")
struct DeviceThreadTests {
  @Test("It polls, writes what a scan commands, and says farewell with the fail-safe values")
  func lives() {
    let points = [point("p", .input, 10), point("run", .holding, 20, access: .write)]
    let binding = binding(profile(points), actuators: ["run"])
    let told = TellingLink.Told()
    let tray = DeviceTray(for: binding)
    let commands = CommandTray(for: binding)
    let start = ContinuousClock.now
    let clock: @Sendable () -> Milliseconds = {
      Int64((ContinuousClock.now - start) / .milliseconds(1))
    }
    let thread = DeviceThread(
      DeviceDriver(binding, tray: tray, commands: commands), clock: clock,
      makeLink: { TellingLink(told) })
    #expect(told.hear("read"))
    let slots = Slots(repeating: Command(value: 1, origin: .dispatch), count: 1)
    commands.put(slots, scan: 1, time: clock())
    #expect(told.hear("write [1]"))
    thread.stop(writingFailSafe: true)
    #expect(told.texts.withLock { Array($0.suffix(3)) } == ["write [0]", "close", "close"])
    #expect(tray.value(0) == 7)
    thread.stop(writingFailSafe: true)
  }
}

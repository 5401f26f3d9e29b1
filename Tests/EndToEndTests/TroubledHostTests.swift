// The computer around a controller gives little: memory does not come back, nobody takes what the
// controller says, every processor is busy with something else. The tags are those of the catalogue of
// faults. What kills a process for want of memory is `kill -9`, and the story of that stands elsewhere.

import Foundation
import SiteConfiguration
import Testing

extension SurroundingsTests {
  @Test("P3: scans, questions and a broker that never answers take no more memory with time")
  func boundedMemory() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    let mute = try MuteServer(on: premises.ports())
    defer { mute.close() }
    lab.options = ["--broker", "127.0.0.1:\(mute.port)"]
    try lab.startSimulator()
    try lab.startController()
    let controller = try #require(lab.controller)
    /// A hundred questions while the scans go on.
    func askAround() throws {
      for _ in 1...100 { _ = try lab.view() }
      _ = try lab.letScan(50)
    }
    // Caches, threads and queues find their size first.
    for _ in 1...3 { try askAround() }
    let before = try memory(of: controller)
    for _ in 1...6 { try askAround() }
    let after = try memory(of: controller)
    // Nine hundred snapshots of a few kilobytes each would be far more, were they kept.
    #expect(after - before < 16_000, "grew from \(before) to \(after) kB")
  }

  /// Memory that a program holds, in kB.
  private func memory(of program: Program) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(program.number)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return try #require(line.flatMap { Int($0.split(separator: " ")[1]) })
  }

  @Test("P5: a panel, a broker and a log that all hang take nothing from the scan")
  func hangingReaders() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    let mute = try MuteServer(on: premises.ports())
    defer { mute.close() }
    let log = try FullPipe(at: "\(premises.folder)/log.pipe")
    defer { log.close() }
    lab.options = ["--broker", "127.0.0.1:\(mute.port)"]
    lab.surroundings = ["/bin/sh", "-c", "exec \"$@\" >\(log.path) 2>&1", "sh"]
    try lab.startSimulator()
    try lab.startController()
    let port = try lab.site.load().panelPort
    // From here on every word that the controller says waits for a reader that never comes.
    log.fill()
    let readers = Callers(to: port, count: 5)
    readers.say("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    let before = try lab.counts()
    // A device that falls silent is worth a word in the log.
    try #require(lab.simulator).crash()
    try lab.wait(for: "the module is missed") { $0.active.contains("L22 el-1") }
    let view = try lab.letScan(40)
    let after = try lab.counts()
    #expect(view.latched.contains("X01 io"), "the scan sees and trips what it must")
    #expect((after.overruns - before.overruns) * 10 <= after.scans - before.scans, premises.comment)
    #expect(log.isFull, "somebody read the log")
    #expect(try lab.h2q("status").contains("SIMULATION"), "people are answered all the same")
  }

  @Test("P8: on a computer whose processors are all busy no device falls silent and nothing trips")
  func busyProcessors() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startSimulator()
    try lab.startController()
    try lab.wait(for: "the devices are read") { $0.value("at-301.concentration") != nil }
    let before = try lab.view()
    let burners = try (1...2 * ProcessInfo.processInfo.activeProcessorCount).map { _ in
      try premises.start("/bin/sh", ["-c", "while :; do :; done"])
    }
    let view = try lab.letScan(60)
    for burner in burners { burner.crash() }
    #expect(burners.allSatisfy { !$0.isRunning })
    #expect(view.latched == before.latched, premises.comment)
    #expect(view.active.isDisjoint(with: ["X01 io", "L22 el-1", "L22 el-2"]), premises.comment)
    #expect(view.value("at-301.concentration") != nil, "the devices were read all the time")
  }
}

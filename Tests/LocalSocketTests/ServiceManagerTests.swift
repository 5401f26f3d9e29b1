// What a supervisor hears, over a real datagram socket that stands in for systemd's.

import Foundation
import Testing

@testable import LocalSocket

/// The ear of a supervisor.
private final class Ear {
  let path: String
  private let descriptor: Int32

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("ear-\(UUID().uuidString.prefix(8))").path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    setPatience(descriptor, seconds: 5)
    let bound = try withAddress(path) { bind(descriptor, $0, $1) }
    try #require(bound == 0)
  }

  deinit { close(descriptor) }

  /// The next message; nil when none comes.
  func hear() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}

@Suite struct ServiceManagerTests {
  @Test("Ready, alive and stopping are told in the words of sd_notify")
  func words() throws {
    let ear = try Ear()
    let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": ear.path]))
    manager.ready("scanning")
    #expect(ear.hear() == "READY=1\nSTATUS=scanning")
    manager.alive("two\nlines")
    #expect(ear.hear() == "WATCHDOG=1\nSTATUS=two lines")
    manager.stopping(within: 3_000_000)
    #expect(ear.hear() == "STOPPING=1\nEXTEND_TIMEOUT_USEC=3000000")
  }

  @Test("Nobody supervises a process without the variable, or with one that is no address")
  func alone() {
    #expect(ServiceManager(environment: [:]) == nil)
    #expect(ServiceManager(environment: ["NOTIFY_SOCKET": ""]) == nil)
    #expect(ServiceManager(environment: ["NOTIFY_SOCKET": "relative"]) == nil)
  }

  @Test("A watchdog for another process is not fed by this one")
  func otherProcess() throws {
    var environment = ["NOTIFY_SOCKET": "/nowhere", "WATCHDOG_USEC": "5000000"]
    #expect(ServiceManager(environment: environment)?.watchdog == 5_000_000)
    environment["WATCHDOG_PID"] = "\(getpid())"
    #expect(ServiceManager(environment: environment)?.watchdog == 5_000_000)
    environment["WATCHDOG_PID"] = "1"
    #expect(ServiceManager(environment: environment)?.watchdog == nil)
    environment["WATCHDOG_PID"] = nil
    environment["WATCHDOG_USEC"] = "0"
    #expect(ServiceManager(environment: environment)?.watchdog == nil)
  }

  @Test("A supervisor that is gone stops nothing")
  func gone() throws {
    let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": "/nowhere/at-all"]))
    manager.alive("still here")
    let abstract = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": "@nobody-listens"]))
    abstract.alive("still here")
  }
}

// The local socket, over real socket files in a temporary folder.

import Foundation
import Testing

@testable import LocalSocket

private func temporaryPath() -> String {
  FileManager.default.temporaryDirectory.appendingPathComponent(
    "h2q-\(UUID().uuidString.prefix(8)).sock"
  ).path
}

@Suite struct LocalSocketTests {
  @Test("A line that is sent comes back as the handler's answer")
  func answers() throws {
    let path = temporaryPath()
    let server = try LocalSocketServer(path: path, patience: 60) { "heard: \($0)" }
    defer { server.stop() }
    #expect(try ask("status", at: path, patience: 60) == "heard: status")
    #expect(try ask("Grüße", at: path, patience: 60) == "heard: Grüße")
  }

  @Test("The socket file belongs to its owner alone")
  func mode() throws {
    let path = temporaryPath()
    let server = try LocalSocketServer(path: path, patience: 60) { $0 }
    defer { server.stop() }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? Int) == 0o600)
  }

  @Test("Asking where nobody listens says so")
  func nobody() {
    #expect(throws: LocalSocketError.self) { try ask("status", at: temporaryPath(), patience: 60) }
  }

  @Test("A second service does not take the place of a running one")
  func taken() throws {
    let path = temporaryPath()
    let server = try LocalSocketServer(path: path, patience: 60) { $0 }
    defer { server.stop() }
    #expect(throws: LocalSocketError.self) {
      try LocalSocketServer(path: path, patience: 60) { $0 }
    }
    #expect(try ask("still here", at: path, patience: 60) == "still here")
  }

  @Test("A socket file that a dead process left behind is replaced")
  func leftOver() throws {
    let path = temporaryPath()
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let server = try LocalSocketServer(path: path, patience: 60) { $0 }
    defer { server.stop() }
    #expect(try ask("alive", at: path, patience: 60) == "alive")
  }

  @Test("A request that is too long is refused, and the next one is answered")
  func tooLong() throws {
    let path = temporaryPath()
    let server = try LocalSocketServer(path: path, patience: 60) { "length \($0.count)" }
    defer { server.stop() }
    let long = String(repeating: "x", count: LocalSocketServer.longestRequest + 10_000)
    #expect(
      try ask(long, at: path, patience: 60).hasPrefix("error:")
        || ask("", at: path, patience: 60) == "length 0")
    #expect(try ask("short", at: path, patience: 60) == "length 5")
  }
}

// A real mosquitto broker on a free loopback port, started and stopped by the test that needs it.

import Foundation
import Testing

/// A broker of its own for one test.
final class Broker {
  static let program = "/usr/sbin/mosquitto"
  let port: Int
  private let folder: String
  private var process: Process?

  /// Reserves a port; the broker itself waits for `start`.
  init() throws {
    try #require(
      FileManager.default.isExecutableFile(atPath: Self.program),
      "no broker at \(Self.program); install it with: apt-get install mosquitto")
    port = try freePort()
    folder = NSTemporaryDirectory() + "broker-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let lines = ["listener \(port) 127.0.0.1", "allow_anonymous true", "persistence false"]
    let user = getuid() == 0 ? ["user root"] : []
    let text = (lines + user).joined(separator: "\n") + "\n"
    try text.write(toFile: folder + "/broker.conf", atomically: true, encoding: .utf8)
  }

  deinit {
    kill()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Starts the broker and waits until its port answers.
  func start() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = ["-c", folder + "/broker.conf"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    self.process = process
    try eventually("the broker listens") { canConnect(to: port) }
  }

  /// Ends the broker without a farewell.
  func kill() {
    guard let process, process.isRunning else { return }
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    self.process = nil
  }
}

/// Waits, by looking again, until `condition` holds; the deadline only ends a test that fails.
func eventually(
  _ what: String, within seconds: Double = 30, _ condition: () throws -> Bool
) throws {
  let end = ContinuousClock.now + .seconds(seconds)
  while ContinuousClock.now < end {
    if try condition() { return }
    Thread.sleep(forTimeInterval: 0.01)
  }
  Issue.record("never happened: \(what)")
}

func loopback(port: Int) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return address
}

/// Calls a socket function with an address of the loopback.
func withAddress(port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
  var address = loopback(port: port)
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
}

func tcpSocket() -> Int32 { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }

func canConnect(to port: Int) -> Bool {
  let socket = tcpSocket()
  defer { close(socket) }
  return withAddress(port: port) { connect(socket, $0, $1) } == 0
}

/// A port that nobody listens on at this moment.
func freePort() throws -> Int {
  let socket = tcpSocket()
  defer { close(socket) }
  try #require(withAddress(port: 0) { bind(socket, $0, $1) } == 0)
  return boundPort(of: socket)
}

func boundPort(of socket: Int32) -> Int {
  var address = sockaddr_in()
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      _ = getsockname(socket, $0, &length)
    }
  }
  return Int(address.sin_port.bigEndian)
}

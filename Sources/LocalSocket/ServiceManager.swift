// The service manager: the few words that a supervised service owes to systemd. Ready, stopping, a
// status in words, and the watchdog, which is fed only when something has moved on. Without a
// supervisor every word is silently dropped. Protocol: sd_notify(3).

import Foundation

/// Speaks to the service manager that started this process.
public struct ServiceManager: Sendable {
  private let path: String
  /// How often the manager wants to hear from us, in microseconds; nil when it keeps no watchdog.
  public let watchdog: UInt64?

  /// From the environment of this process; nil when nobody supervises it.
  public init?() { self.init(environment: ProcessInfo.processInfo.environment) }

  init?(environment: [String: String]) {
    guard let path = environment["NOTIFY_SOCKET"], let first = path.first,
      first == "/" || first == "@"
    else { return nil }
    self.path = path
    // A watchdog that is meant for another process is none of ours.
    let isOurs = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
    let interval = environment["WATCHDOG_USEC"].flatMap(UInt64.init)
    watchdog = isOurs ? interval.flatMap { $0 > 0 ? $0 : nil } : nil
  }

  /// Everything is open and the first scan is done.
  public func ready(_ status: String) { tell("READY=1\nSTATUS=\(line(status))") }

  /// The service is on its way down, and may take so long, in microseconds.
  public func stopping(within microseconds: UInt64) {
    tell("STOPPING=1\nEXTEND_TIMEOUT_USEC=\(microseconds)")
  }

  /// The service has moved on since it said so last.
  public func alive(_ status: String) { tell("WATCHDOG=1\nSTATUS=\(line(status))") }

  /// A status is one line; a line break would begin another word.
  private func line(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }.prefix(500))
  }

  private func tell(_ words: String) {
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + bytes.count } ?? 0
    guard length > 0, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
    // "@" stands for the zero byte of a name that lives in no file system.
    if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let message = Array(words.utf8)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(
          descriptor, message, message.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT),
          $0, socklen_t(length))
      }
    }
  }
}

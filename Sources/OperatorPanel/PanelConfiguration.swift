// Where the panel listens, and what can go wrong while it starts. The panel knows no login yet, so it
// listens on the loopback interface only and refuses every other address by itself.

/// Where the panel listens.
public struct PanelConfiguration: Sendable {
  /// `127.0.0.1`, `::1` or `localhost`; nothing else is accepted while the panel knows no login.
  public var host = "127.0.0.1"
  /// The wanted TCP port; when it is taken, the next free one of the following twenty. 0 lets the
  /// system choose.
  public var port: Int

  /// A panel on the loopback interface.
  public init(port: Int) { self.port = port }

  /// The numeric loopback address that `host` stands for; nil for every other host.
  var loopbackAddress: String? {
    switch host {
    case "127.0.0.1", "localhost": "127.0.0.1"
    case "::1", "[::1]": "::1"
    default: nil
    }
  }
}

/// Why the panel did not start. The plant runs without it.
public struct PanelError: Error, CustomStringConvertible, Sendable {
  /// What kind of thing went wrong.
  public enum Code: Sendable {
    case notLoopback, portsTaken, pagesMissing, alreadyRunning, serverFailed
  }
  /// What kind of thing went wrong.
  public var code: Code
  /// What was read, what was expected and what to do.
  public var description: String

  static func notLoopback(_ host: String) -> PanelError {
    PanelError(
      code: .notLoopback,
      description:
        "the panel has no login yet and listens on this computer only: expected the host "
        + "127.0.0.1, ::1 or localhost, read '\(host)'; from elsewhere use an SSH tunnel")
  }

  static func portsTaken(_ ports: ClosedRange<Int>) -> PanelError {
    PanelError(
      code: .portsTaken,
      description: "the ports \(ports.lowerBound) to \(ports.upperBound) are all taken; "
        + "choose another one in the site file, section 'panel'")
  }

  static func pagesMissing(_ path: String) -> PanelError {
    PanelError(
      code: .pagesMissing,
      description:
        "the pages of the panel are not at \(path); install that folder next to the program"
    )
  }
}

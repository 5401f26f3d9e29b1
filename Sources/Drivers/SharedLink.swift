// Several devices on one wire: the units of a serial line, or those behind one gateway. They share one
// connection, because lines and gateways have only one, and take turns on it. Each driver sees a link
// of its own: when one of them ends the connection after a time-out, the next request of another
// opens it again and nobody else notices.

import DeviceProfiles
import Plant

/// The one connection of a wire. It is used on one thread.
final class SharedLink {
  private let link: any RegisterLink
  private var isOpen = false

  init(_ link: any RegisterLink) { self.link = link }

  /// The link as one driver sees it.
  func end() -> any RegisterLink { End(self) }

  fileprivate func open(timeout: Milliseconds) throws(LinkError) {
    if isOpen { return }
    try link.connect(timeout: timeout)
    isOpen = true
  }

  fileprivate func shut() {
    link.close()
    isOpen = false
  }

  /// Carries out a request; a failure that is no answer closes the connection for all.
  fileprivate func request<Result>(
    timeout: Milliseconds, _ body: (any RegisterLink) throws(LinkError) -> Result
  ) throws(LinkError) -> Result {
    try open(timeout: timeout)
    do throws(LinkError) {
      return try body(link)
    } catch {
      if case .exception = error {} else { shut() }
      throw error
    }
  }

  private final class End: RegisterLink {
    private let shared: SharedLink
    init(_ shared: SharedLink) { self.shared = shared }

    func connect(timeout: Milliseconds) throws(LinkError) { try shared.open(timeout: timeout) }

    /// The wire belongs to the others too: it was closed already if this end had a reason.
    func close() {}

    func read(
      _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
    ) throws(LinkError) -> [UInt16] {
      try shared.request(timeout: timeout) { link throws(LinkError) in
        try link.read(table, unit: unit, address: address, count: count, timeout: timeout)
      }
    }

    func write(
      _ table: RegisterTable, unit: UInt8, address: Int, values: [UInt16], function: Int,
      timeout: Milliseconds
    ) throws(LinkError) {
      try shared.request(timeout: timeout) { link throws(LinkError) in
        try link.write(
          table, unit: unit, address: address, values: values, function: function,
          timeout: timeout)
      }
    }
  }
}

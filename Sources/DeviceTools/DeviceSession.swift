// A conversation with one device for as long as a person looks at it: connects when needed, asks once
// more after a failed answer, and tells in words what went wrong.

public import DeviceProfiles
public import Drivers
public import Plant

/// What a device did not do, for people.
public struct DeviceToolError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// A link to one device, used by one thread.
public final class DeviceSession {
  public let address: DeviceAddress
  /// Longest wait for one answer, in ms.
  public var timeout: Milliseconds
  private let link: any RegisterLink
  private var isOpen = false

  /// Prepares the conversation; nothing is sent.
  public init(_ address: DeviceAddress, link: any RegisterLink, timeout: Milliseconds = 1_000) {
    self.address = address
    self.link = link
    self.timeout = timeout
  }

  /// The same over the wire that the address names.
  public convenience init(_ address: DeviceAddress, timeout: Milliseconds = 1_000) throws {
    self.init(address, link: try ModbusLink(over: address.wire), timeout: timeout)
  }

  /// Opens the link.
  public func connect() throws(LinkError) {
    if isOpen { return }
    try link.connect(timeout: timeout)
    isOpen = true
  }

  /// Ends the conversation.
  public func close() {
    link.close()
    isOpen = false
  }

  /// Reads neighbouring values; a failed link is tried once more.
  public func read(_ request: ReadRequest) throws(LinkError) -> [UInt16] {
    try again { link throws(LinkError) in
      try link.read(
        request.table, unit: address.unit, address: request.address, count: request.count,
        timeout: timeout)
    }
  }

  /// Writes once: whether a lost answer belonged to a write that was carried out, nobody knows.
  public func write(_ request: WriteRequest) throws(LinkError) {
    try connect()
    do throws(LinkError) {
      try link.write(
        request.table, unit: address.unit, address: request.address, values: request.values,
        function: request.function, timeout: timeout)
    } catch {
      if case .exception = error {} else { close() }
      throw error
    }
  }

  private func again<Result>(
    _ body: (any RegisterLink) throws(LinkError) -> Result
  ) throws(LinkError) -> Result {
    var last = LinkError.closed
    for _ in 0..<2 {
      try connect()
      do throws(LinkError) {
        return try body(link)
      } catch {
        if case .exception = error { throw error }
        close()
        last = error
      }
    }
    throw last
  }

  /// The models of the device's SunSpec chain; nil when it has none.
  public func sunSpecModels() throws -> [FoundModel]? {
    try findSunSpecModels { request in
      do throws(LinkError) {
        return try read(request)
      } catch {
        if case .exception = error { return nil }
        throw error
      }
    }
  }

  /// The profile with wire addresses, as this device lays them out.
  public func resolved(_ profile: DeviceProfile) throws -> ResolvedProfile {
    guard profile.discovery == .sunSpec else { return resolve(profile, chain: []) }
    guard let chain = try sunSpecModels() else {
      throw DeviceToolError(
        "no SunSpec marker at 40000, 0 or 50000; check that SunSpec is switched on, and the unit")
    }
    return resolve(profile, chain: chain)
  }
}

extension LinkError {
  /// What happened, for people.
  public var words: String {
    switch self {
    case .timeout: "no answer in time"
    case .refused: "nobody listens there"
    case .closed: "the device closed the link"
    case .garbled: "what came back is no answer to the question"
    case .exception(let code): "refused with exception \(code) (\(Self.name(of: code)))"
    }
  }

  private static func name(of code: UInt8) -> String {
    switch code {
    case 1: "illegal function"
    case 2: "illegal address"
    case 3: "illegal value"
    case 4: "device failure"
    case 5: "acknowledge"
    case 6: "busy"
    case 10: "gateway path unavailable"
    case 11: "gateway target does not answer"
    default: "unknown"
    }
  }
}

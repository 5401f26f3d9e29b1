// What a device's driver tells about itself besides samples: where the link stands, why it may only
// read, and counts of everything that went wrong. Pages and logs show it; the core never sees it.

public import Plant

/// Where a driver stands with its device.
public enum LinkState: String, CaseIterable, Sendable {
  /// No connection; the next attempt is waited for.
  case closed
  /// Looking for the SunSpec models, or reading who the device is.
  case identifying
  /// Writing and checking set-up values.
  case settingUp = "setting-up"
  /// Polling and commanding.
  case running
  /// Keeping quiet because no scan has completed lately.
  case silent
}

/// Why a device is read but never written.
public enum ReadOnlyReason: Equatable, Sendable, CustomStringConvertible {
  /// The identity register holds something else than the site file says.
  case wrongIdentity(point: String, found: String)
  /// The right device with a firmware that neither its profile nor the site file knows.
  case unknownFirmware(point: String, found: String)
  /// No SunSpec marker at any of the three addresses.
  case noSunSpec
  /// A set-up value was refused with this exception.
  case setUpRefused(point: String, exception: UInt8)
  /// A set-up value does not read back as it was written.
  case setUpDiffers(point: String)
  /// A set-up value cannot be put into its register.
  case setUpImpossible(point: String)
  /// The device's configuration is held open by somebody else.
  case configurationBusy
  /// The device did not open its configuration for Modbus.
  case configurationNotOpened
  /// The device rejected the configuration with this code.
  case configurationRejected(code: Int)

  public var description: String {
    switch self {
    case .wrongIdentity(let point, let found):
      "'\(point)' reads '\(found)', which is not what the site file expects; check address and device"
    case .unknownFirmware(let point, let found):
      "'\(point)' reads '\(found)', a firmware that nobody has looked at; compare the register lists, then add "
        + "it to 'firmware' of the device in the site file"
    case .noSunSpec: "no SunSpec marker at 40000, 0 or 50000; check that SunSpec is switched on"
    case .setUpRefused(let point, let code):
      "set-up value '\(point)' was refused with exception \(code); check rights and firmware"
    case .setUpDiffers(let point):
      "set-up value '\(point)' does not read back as written; check rights and limits of the device"
    case .setUpImpossible(let point):
      "set-up value '\(point)' does not fit its register; check the site file"
    case .configurationBusy: "the device's configuration is held open by another client"
    case .configurationNotOpened: "the device did not open its configuration for Modbus"
    case .configurationRejected(let code):
      "the device rejected its configuration with code \(code)"
    }
  }
}

extension ReadOnlyReason {
  /// True when another device answers than the one that was asked for.
  var isForeign: Bool {
    switch self {
    case .wrongIdentity, .noSunSpec: true
    default: false
    }
  }
}

/// Counts since the controller started. They only grow.
public struct LinkCounters: Equatable, Sendable {
  public var requests = 0
  public var timeouts = 0
  public var exceptions = 0
  public var garbled = 0
  /// Connections that came about; the first is the start, the others are reconnects.
  public var connections = 0
  public var refusals = 0
  /// Links that the device closed.
  public var closures = 0
  /// Commands that could not be put into their register.
  public var unwritable = 0
  public init() {}

  mutating func count(_ error: LinkError) {
    switch error {
    case .timeout: timeouts += 1
    case .exception: exceptions += 1
    case .garbled: garbled += 1
    case .refused: refusals += 1
    case .closed: closures += 1
    }
  }
}

/// How a driver and its device get on.
public struct DeviceStatus: Equatable, Sendable {
  public var state = LinkState.closed
  /// Nil when the device may be written.
  public var readOnly: ReadOnlyReason?
  public var counters = LinkCounters()
  /// How long the last answer took, in ms; nil before the first.
  public var lastResponse: Milliseconds?
  public init() {}
}

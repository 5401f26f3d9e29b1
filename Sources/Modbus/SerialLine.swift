// A serial line as people write it: `/dev/ttyUSB0:9600:8E1`, that is the device file, the speed, and data
// bits, parity and stop bits. All units on one line share these settings.

/// A serial line and its settings.
public struct SerialLine: Hashable, Sendable, CustomStringConvertible {
  /// Parity of each character.
  public enum Parity: Character, CaseIterable, Sendable {
    case none = "N"
    case even = "E"
    case odd = "O"
  }

  /// Speeds that lines are run at, in bit/s.
  public static let speeds = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200]

  /// Device file: `/dev/ttyUSB0`.
  public let path: String
  /// bit/s, one of `speeds`.
  public let speed: Int
  /// 7 or 8; Modbus RTU needs 8.
  public let dataBits: Int
  public let parity: Parity
  /// 1 or 2.
  public let stopBits: Int

  /// Reads `/dev/ttyUSB0:9600:8E1`; nil when it is anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasPrefix("/"), parts[0].utf8.count <= 200,
      !parts[0].utf8.contains(0), let speed = Int(parts[1]), Self.speeds.contains(speed)
    else { return nil }
    let form = Array(parts[2])
    guard form.count == 3, form[0] == "8", let parity = Parity(rawValue: form[1]),
      let stopBits = form[2].wholeNumberValue, (1...2).contains(stopBits)
    else { return nil }
    path = String(parts[0])
    self.speed = speed
    dataBits = 8
    self.parity = parity
    self.stopBits = stopBits
  }

  /// The rest between two frames in ms, rounded up: 3.5 characters, 1.75 ms above 19 200 bit/s
  /// (Modbus over serial line 1.02, section 2.5.1.1).
  public var silence: Int64 {
    if speed > 19_200 { return 2 }
    return Int64((3.5 * 11 * 1_000 / Double(speed)).rounded(.up))
  }

  public var description: String { "\(path):\(speed):\(dataBits)\(parity.rawValue)\(stopBits)" }
}

// Small words that the site file and the matrix share: numbers, patterns with a star, addresses, times of
// day. One place for each, so that both files speak alike.

public import DeviceProfiles
import Plant
import StrictYAML

/// A decimal number by the grammar of the configuration files; nil for anything else.
func decimalNumber(_ text: String) -> Double? {
  text.contains(" ") ? nil : YAMLQuantity(text + " 1")?.number
}

/// The shortest text of a number: `34`, `0.2`.
func shortest(_ number: Double) -> String {
  if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
  return String(number)
}

/// True when `name` fits `pattern`, in which `*` stands for any run of characters but `.`.
func fits(_ name: String, _ pattern: String) -> Bool {
  let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
  guard pieces.count > 1 else { return name == pattern }
  guard pieces.count == 2, let head = pieces.first, let tail = pieces.last else { return false }
  guard name.count >= head.count + tail.count, name.hasPrefix(head), name.hasSuffix(tail) else {
    return false
  }
  return !name.dropFirst(head.count).dropLast(tail.count).contains(".")
}

/// The address `tcp:host:port:unit` or `rtu:line:speed:form:unit`; nil for anything else.
public func deviceAddress(_ text: String) -> DeviceAddress? {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  if parts.first == "rtu" {
    let line = parts.dropFirst().dropLast().joined(separator: ":")
    guard parts.count == 5, let unit = UInt8(parts[4]), (1...247).contains(unit),
      isSerialLine(parts[1], parts[2], parts[3])
    else { return nil }
    return DeviceAddress(.serial(line), unit: unit)
  }
  guard parts.count == 4, parts[0] == "tcp", !parts[1].isEmpty,
    parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }),
    let port = Int(parts[2]), (1...65_535).contains(port), let unit = UInt8(parts[3])
  else { return nil }
  return DeviceAddress(host: String(parts[1]), port: port, unit: unit)
}

/// True for `/dev/ttyUSB0`, `9600`, `8E1`.
private func isSerialLine(_ path: Substring, _ speed: Substring, _ form: Substring) -> Bool {
  let speeds = ["1200", "2400", "4800", "9600", "19200", "38400", "57600", "115200"]
  let forms = ["8N1", "8N2", "8E1", "8E2", "8O1", "8O2"]
  return path.hasPrefix("/") && path.utf8.count <= 200 && speeds.contains(String(speed))
    && forms.contains(String(form))
}

/// Milliseconds since midnight of `HH:MM`, up to 24:00.
func timeOfDay(_ text: String) -> Milliseconds? {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count == 2, parts[0].count == 2, parts[1].count == 2, let hours = Int64(parts[0]),
    let minutes = Int64(parts[1]), (0...24).contains(hours), (0...59).contains(minutes),
    hours < 24 || minutes == 0
  else { return nil }
  return (hours * 60 + minutes) * 60_000
}

/// Weekdays as the site file writes them, Monday first.
let weekdayNames = [
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
]

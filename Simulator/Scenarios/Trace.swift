// One line of a golden trace: a digest of what a scan decided, with every number rounded to six
// digits, because libm below the simulated plant may differ in its last digit between machines.
// Codes count as they are.

import Plant

extension VirtualSite {
  /// The last scan as a line of text: scan, number of commands that are not fail-safe, digest.
  public var traceLine: String {
    var writer = CanonicalWriter()
    var moved = 0
    for place in 0..<decision.commands.count {
      let command = decision.commands[place]
      if command.origin != .failSafe { moved += 1 }
      writer.write(TraceNumber.rounded(command.value))
      writer.write(command.origin.rawValue)
      writer.write(command.reason.code.rawValue)
    }
    for place in 0..<decision.units.count {
      let unit = decision.units[place]
      writer.write(unit.mode.rawValue)
      writer.write(unit.step.rawValue)
      writer.write(unit.reason.code.rawValue)
      writer.write(unit.verdict.effect.rawValue)
      writer.write(TraceNumber.rounded(unit.wanted))
      writer.write(TraceNumber.rounded(unit.asked))
    }
    for place in 0..<decision.rows.count {
      let row = decision.rows[place]
      writer.write(row.isActive)
      writer.write(row.isLatched)
      writer.write(row.isFirstOut)
    }
    let digest = String(writer.digest, radix: 16)
    let padded = String(repeating: "0", count: 16 - digest.count) + digest
    return "\(decision.time.scan) \(moved) \(padded)"
  }
}

/// Numbers as traces keep them.
public enum TraceNumber {
  /// A number to six significant digits, by whole numbers.
  public static func rounded(_ value: Double) -> Int64 {
    var scaled = value < 0 ? -value : value
    guard scaled > 0 else { return 0 }
    var exponent: Int64 = 0
    while scaled >= 1_000_000 {
      scaled /= 10
      exponent += 1
    }
    while scaled < 100_000, exponent > -20 {
      scaled *= 10
      exponent -= 1
    }
    let digits = Int64(scaled.rounded())
    return (value < 0 ? -1 : 1) * (digits * 64 + exponent + 32)
  }
}

// What can go wrong on a wire, as switches. Each is a word with at most one number, so that scenario
// files, the command line and the instructor's page write it the same way: `late 1500`.

public import Plant

/// A fault of one device's link, or of the values that it serves.
public enum LinkFault: Equatable, Sendable {
  /// Requests are taken and never answered.
  case silent
  /// Every answer comes this much later, in ms.
  case late(Milliseconds)
  /// Connections are closed and new ones refused.
  case refuse
  /// Connections are reset instead of answered.
  case reset
  /// Every request is answered with this exception.
  case exception(ExceptionCode)
  /// Answers carry the transaction of another request.
  case wrongTransaction
  /// Answers stop in the middle.
  case shortFrame
  /// Something answers that is no Modbus device.
  case garbage
  /// Answers come byte by byte, this many ms apart.
  case slowDrip(Milliseconds)
  /// Values, counters and heartbeats stand still.
  case frozen
  /// Long values have their words swapped.
  case wordSwap
  /// Values are not available: NaN, 0x8000, 0xFFFF.
  case nan
  /// Measured numbers have the wrong sign.
  case signReversed
  /// The device starts anew: refused for this many ms, registers back to their defaults.
  case reboot(Milliseconds)
  /// No more than this many connections.
  case maxClients(Int)
}

/// A fault text that means nothing.
public struct LinkFaultError: Error, Equatable, CustomStringConvertible {
  public let description: String
}

extension LinkFault {
  /// The words, with what may follow each.
  private static let forms: [(word: String, number: String?)] = [
    ("silent", nil), ("late", "ms"), ("refuse", nil), ("reset", nil), ("exception", "code"),
    ("wrong-transaction", nil), ("short-frame", nil), ("garbage", nil), ("slow-drip", "ms"),
    ("frozen", nil), ("word-swap", nil), ("nan", nil), ("sign-reversed", nil), ("reboot", "ms"),
    ("max-clients", "count"),
  ]

  /// All forms, for people: `silent, late <ms>, ...`.
  public static var choices: String {
    forms.map { form in form.number.map { "\(form.word) <\($0)>" } ?? form.word }
      .joined(separator: ", ")
  }

  /// Reads a fault as people write it.
  /// - Throws: `LinkFaultError` that names what was read and every choice.
  public init(parsing text: String) throws(LinkFaultError) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let word = words.first, let form = Self.forms.first(where: { $0.word == word }) else {
      throw LinkFaultError(
        description: "unknown link fault \"\(text)\"; choose one of: \(Self.choices)")
    }
    guard let unit = form.number else {
      guard words.count == 1 else {
        throw LinkFaultError(description: "link fault \"\(text)\": \"\(word)\" takes no number")
      }
      self = Self.plain(word)
      return
    }
    guard words.count == 2, let number = Int(words[1]),
      let fault = Self.numbered(word, number)
    else {
      throw LinkFaultError(
        description:
          "link fault \"\(text)\": expected \"\(word) <\(unit)>\" with \(Self.limits(of: word))")
    }
    self = fault
  }

  private static func plain(_ word: String) -> LinkFault {
    switch word {
    case "refuse": .refuse
    case "reset": .reset
    case "wrong-transaction": .wrongTransaction
    case "short-frame": .shortFrame
    case "garbage": .garbage
    case "frozen": .frozen
    case "word-swap": .wordSwap
    case "nan": .nan
    case "sign-reversed": .signReversed
    default: .silent
    }
  }

  private static func numbered(_ word: String, _ number: Int) -> LinkFault? {
    switch word {
    case "late" where (1...600_000).contains(number): .late(Milliseconds(number))
    case "slow-drip" where (1...60_000).contains(number): .slowDrip(Milliseconds(number))
    case "reboot" where (1...3_600_000).contains(number): .reboot(Milliseconds(number))
    case "max-clients" where (0...64).contains(number): .maxClients(number)
    case "exception":
      UInt8(exactly: number).flatMap(ExceptionCode.init(rawValue:)).map { .exception($0) }
    default: nil
    }
  }

  private static func limits(of word: String) -> String {
    switch word {
    case "exception":
      "one of " + ExceptionCode.allCases.map { "\($0.rawValue)" }.joined(separator: ", ")
    case "max-clients": "0...64"
    case "slow-drip": "1...60000"
    case "reboot": "1...3600000"
    default: "1...600000"
    }
  }
}

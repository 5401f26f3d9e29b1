// A wish about an alarm as one line of words, in both directions: what the command line sends over the
// local socket and what the service reads. Whatever comes in, the answer is a wish within its limits or
// a refusal that says what was expected.

public import Plant

extension AlarmRequest {
  /// The longest name and the longest reason, in characters.
  public static let longestName = 64
  public static let longestReason = 200

  /// The wish as a line; reading it gives the same wish.
  public var line: String {
    switch self {
    case .acknowledge(let name): "acknowledge \(name)"
    case .shelve(let name, let duration, let reason): "shelve \(name) \(duration)ms \(reason)"
    case .unshelve(let name): "unshelve \(name)"
    case .takeOutOfService(let name, let reason): "out-of-service \(name) \(reason)"
    case .returnToService(let name): "in-service \(name)"
    }
  }

  /// Reads the words of a line.
  public static func read(_ words: [String]) -> Result<AlarmRequest, AlarmRefusal> {
    guard let verb = words.first, verbs.contains(verb) else { return .failure(.unknownVerb) }
    guard words.count >= 2, isName(words[1]) else { return .failure(.noName(verb)) }
    let name = words[1]
    switch (verb, words.count) {
    case ("acknowledge", 2): return .success(.acknowledge(name))
    case ("unshelve", 2): return .success(.unshelve(name))
    case ("in-service", 2): return .success(.returnToService(name))
    case ("acknowledge", _), ("unshelve", _), ("in-service", _): return .failure(.tooMuch(verb))
    case ("shelve", _):
      guard words.count >= 3, let duration = duration(words[2]) else { return .failure(.noTime) }
      return reason(words.dropFirst(3)).map { .shelve(name, duration, reason: $0) }
    default:
      return reason(words.dropFirst(2)).map { .takeOutOfService(name, reason: $0) }
    }
  }

  private static let verbs = ["acknowledge", "shelve", "unshelve", "out-of-service", "in-service"]

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.count <= longestName
      && text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }
  }

  /// A time like `45s`, `30m` or `2h`, in ms; nil for everything else, nothing and more than 8 h.
  public static func duration(_ text: String) -> Milliseconds? {
    let units: [(ending: String, factor: Milliseconds)] = [
      ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000),
    ]
    guard let unit = units.first(where: { text.hasSuffix($0.ending) }) else { return nil }
    let digits = text.dropLast(unit.ending.count)
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let count = Milliseconds(digits), count > 0, count <= AlarmList.longestShelf / unit.factor
    else { return nil }
    return count * unit.factor
  }

  /// What could rearrange or clear the screen of whoever reads the list.
  private static let unprintable: Set<Unicode.GeneralCategory> = [
    .control, .format, .lineSeparator, .paragraphSeparator, .surrogate,
  ]

  private static func reason(_ words: ArraySlice<String>) -> Result<String, AlarmRefusal> {
    let text = words.joined(separator: " ")
    guard text.count >= 3, text.count <= longestReason,
      !text.unicodeScalars.contains(where: { unprintable.contains($0.properties.generalCategory) })
    else { return .failure(.noReason) }
    return .success(text)
  }
}

extension AlarmRefusal {
  static var unknownVerb: AlarmRefusal {
    AlarmRefusal(
      de: "erwartet: acknowledge, shelve, unshelve, out-of-service oder in-service",
      en: "expected acknowledge, shelve, unshelve, out-of-service or in-service")
  }

  static func noName(_ verb: String) -> AlarmRefusal {
    AlarmRefusal(
      de: "'\(verb)' braucht den Namen eines Alarms wie L12/el-1",
      en: "'\(verb)' needs the name of an alarm like L12/el-1")
  }

  static func tooMuch(_ verb: String) -> AlarmRefusal {
    AlarmRefusal(
      de: "'\(verb)' braucht nur den Namen eines Alarms",
      en: "'\(verb)' takes the name of an alarm and nothing more")
  }

  static var noTime: AlarmRefusal {
    AlarmRefusal(
      de: "erwartet: eine Zeit wie 30m oder 2h, höchstens 8h",
      en: "expected a time like 30m or 2h, 8h at most")
  }

  static var noReason: AlarmRefusal {
    AlarmRefusal(
      de: "bitte einen Grund nennen, mit 3 bis 200 Zeichen",
      en: "please give a reason of 3 to 200 characters")
  }
}

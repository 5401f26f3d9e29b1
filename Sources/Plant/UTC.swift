// UTC: plant time as RFC 3339 text and back, always `Z`, always three decimals. History and telemetry
// write the same instant in the same letters, so one can be searched for in the other. Pure integer
// arithmetic on the proleptic Gregorian calendar; only the edges of the house call it.

/// Instants of plant time as text.
public enum UTC {
  /// `2026-11-21T08:13:32.250Z` for an instant in ms since 1970-01-01T00:00:00Z.
  public static func text(_ instant: Milliseconds) -> String {
    let day = floorDivide(instant, 86_400_000)
    let inDay = instant - day * 86_400_000
    let date = civil(day: day)
    let clock = [inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1000 % 60].map { padded($0, 2) }
    let calendar = [padded(date.year, 4), padded(date.month, 2), padded(date.day, 2)]
    return calendar.joined(separator: "-") + "T" + clock.joined(separator: ":") + "."
      + padded(inDay % 1000, 3) + "Z"
  }

  /// The instant written as `2026-11-21T08:13:32Z`, with up to three decimals or none; a date alone
  /// is its midnight in UTC. Nil for everything else, offsets other than `Z` included.
  public static func instant(_ text: String) -> Milliseconds? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), (1...12).contains(month), day >= 1,
      day <= daysInMonth(year: year, month: month)
    else { return nil }
    let midnight = days(year: year, month: month, day: day) * 86_400_000
    if bytes.count == 10 { return midnight }
    guard bytes.count >= 20, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A,
      bytes.last == 0x5A, let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
      let second = number(bytes[17..<19]), hour < 24, minute < 60, second < 60
    else { return nil }
    let fraction = bytes[19..<(bytes.count - 1)]
    guard fraction.isEmpty || (2...4).contains(fraction.count) && fraction.first == 0x2E
    else { return nil }
    var thousandths: Int64 = 0
    if fraction.count > 1 {
      guard let digits = number(fraction.dropFirst()) else { return nil }
      thousandths = digits * [100, 10, 1][fraction.count - 2]
    }
    return midnight + ((hour * 60 + minute) * 60 + second) * 1000 + thousandths
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    return value
  }

  private static func floorDivide(_ number: Int64, _ by: Int64) -> Int64 {
    let quotient = number / by
    return number % by < 0 ? quotient - 1 : quotient
  }

  private static func daysInMonth(year: Int64, month: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01. The year is taken to begin in March, so that the leap day comes last.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    let leapDays =
      floorDivide(marchYear, 4) - floorDivide(marchYear, 100)
      + floorDivide(marchYear, 400)
    return marchYear * 365 + leapDays + (monthFromMarch * 153 + 2) / 5 + day - 1 - 719_468
  }

  /// The calendar date of a day counted from 1970-01-01; the inverse of `days`.
  private static func civil(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let fromMarch0 = day + 719_468
    let era = floorDivide(fromMarch0, 146_097)
    let inEra = fromMarch0 - era * 146_097
    let yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (inYear * 5 + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, inYear - (monthFromMarch * 153 + 2) / 5 + 1)
  }
}

// CivilTime: the calendar of a point in time, by whole numbers only (the proleptic Gregorian calendar
// with years that begin in March, so that the leap day is the last of its year).

import Plant

/// Year, month, day and time of day of local milliseconds since 1970.
struct CivilTime {
  let year: Int
  /// 1...12.
  let month: Int
  /// 1...31.
  let day: Int
  /// 1 is Monday ... 7 is Sunday.
  let weekday: Int
  /// Milliseconds since midnight.
  let timeOfDay: Milliseconds

  init(_ local: Milliseconds) {
    let dayLength: Milliseconds = 86_400_000
    var days = local / dayLength
    var rest = local % dayLength
    if rest < 0 {
      rest += dayLength
      days -= 1
    }
    timeOfDay = rest
    let fromThursday = (days % 7 + 7) % 7  // 1970-01-01 was a Thursday
    weekday = Int((fromThursday + 3) % 7) + 1
    let shifted = days + 719_468  // days since 0000-03-01
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let inEra = shifted - era * 146_097
    let yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    month = Int(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }
}

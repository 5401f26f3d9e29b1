// The calendar of the tariff against dates that anybody can look up, and against a calendar that
// simply counts days.

import Plant
import Testing

@testable import EnergyDispatch

private let day: Milliseconds = 86_400_000
private let hour: Milliseconds = 3_600_000

private func time(_ plant: Milliseconds, offset: Milliseconds = 0) -> ScanTime {
  ScanTime(scan: 1, real: 0, plant: plant, civilOffset: offset)
}

/// A tariff that tells the weekday (0 is Monday) as import price and the month as export price.
private func weekdayAndMonth(_ instant: ScanTime) -> (weekday: Int, month: Int) {
  var bands: [TariffBand] = []
  for month in 0..<12 {
    for weekday in 0..<7 {
      var band = TariffBand()
      band.months = UInt16(1) << month
      band.weekdays = UInt8(1) << weekday
      band.importPrice = Double(weekday)
      band.exportPrice = Double(month + 1)
      bands.append(band)
    }
  }
  let band = Tariff(bands).band(at: instant)
  return (Int(band.importPrice), Int(band.exportPrice))
}

private struct KnownDate: Sendable {
  var text: String
  var seconds: Int64
  var weekday: Int
  var month: Int
}

private let knownDates = [
  KnownDate(text: "1969-12-31 Wednesday", seconds: -86_400, weekday: 2, month: 12),
  KnownDate(text: "1970-01-01 Thursday", seconds: 0, weekday: 3, month: 1),
  KnownDate(text: "1970-02-28 Saturday", seconds: 5_011_200, weekday: 5, month: 2),
  KnownDate(text: "1970-03-01 Sunday", seconds: 5_097_600, weekday: 6, month: 3),
  KnownDate(text: "2000-02-29 Tuesday", seconds: 951_782_400, weekday: 1, month: 2),
  KnownDate(text: "2024-02-29 Thursday", seconds: 1_709_164_800, weekday: 3, month: 2),
  KnownDate(text: "2024-03-01 Friday", seconds: 1_709_251_200, weekday: 4, month: 3),
  KnownDate(text: "2025-06-16 Monday", seconds: 1_750_032_000, weekday: 0, month: 6),
  KnownDate(text: "2026-12-31 Thursday", seconds: 1_798_675_200, weekday: 3, month: 12),
  KnownDate(text: "2100-03-01 Monday", seconds: 4_107_542_400, weekday: 0, month: 3),
]

@Test("Known dates have their weekday and month", arguments: knownDates)
private func knownDatesFit(_ date: KnownDate) {
  for second in [0, 86_399] as [Int64] {
    let found = weekdayAndMonth(time((date.seconds + second) * 1_000))
    #expect(found.weekday == date.weekday && found.month == date.month, "\(date.text)")
  }
}

@Test("Months agree with a calendar that counts days, 1600 to 2400")
func monthsAgreeWithCounting() {
  var number: Int64 = -135_140
  for year in 1600..<2400 {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    for (month, length) in lengths.enumerated() {
      if year == 1970, month == 0 { #expect(number == 0) }
      #expect(Tariff.month(ofDay: number) == Int64(month + 1))
      #expect(Tariff.month(ofDay: number + Int64(length) - 1) == Int64(month + 1))
      number += Int64(length)
    }
  }
}

@Test("A band begins at its first millisecond and ends before its last border")
func bandBorders() {
  var evening = TariffBand()
  evening.from = 17 * hour
  evening.to = 20 * hour
  evening.importPrice = 0.38
  let tariff = Tariff([evening, TariffBand()])
  #expect(tariff.band(at: time(17 * hour - 1)).importPrice == 0.30)
  #expect(tariff.band(at: time(17 * hour)).importPrice == 0.38)
  #expect(tariff.band(at: time(20 * hour - 1)).importPrice == 0.38)
  #expect(tariff.band(at: time(20 * hour)).importPrice == 0.30)
}

@Test("Civil time moves the bands, the day and the month")
func civilTimeCounts() {
  var first = TariffBand()
  first.from = 0
  first.to = hour
  first.importPrice = 0.11
  let tariff = Tariff([first, TariffBand()])
  #expect(tariff.band(at: time(-hour, offset: hour)).importPrice == 0.11)
  #expect(tariff.band(at: time(0, offset: hour)).importPrice == 0.30)
  // 2025-05-31 22:30 UTC is Sunday 1 June in summer time.
  let found = weekdayAndMonth(time(1_748_730_600_000, offset: 2 * hour))
  #expect(found.weekday == 6 && found.month == 6)
}

@Test("The first band that fits counts, the last one where none fits, and no band is a flat tariff")
func orderOfBands() {
  var all = TariffBand()
  all.importPrice = 0.20
  var never = TariffBand()
  never.months = 0
  never.importPrice = 0.99
  #expect(Tariff([all, never]).band(at: time(day)).importPrice == 0.20)
  #expect(Tariff([never, all]).band(at: time(day)).importPrice == 0.20)
  #expect(Tariff([never]).band(at: time(day)).importPrice == 0.99)
  #expect(Tariff([]).band(at: time(day)).importPrice == 0.30)
}

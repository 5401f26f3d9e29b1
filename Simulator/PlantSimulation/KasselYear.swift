// KasselYear: a year of weather, standard loads and prices in Kassel, in quarter hours. A row is found
// by month, day and time of the plant's clock in Central European Time, so that any year repeats the
// year of the file.

import Foundation
public import Plant

/// A year in quarter hours.
public struct KasselYear: Sendable {
  /// The columns of the file, with their units.
  public enum Series: String, CaseIterable, Sendable {
    /// Outdoor temperature, in degC.
    case temperature
    /// Photovoltaic power of each kWp, in kW: 30 degrees south; 10 degrees east and west.
    case solarSouth30 = "pv-s30"
    case solarEastWest10 = "pv-ew10"
    /// Use of a building of 1 MWh a year, in kW: profiles G1 and G0.
    case loadG1 = "load-g1"
    case loadG0 = "load-g0"
    /// Heat demand of a public building of 1 MWh a year, in kW.
    case heat
    /// Tariff, in EUR/kWh.
    case importPrice = "import-price"
    case exportPrice = "export-price"
  }

  /// Quarter hours in a year of 365 days.
  public static let count = 35_040
  private static let quarter: Milliseconds = 900_000
  private static let central: Milliseconds = 3_600_000  // CET is UTC+1
  private let columns: [[Double]]
  /// Clouds and people ripple within a quarter hour; a year in which every hour is alike is calm.
  private let isCalm: Bool

  /// The year that comes with the simulator.
  public static func load() throws -> KasselYear {
    let folder = Bundle.module.url(forResource: "Data", withExtension: nil)
    guard let file = folder?.appendingPathComponent("kassel-year.csv") else {
      throw PlantError("the simulator's Data folder is missing; reinstall it beside the program")
    }
    do {
      return try KasselYear(csv: Array(try Data(contentsOf: file)), name: file.path)
    } catch let error as PlantError {
      throw error
    } catch {
      throw PlantError("\(file.path): cannot be read; \(error.localizedDescription)")
    }
  }

  /// A year in which every hour is alike, for tests and calm demonstrations.
  public init(
    temperature: Double = 15, solar: Double = 0, load: Double = 0, heat: Double = 0,
    importPrice: Double = 0.3, exportPrice: Double = 0.068
  ) {
    isCalm = true
    columns = [temperature, solar, solar, load, load, heat, importPrice, exportPrice].map {
      Array(repeating: $0, count: Self.count)
    }
  }

  /// Reads the columns of `csv`; `name` is the file's, for messages.
  init(csv: [UInt8], name: String) throws {
    var columns = Series.allCases.map { _ in [Double]() }
    for index in columns.indices { columns[index].reserveCapacity(Self.count) }
    let header = Series.allCases.map(\.rawValue).joined(separator: ",")
    guard csv.starts(with: Array(header.utf8)) else {
      throw PlantError("\(name):1: expected the columns '\(header)'")
    }
    var place = (csv.firstIndex(of: 10) ?? csv.count) + 1
    var row = 0
    while place < csv.count {
      for column in columns.indices {
        guard let number = Self.number(in: csv, from: &place) else {
          throw PlantError(
            "\(name):\(row + 2): expected \(columns.count) numbers, column \(column + 1)")
        }
        columns[column].append(number)
        let end: UInt8 = column == columns.count - 1 ? 10 : 44
        guard place < csv.count, csv[place] == end else {
          throw PlantError("\(name):\(row + 2): column \(column + 1) does not end where it should")
        }
        place += 1
      }
      row += 1
    }
    guard row == Self.count else {
      throw PlantError("\(name): has \(row) quarter hours, expected \(Self.count)")
    }
    isCalm = false
    self.columns = columns
  }

  /// Reads a plain decimal number: both parts are whole numbers, so the quotient is the nearest one.
  private static func number(in text: [UInt8], from place: inout Int) -> Double? {
    var isNegative = false
    if place < text.count, text[place] == 45 {
      isNegative = true
      place += 1
    }
    var digits = 0.0
    var scale = 1.0
    var seen = 0
    var afterPoint = false
    while place < text.count {
      let byte = text[place]
      if byte >= 48 && byte <= 57 {
        digits = digits * 10 + Double(byte - 48)
        if afterPoint { scale *= 10 }
        seen += 1
      } else if byte == 46 && !afterPoint {
        afterPoint = true
      } else {
        break
      }
      place += 1
    }
    guard seen > 0, seen < 16 else { return nil }
    return (isNegative ? -digits : digits) / scale
  }

  /// The value of the quarter hour at `time`, plant time in ms since 1970 UTC.
  public func value(_ series: Series, at time: Milliseconds) -> Double {
    column(series)[Self.quarterHour(at: time)]
  }

  /// A smooth course through the quarter hours that keeps the energy of each one: straight lines from
  /// its edges to its middle, and a ripple of whole waves that a seed chooses (`roughness` 0...1).
  public func smooth(
    _ series: Series, at time: Milliseconds, roughness: Double = 0, seed: UInt64 = 0
  ) -> Double {
    let values = column(series)
    let index = Self.quarterHour(at: time)
    let value = values[index]
    let before = values[(index + Self.count - 1) % Self.count]
    let after = values[(index + 1) % Self.count]
    // An edge of at most twice the smaller neighbour keeps every middle from going below zero.
    var left = (before + value) / 2
    var right = (value + after) / 2
    if series != .temperature {
      left = min(left, 2 * min(before, value))
      right = min(right, 2 * min(value, after))
    }
    let middle = (4 * value - left - right) / 2
    let local = (time + Self.central) % Self.quarter
    let part = Double(local < 0 ? local + Self.quarter : local) / Double(Self.quarter)
    let line =
      part < 0.5 ? left + (middle - left) * 2 * part : middle + (right - middle) * (2 * part - 1)
    guard roughness > 0, value > 0, !isCalm else { return line }
    let chance = SeededRandom.mixed(seed ^ UInt64(index) &* 0x9e37_79b9)
    let waves = Double(2 + chance % 5)
    let strength = Double((chance >> 8) % 1000) / 1000 * roughness
    let height = strength * min(left, min(middle, right))
    let phase = part * waves + 0.25 - Double(Int(part * waves + 0.25))
    return line + height * (phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase)
  }

  private func column(_ series: Series) -> [Double] {
    switch series {
    case .temperature: columns[0]
    case .solarSouth30: columns[1]
    case .solarEastWest10: columns[2]
    case .loadG1: columns[3]
    case .loadG0: columns[4]
    case .heat: columns[5]
    case .importPrice: columns[6]
    case .exportPrice: columns[7]
    }
  }

  /// The row for `time`: the same month, day and time of the file's year; 29 February repeats the 28th.
  public static func quarterHour(at time: Milliseconds) -> Int {
    let civil = CivilTime(time + central)
    let month = civil.month
    let day = month == 2 ? min(civil.day, 28) : civil.day
    let first = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
    return (first + day - 1) * 96 + Int(civil.timeOfDay / quarter)
  }
}

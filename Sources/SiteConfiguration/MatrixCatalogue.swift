// The catalogue of the matrix: every row that engineers know, with the kinds of units that it is about. A
// site that has such a unit writes the row, or says under `not-applicable` why it does not need it. So a
// missing instrument is a sentence in the site file and never a silent gap.

import Plant
import StrictYAML

/// One row of the catalogue, under the names that it has at makers and users of hydrogen.
struct CataloguedRow {
  var names: [String]
  /// The row is about these kinds; it applies where a site has a unit of each of them.
  var kinds: [UnitKind]
  /// What it is about, for the complaint.
  var about: String

  init(_ names: String..., kinds: [UnitKind] = [], about: String) {
    self.names = names
    self.kinds = kinds
    self.about = about
  }
}

/// The list.
enum MatrixCatalogue {
  static let rows: [CataloguedRow] = room + electrolysis + fuelCell + controller

  private static let room: [CataloguedRow] = [
    CataloguedRow("L01", "W01", about: "hydrogen pre-alarm"),
    CataloguedRow("L02", "W02", about: "hydrogen main alarm"),
    CataloguedRow("L03", "W03", about: "relays of the gas-warning unit"),
    CataloguedRow("L04", "W04", about: "one gas detector faulted"),
    CataloguedRow("L05", "W05", about: "gas detectors faulted by vote"),
    CataloguedRow("L06", "W06", about: "air flow lost"),
    CataloguedRow("L07", "W07", about: "pre-purge incomplete"),
    CataloguedRow("L24", "W19", about: "door open"),
    CataloguedRow("L25", "W25", about: "room too hot or too cold"),
    CataloguedRow("L26", "W20", about: "smoke or fire"),
    CataloguedRow("L27", "W21", about: "emergency stop"),
    CataloguedRow("L28", "W29", about: "mains lost"),
  ]

  private static let electrolysis: [CataloguedRow] = [
    CataloguedRow("L08", kinds: [.electrolyser, .store], about: "store full"),
    CataloguedRow("L09", kinds: [.electrolyser, .store], about: "store pressure very high"),
    CataloguedRow("L10", kinds: [.electrolyser, .store], about: "store leaks"),
    CataloguedRow("L11", kinds: [.electrolyser, .store], about: "store pressure very low"),
    CataloguedRow("L12", kinds: [.electrolyser], about: "electrolyte warm"),
    CataloguedRow("L13", kinds: [.electrolyser], about: "electrolyte or electronics too hot"),
    CataloguedRow("L14", kinds: [.electrolyser], about: "level, feed water or conductivity"),
    CataloguedRow("L15", kinds: [.electrolyser], about: "water in the chassis"),
    CataloguedRow("L16", kinds: [.electrolyser], about: "electrolyte tank pressure switch"),
    CataloguedRow("L17", kinds: [.electrolyser], about: "gas quality high"),
    CataloguedRow("L18", kinds: [.electrolyser], about: "gas quality very high"),
    CataloguedRow("L19", kinds: [.electrolyser], about: "cell voltage high"),
    CataloguedRow("L20", kinds: [.electrolyser], about: "dryer fault or dew point"),
    CataloguedRow("L21", kinds: [.electrolyser], about: "device reports errors"),
    CataloguedRow("L22", kinds: [.electrolyser], about: "device silent"),
    CataloguedRow("L23", kinds: [.booster], about: "booster wrongly connected"),
    CataloguedRow("L29", kinds: [.electrolyser], about: "stop not obeyed"),
    CataloguedRow("L30", kinds: [.electrolyser, .store], about: "store pressures differ"),
    CataloguedRow("L31", kinds: [.electrolyser, .store], about: "store temperature"),
    CataloguedRow("L32", kinds: [.electrolyser, .valve], about: "valve position disagrees"),
    CataloguedRow("L33", kinds: [.electrolyser, .store], about: "relief valve lifted"),
    CataloguedRow("L34", kinds: [.electrolyser], about: "power-off not obeyed"),
    CataloguedRow("L35", kinds: [.electrolyser], about: "uninterruptible supply"),
    CataloguedRow("L36", kinds: [.booster], about: "booster out of limits"),
    CataloguedRow("L37", kinds: [.electrolyser, .gasDetector], about: "detector test overdue"),
  ]

  private static let fuelCell: [CataloguedRow] = [
    CataloguedRow("W08", kinds: [.fuelCell, .supplyLine], about: "regulator outlet very high"),
    CataloguedRow("W09", kinds: [.fuelCell, .supplyLine], about: "bank empty"),
    CataloguedRow(
      "W09a", kinds: [.fuelCell, .supplyLine], about: "inlet pressure too low under load"),
    CataloguedRow("W10", kinds: [.fuelCell, .supplyLine], about: "supply leaks"),
    CataloguedRow("W11", kinds: [.fuelCell], about: "cell voltage low"),
    CataloguedRow("W12", kinds: [.fuelCell], about: "fuel cell warm"),
    CataloguedRow("W13", kinds: [.fuelCell], about: "fuel cell too hot or without coolant"),
    CataloguedRow("W14", kinds: [.fuelCell], about: "purge, fuel or air of the fuel cell"),
    CataloguedRow("W15", kinds: [.fuelCell, .heatLoop], about: "return warm"),
    CataloguedRow(
      "W16", kinds: [.fuelCell, .heatLoop], about: "buffer or heat loop out of limits"),
    CataloguedRow("W17", kinds: [.fuelCell], about: "grid protection"),
    CataloguedRow("W18", kinds: [.fuelCell], about: "device silent"),
    CataloguedRow("W22", kinds: [.fuelCell, .supplyLine], about: "hose not released"),
    CataloguedRow("W23", kinds: [.fuelCell, .valve], about: "valve position disagrees"),
    CataloguedRow("W24", kinds: [.fuelCell, .store], about: "bank temperature or fill"),
    CataloguedRow("W26", kinds: [.fuelCell, .supplyLine], about: "more flow than expected"),
    CataloguedRow("W27", kinds: [.fuelCell, .supplyLine], about: "regulator creeps"),
    CataloguedRow("W28", kinds: [.fuelCell], about: "stop not obeyed"),
  ]

  private static let controller: [CataloguedRow] = [
    CataloguedRow("X01", about: "controller restarted or cut off"),
    CataloguedRow("X02", about: "clock stepped or scans late"),
    CataloguedRow("X03", about: "configuration in doubt"),
    CataloguedRow("X04", about: "grid meter silent"),
    CataloguedRow("X05", about: "link between the sites lost"),
    CataloguedRow("X06", about: "mass balance off"),
    CataloguedRow("X07", about: "carriage not accepted"),
    CataloguedRow("X08", about: "simulated value, force or by-pass"),
    CataloguedRow("X09", about: "device differs from the site file"),
  ]
}

extension EnvelopeCheck {
  /// Every row of the catalogue that is about something at this site stands in the matrix, or the site
  /// file says why not.
  func checkCompleteness() {
    for row in MatrixCatalogue.rows
    where row.kinds.allSatisfy({ !site.units(of: [$0]).isEmpty }) {
      let isWritten = matrix.rows.contains { row.names.contains($0.id) }
      let isExcused = row.names.contains { site.site.notApplicable[$0] != nil }
      guard !isWritten, !isExcused else { continue }
      let names = row.names.joined(separator: " or ")
      matrix.report(
        line: 1, column: 1,
        "there is no row \(names) (\(row.about)); write it, or say in the site file under "
          + "'not-applicable' why this site does not need it")
    }
  }

  /// A reason is given for rows that exist.
  func checkNamesOfReasons() {
    let known = MatrixCatalogue.rows.flatMap(\.names)
    for entry in site.notApplicableEntries where !known.contains(entry.key) {
      site.reader.report(
        entry, "there is no row '\(entry.key)': \(suggestion(for: entry.key, among: known))")
    }
  }
}

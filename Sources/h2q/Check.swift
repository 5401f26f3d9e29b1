// `h2q check` and `h2q interlocks`: what a site's files say, before anything runs.

import Plant
import Foundation
import ArgumentParser
import SiteConfiguration

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks a site's files and names every mistake at once.",
    discussion: "Ends with 78 when anything is wrong, and then nothing would run.")

  @OptionGroup var options: SiteOptions

  func run() throws {
    let site = try options.load()
    let catalogue = site.catalogue
    print(
      """
      \(catalogue.site): \(catalogue.text.en)
        \(site.devices.count) devices, \(catalogue.points.count) points, \
      \(catalogue.actuators.count) actuators, \(catalogue.units.count) units
        \(catalogue.rows.count) interlock causes in \(Set(catalogue.rows.map(\.row)).count) rows
        scan every \(site.scanPeriod) ms, digest \(String(site.digest, radix: 16))
        \(catalogue.isSimulated ? "a simulated plant stands behind these addresses" : "a real plant")
      No problems found.
      """)
  }
}

struct Interlocks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the interlock table that runs, as the engineer signs it.")

  @OptionGroup var options: SiteOptions

  @Flag(help: "Print a Markdown table.")
  var markdown = false

  func run() throws {
    let table = interlockTable(of: try options.load())
    guard let head = table.first else { return }
    if markdown {
      print("| " + head.joined(separator: " | ") + " |")
      print("|" + head.map { _ in "---" }.joined(separator: "|") + "|")
      for row in table.dropFirst() { print("| " + row.joined(separator: " | ") + " |") }
      return
    }
    let shown =
      ["row", "part", "cause_en", "compare", "threshold", "unit", "votes", "on_delay_s"]
      .compactMap { head.firstIndex(of: $0) } + [head.firstIndex(of: "effects") ?? 0]
    let widths = shown.map { column in table.map { $0[column].count }.max() ?? 0 }
    for row in table {
      let cells = zip(shown, widths).map { column, width in
        row[column].padding(toLength: min(width, 44), withPad: " ", startingAt: 0)
      }
      print(cells.joined(separator: "  "))
    }
  }
}

// Mornings lived through once, for all stories that begin in a running plant: both sites in operation, and
// both at rest with everything shut.

import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration
import Testing

enum Morning {
  /// The laboratory until its first module has run for three minutes.
  static let lab = Result {
    let site = try Stage.lab()
    try site.run(first: "el-1")
    site.pass(3 * minute)
    return site.saved
  }

  /// The Wesertor quarter until its cell has run for two minutes.
  static let wesertor = Result {
    let site = try Stage.wesertor()
    try site.run(first: "fc-1")
    site.pass(2 * minute)
    return site.saved
  }

  private static let labAtRest = Result {
    let site = try running(.lab)
    site.ask(Intent(.stop, source: .scenario))
    site.pass(10 * minute)
    return site.saved
  }

  private static let wesertorAtRest = Result {
    let site = try running(.wesertor)
    site.ask(Intent(.stop, source: .scenario))
    site.pass(12 * minute)
    return site.saved
  }

  enum Place {
    case lab, wesertor
  }

  /// A site in operation. `change` may alter what the core knows of it, `keepsPeriod` makes slow scans
  /// late.
  static func running(
    _ place: Place, keepsPeriod: Bool = false, _ change: (inout LoadedSite) -> Void = { _ in }
  ) throws -> VirtualSite {
    let site = try make(place, keepsPeriod: keepsPeriod, change)
    try site.resume(from: place == .lab ? lab.get() : wesertor.get())
    site.run(100)
    return site
  }

  /// A site at rest, isolated.
  static func resting(_ place: Place) throws -> VirtualSite {
    let site = try make(place, keepsPeriod: false) { _ in }
    try site.resume(from: place == .lab ? labAtRest.get() : wesertorAtRest.get())
    site.run(100)
    return site
  }

  private static func make(
    _ place: Place, keepsPeriod: Bool, _ change: (inout LoadedSite) -> Void
  ) throws -> VirtualSite {
    let isLab = place == .lab
    var loaded = try Stage.shipped(isLab ? "ovm-lab" : "wesertor")
    change(&loaded)
    let start = isLab ? "2025-06-18T09:30:00Z" : "2025-01-15T16:30:00Z"
    let site = try VirtualSite(
      loaded, year: try kasselYear.get(), start: try #require(UTC.instant(start)), seed: 1,
      isWarm: true, keepsPeriod: keepsPeriod)
    if isLab { site.civilOffset = 2 * hour }
    return site
  }
}

// The hunter: reads a site once, keeps its library of starting points, and runs seeds over it.

public import PlantSimulation
public import SiteConfiguration

/// Runs seeds over one site.
public struct Hunter: Sendable {
  public let site: LoadedSite
  let terrain: Terrain
  public let library: [StartingPoint]

  /// Reads what may break, and lives through the library.
  public init(_ site: LoadedSite, year: KasselYear) throws {
    self.site = site
    terrain = try Terrain(site)
    library = try StartingPoint.library(of: site, year: year)
  }

  /// The starting point of a seed: four of five in operation, and all that tell a story.
  func start(of seed: UInt64) -> StartingPoint {
    let chance = SeededRandom.mixed(seed &+ 77)
    let choices = library.filter { $0.isInOperation == (chance % 5 > 0 || Story.isTold(by: seed)) }
    let usable = choices.isEmpty ? library : choices
    return usable[Int(chance / 5 % UInt64(usable.count))]
  }

  /// One run of one seed.
  public func run(_ seed: UInt64, plan: HuntPlan = HuntPlan()) throws -> RunResult {
    try run(seed, plan: plan, sabotage: nil)
  }

  /// The same with a planted fault.
  func run(_ seed: UInt64, plan: HuntPlan, sabotage: Sabotage?) throws -> RunResult {
    try HuntRun(
      seed: seed, at: site, terrain: terrain, from: start(of: seed), plan: plan,
      sabotage: sabotage
    ).run()
  }
}

// A site that lives in virtual time: it is reset and set to automatic, makes or uses hydrogen, and once in a
// while something breaks, is mended, and a person brings it back. A second controller beside the one
// of the virtual site sees the same images and wishes; its steps are timed or recorded.

import Control
import Foundation
import Journal
import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration

/// The life of one site.
final class SiteLife {
  let loaded: LoadedSite
  private let virtual: VirtualSite
  private let site: Site
  private var image: ProcessImage
  private var state: ControlState
  private var decision: Decision
  private var wishes: [Intent] = []
  private var journal: JournalWriter?
  private var timed: (Int64) -> Void = { _ in }
  private var running = 0
  private var all = 0
  private var minute: Milliseconds = 0

  /// What breaks in turn; what a site does not have breaks nothing.
  private static let faults = [
    "room.gas 30", "grid.off", "room.flow", "el-1.off", "fc-1.off", "tank.pressure stuck",
    "room.smoke", "el-2.device-error", "at-301.concentration lost", "room.link lost",
  ]

  init(_ site: LoadedSite) throws {
    loaded = site
    // A sunny summer morning for a site that makes hydrogen, a winter evening for one that uses it, both
    // after some hours in which benefit was gathered: so the units start soon.
    let isSummer = site.description.fuelCells.isEmpty
    let start = UTC.instant(isSummer ? "2025-06-18T09:30:00Z" : "2025-01-15T16:30:00Z") ?? 0
    let civilOffset: Milliseconds = isSummer ? 7_200_000 : 3_600_000
    let year = try KasselYear.load()
    virtual = try VirtualSite(
      site, year: year, start: start, seed: 1, isWarm: true)
    virtual.civilOffset = civilOffset
    let accounts = try gatheredAccounts(
      site, year: year, before: start, civilOffset: civilOffset)
    virtual.takeOver(accounts: accounts)
    let description = virtual.loaded.description
    self.site = Site(description)
    image = ProcessImage(points: description.measuredPoints)
    state = ControlState(for: self.site)
    decision = Decision(for: description)
    state.takeOver(accounts: accounts)
    virtual.afterScan = { [unowned self] in follow($0) }
  }

  /// How large the site is.
  var size: String {
    "\(loaded.description.measuredPoints) points and \(loaded.description.rows.count) rows"
  }

  /// Scans in which some unit ran, in percent.
  var runningShare: Int { all == 0 ? 0 : running * 100 / all }

  /// Records every scan from now on.
  func record(into path: String) throws -> JournalWriter {
    let writer = try JournalWriter(
      path: path,
      identity: JournalIdentity(
        catalogue: loaded.catalogue, description: loaded.description,
        configuration: loaded.digest, build: "site-bench"))
    journal = writer
    return writer
  }

  /// Lives for so many scans: of a second until the first unit runs, of 100 ms from then on.
  /// - Parameter timed: hears how long each step took, in ns.
  func live(scans: Int, _ timed: @escaping (Int64) -> Void) throws {
    self.timed = timed
    let last = all + scans
    pass(305, period: 1_000, until: last)
    bringBack(period: 1_000, until: last)
    for _ in 0..<7_200 where running == 0 { pass(1, period: 1_000, until: last) }
    var turn = 0
    while all < last {
      pass(900, until: last)
      let text = Self.faults[turn % Self.faults.count]
      turn += 1
      guard let fault = try? PlantFault(parsing: text), (try? virtual.plant.apply(fault)) != nil
      else { continue }
      pass(30, until: last)
      try virtual.plant.clear(fault)
      pass(310, until: last)
      bringBack(until: last)
      pass(2_400, until: last)
    }
  }

  private func pass(_ seconds: Int, period: Milliseconds = 100, until last: Int) {
    let scans = min(Milliseconds(seconds) * 1_000 / period, Milliseconds(last - all))
    virtual.run(scans * period, period: period)
  }

  /// Acknowledged, reset by key and at the panel, all units in automatic.
  private func bringBack(period: Milliseconds = 100, until last: Int) {
    virtual.plant.press(.acknowledgeGasWarning)
    virtual.plant.press(.resetKey(pressDuration: 2_000))
    pass(4, period: period, until: last)
    ask(Intent(.resetAtPanel, source: .scenario))
    pass(1, period: period, until: last)
    for unit in virtual.hydrogenUnits {
      let mode = Double(Mode.automatic.rawValue)
      ask(Intent(.setMode, unit: virtual.unit(unit), value: mode, source: .scenario))
    }
  }

  private func ask(_ intent: Intent) {
    wishes.append(intent)
    virtual.ask(intent)
  }

  private func follow(_ virtual: VirtualSite) {
    let snapshot = virtual.snapshot
    image.time = snapshot.time
    for place in 0..<image.samples.count { image.samples[place] = snapshot.samples[place] }
    let intents = wishes
    wishes = []
    journal?.willStep(state)
    let clock = ContinuousClock()
    let begin = clock.now
    step(image, intents: intents.span, on: site, state: &state, decision: &decision)
    let taken = clock.now - begin
    timed(taken.components.attoseconds / 1_000_000_000)
    journal?.didStep(image: image, intents: intents.span, state: state, decision: decision)
    all += 1
    if snapshot.units.contains(where: { $0.step == .running }) { running += 1 }
    waitForDisk()
  }

  /// Virtual time is faster than any disk; the journal has memory for more than a minute.
  private func waitForDisk() {
    guard let journal, image.time.real / 60_000 != minute else { return }
    minute = image.time.real / 60_000
    while !journal.isIdle { Thread.sleep(forTimeInterval: 0.001) }
  }
}

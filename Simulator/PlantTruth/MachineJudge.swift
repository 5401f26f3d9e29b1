// Judges the machines: pressures and what still feeds them, valves under load, stops that are not
// obeyed, blow-downs, heat, and what runs although nobody decides.

import PlantSimulation

struct MachineJudge: Sendable {
  let limits: Limits
  private var isAway = false
  private var away = Standing()
  private var over = Standing()
  private var overLine = Standing()
  private var cold = Standing()
  private var hot = Standing()
  private var limiter = Standing()
  private var airless = Standing()
  private var ignoring: [Standing] = []
  private var deadModules: [Standing] = []
  private var deadCells: [Standing] = []
  private var wasBlowing: [Bool] = []
  private var told: [Law: Complaint] = [:]

  init(_ limits: Limits) { self.limits = limits }

  mutating func note(_ event: WorldEvent) {
    switch event {
    case .controllerDied, .controllerPaused: isAway = true
    case .controllerDecides: isAway = false
    default: break
    }
  }

  private mutating func tell(
    _ law: Law, _ breach: Bool, _ facts: PlantFacts, _ breaches: inout [Breach],
    _ seen: @autoclosure () -> String
  ) {
    if !breach, told[law] == nil { return }
    if told[law, default: Complaint()].isNew(breach) {
      breaches.append(Breach(law, at: facts.time, seen: seen()))
    }
    if !breach { told[law] = nil }
  }

  mutating func look(_ facts: PlantFacts, runs: Bool, _ breaches: inout [Breach]) {
    judgePressures(facts, &breaches)
    judgeModules(facts, &breaches)
    judgeFuelCells(facts, &breaches)
    judgeReleases(facts, &breaches)
    let awayFor = away.span(isAway, at: facts.time)
    let isOpen = facts.valves.contains { $0.asksOpen && $0.position > 0.05 }
    let isHeld =
      awayFor >= limits.devicesStopped && runs || awayFor >= limits.outputsDropped && isOpen
    tell(.runWithoutController, isHeld, facts, &breaches, "for \(awayFor) ms")
  }

  /// A device without power says nothing, so nobody knows what it does when its power comes back: its
  /// contact stays open until then. What is asked for counts, also while the chain is open anyway. Judged
  /// only while somebody decides: an instant before, nobody could have known.
  private mutating func judgeReleases(_ facts: PlantFacts, _ breaches: inout [Breach]) {
    if deadModules.count != facts.modules.count || deadCells.count != facts.fuelCells.count {
      deadModules = facts.modules.map { _ in Standing() }
      deadCells = facts.fuelCells.map { _ in Standing() }
    }
    var longest: Int64 = -1
    for (place, module) in facts.modules.enumerated() {
      let deadFor = deadModules[place].span(!module.answers && !isAway, at: facts.time)
      if module.asksContact { longest = max(longest, deadFor) }
    }
    for (place, cell) in facts.fuelCells.enumerated() {
      let deadFor = deadCells[place].span(!cell.answers && !isAway, at: facts.time)
      if cell.asksContact { longest = max(longest, deadFor) }
    }
    tell(
      .releasedWhileDead, longest >= limits.releaseWithdrawn, facts, &breaches,
      "dead for \(longest) ms")
  }

  private mutating func judgePressures(_ facts: PlantFacts, _ breaches: inout [Breach]) {
    var isOver = false
    var isFed = false
    for valve in facts.valves {
      guard case .inlet(let store) = valve.service, facts.stores.indices.contains(store) else {
        continue
      }
      let isToldTrue = facts.stores[store].isPressureTold
      guard isToldTrue, facts.stores[store].pressure >= limits.tankHighest else { continue }
      isOver = true
      if valve.position > 0.05, !valve.isStuck { isFed = true }
      for module in facts.modules where module.isProducing && module.disobedience == 0 {
        isFed = true
      }
    }
    let overFor = over.span(isOver && isFed, at: facts.time)
    tell(
      .tankFedAboveLimit, overFor >= limits.pressureResponse, facts, &breaches,
      "\(text(facts.stores.first?.pressure ?? 0)) bar(g) for \(overFor) ms")

    var isLineFed = false
    var banks = 0
    for valve in facts.valves where valve.service == .bank {
      if valve.position > 0.05, !valve.isStuck { isLineFed = true }
      if valve.position > 0.05 { banks += 1 }
    }
    if let supply = facts.supply {
      let isLineOver = supply.linePressure >= supply.pressureSwitch + 0.1
      let lineFor = overLine.span(isLineOver && isLineFed, at: facts.time)
      tell(
        .lineFedAboveLimit, lineFor >= limits.pressureResponse, facts, &breaches,
        "\(text(supply.linePressure)) bar(g) for \(lineFor) ms")
    }
    tell(.twoBanksOpen, banks > 1, facts, &breaches, "\(banks) banks")
  }

  private mutating func judgeModules(_ facts: PlantFacts, _ breaches: inout [Breach]) {
    if ignoring.count != facts.modules.count {
      ignoring = facts.modules.map { _ in Standing() }
      wasBlowing = facts.modules.map { _ in false }
    }
    var isIgnored = false
    var blowing = 0
    var begins = false
    for (place, module) in facts.modules.enumerated() {
      let ignores =
        !module.wantsRun && module.isProducing && module.share > 0.05 && module.isContactClosed
        && module.disobedience < 2
      if ignoring[place].span(ignores, at: facts.time) >= limits.stopEnforced { isIgnored = true }
      if module.isBlowingDown {
        blowing += 1
        if !wasBlowing[place] { begins = true }
      }
      wasBlowing[place] = module.isBlowingDown
    }
    let longest = limits.stopEnforced
    tell(.stopNotEnforced, isIgnored, facts, &breaches, "after \(longest) ms")
    tell(.twoBlowDowns, blowing > 1, facts, &breaches, "\(blowing) modules")
    let isLow = facts.room.flow < 0.4 * facts.room.baseFlow
    let airlessFor = airless.span(blowing > 0 && isLow, at: facts.time)
    let isBegunLow = begins && facts.room.flow < 0.7 * facts.room.highFlow
    let isBreach = (isBegunLow || airlessFor >= limits.airResponse) && facts.room.isFlowTold
    tell(
      .blowDownWithoutAir, isBreach, facts, &breaches, "\(text(facts.room.flow)) m3/h")
  }

  private mutating func judgeFuelCells(_ facts: PlantFacts, _ breaches: inout [Breach]) {
    var load = 0.0
    var hottest = 0.0
    for cell in facts.fuelCells where cell.isGenerating && cell.isContactClosed {
      load = max(load, cell.power)
      hottest = max(hottest, cell.celsius)
    }
    guard !facts.fuelCells.isEmpty else { return }
    let hasLoad = load > 0.2
    var isShutting = false
    for valve in facts.valves where valve.service == .bank || valve.service == .house {
      // A valve on its way to its seat, by command, with nothing else that shuts it.
      if !valve.asksOpen, valve.position > 0, valve.position < 1, !valve.isStuck {
        isShutting = true
      }
    }
    let isStarving = isShutting && hasLoad && facts.room.isChainClosed && facts.room.hasMains
    tell(.valveShutUnderLoad, isStarving, facts, &breaches, "\(text(load)) kW")
    if let heat = facts.heatLoop {
      let coldFor = cold.span(hasLoad && heat.flow < 0.05 && heat.isFlowTold, at: facts.time)
      let hotFor = hot.span(hasLoad && hottest > limits.hottestOutlet, at: facts.time)
      let openFor = limiter.span(hasLoad && !heat.isLimiterClosed, at: facts.time)
      let longest = max(coldFor, hotFor, openFor)
      tell(
        .heatNotCarried, longest >= limits.heatResponse, facts, &breaches,
        "\(text(heat.flow)) m3/h, \(text(hottest)) degC, limiter \(heat.isLimiterClosed)")
    }
  }
}

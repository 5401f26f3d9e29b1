// Judges starts by what people owe before them: after a danger the key on site, after the key a wish,
// after a device's own danger a reset at the panel, and the key switch in its place. What is owed is
// remembered here, over every death of the controller.

import PlantSimulation

struct PersonJudge: Sendable {
  let limits: Limits
  /// A danger happened and nobody has turned the key since, properly and in clean air.
  private(set) var isKeyOwed = true
  /// The danger that owes it, for people.
  private(set) var danger = "the first start"
  /// By unit: a wish to start stands that is younger than the last danger and its reset.
  private(set) var isWished: [Bool] = []
  /// By module: its own danger was not reset yet.
  private(set) var isPanelOwed: [Bool] = []
  /// Nothing in the plant was broken, and nobody's danger stood, since somebody last asked for a start.
  private(set) var isUndisturbed = true
  private var decides = true
  private var wasTurned = false
  private var turned = Standing()
  private var turnLength: Int64 = 0
  private var clean = Standing()
  private var cleanFor: Int64 = -1
  private var local = Standing()
  private var localFor: Int64 = -1
  private var dangers = [Standing(), Standing(), Standing(), Standing()]
  private var faulty: [Standing] = []
  private var isDead: [Standing] = []
  private var ran: [Bool] = []

  init(_ limits: Limits) { self.limits = limits }

  mutating func note(_ event: WorldEvent, units: Int) {
    fit(units)
    switch event {
    case .controllerDied:
      owe("the controller's death")
      decides = false
      // A new controller has not seen the clean air of the old one.
      clean.clear()
    case .controllerPaused: decides = false
    case .controllerDecides: decides = true
    case .startWished(let unit):
      isUndisturbed = true
      if isWished.indices.contains(unit), !isKeyOwed { isWished[unit] = true }
    case .stopWished(let unit):
      for place in isWished.indices where unit == nil || unit == place { isWished[place] = false }
    case .oddlyWished: isUndisturbed = false
    case .panelReset: for place in isPanelOwed.indices { isPanelOwed[place] = false }
    case .beginsReset: isKeyOwed = false
    }
    if !decides { for place in dangers.indices { dangers[place].clear() } }
  }

  private mutating func fit(_ units: Int) {
    guard isWished.count != units else { return }
    isWished = Array(repeating: false, count: units)
    isPanelOwed = Array(repeating: false, count: units)
    ran = Array(repeating: false, count: units)
    faulty = Array(repeating: Standing(), count: units)
  }

  private mutating func owe(_ danger: String) {
    if !isKeyOwed { self.danger = danger }
    isKeyOwed = true
    for place in isWished.indices { isWished[place] = false }
  }

  mutating func look(
    _ facts: PlantFacts, air: AirJudge, starts: [Bool], _ breaches: inout [Breach]
  ) {
    fit(starts.count)
    if !facts.isSound || !facts.room.isChainClosed || isKeyOwed { isUndisturbed = false }
    followKey(facts)
    if decides { followDangers(facts, air: air) }
    for unit in starts.indices {
      defer { ran[unit] = starts[unit] }
      guard starts[unit], !ran[unit] else { continue }
      judge(unit, facts, air: air, &breaches)
    }
  }

  private func judge(
    _ unit: Int, _ facts: PlantFacts, air: AirJudge, _ breaches: inout [Breach]
  ) {
    let name = "unit \(unit + 1)"
    if !air.isPurged {
      let seen = "\(name) starts after \(text(air.airChanges)) air changes"
      breaches.append(Breach(.startWithoutPurge, at: facts.time, seen: seen))
    }
    if isKeyOwed {
      breaches.append(
        Breach(.startWithoutKey, at: facts.time, seen: "\(name) starts after \(danger)"))
    } else if !isWished[unit] {
      breaches.append(Breach(.startWithoutWish, at: facts.time, seen: "\(name) starts"))
    }
    if isPanelOwed[unit] {
      breaches.append(Breach(.startWithoutPanelReset, at: facts.time, seen: "\(name) starts"))
    }
    if localFor >= limits.localKey {
      let seen = "\(name) starts, the key has stood there for \(localFor) ms"
      breaches.append(Breach(.startWithLocalKey, at: facts.time, seen: seen))
    }
  }

  /// The spring-loaded key counts when it was let go in time and the air was clean for long enough.
  private mutating func followKey(_ facts: PlantFacts) {
    localFor = local.span(facts.room.key != .remote, at: facts.time)
    var isClean = true
    for (place, detector) in facts.detectors.enumerated() {
      if isDead.count <= place { isDead.append(Standing()) }
      let deadFor = isDead[place].span(!detector.isPowered, at: facts.time)
      if deadFor > limits.surelySeen || detector.isHonest && detector.gas >= limits.cleanAir {
        isClean = false
      }
    }
    cleanFor = clean.span(isClean, at: facts.time)
    if facts.room.isResetKeyTurned {
      turnLength = turned.span(true, at: facts.time)
    } else if wasTurned {
      turned.clear()
      let isProper = turnLength <= limits.longestKeyTurn && cleanFor >= limits.cleanBeforeKey
      if isProper, facts.room.isChainClosed, facts.room.isGasRelayHealthy {
        isKeyOwed = false
        for place in isPanelOwed.indices { isPanelOwed[place] = false }
      }
    }
    wasTurned = facts.room.isResetKeyTurned
  }

  /// Dangers that surely reached the controller, while it decides.
  private mutating func followDangers(_ facts: PlantFacts, air: AirJudge) {
    let now = facts.time
    if dangers[0].span(!facts.room.isChainClosed, at: now) >= limits.surelySeen {
      owe("an open chain")
    }
    if dangers[1].span(!facts.room.isGasRelayHealthy, at: now) >= limits.surelySeen {
      owe("a gas alarm")
    }
    if dangers[2].span(air.hasStoodStill && facts.room.isFlowTold, at: now) >= 0 {
      owe("still air")
    }
    var isOver = false
    for store in facts.stores where store.isPressureTold && hasInlet(facts) {
      if store.pressure >= limits.tankHighest { isOver = true }
    }
    if dangers[3].span(isOver, at: now) >= limits.surelySeen { owe("a tank too full") }
    for (place, module) in facts.modules.enumerated() {
      let isDanger = module.isFaulty && module.answers && module.isContactClosed
      if faulty[place].span(isDanger, at: now) >= limits.surelySeen {
        for unit in facts.modules.indices where unit == place { isPanelOwed[unit] = true }
      }
    }
  }

  private func hasInlet(_ facts: PlantFacts) -> Bool {
    facts.valves.contains {
      if case .inlet = $0.service { return true }
      return false
    }
  }
}

// Ventilation: a fan with two speeds. It is never energised to run: without a signal it runs at full
// speed, and only a tripped contactor, a lost belt or a dead supply stops it.

/// The exhaust fan of the room.
struct Ventilation: Sendable {
  /// Air at base and at full speed, in m3/h.
  let base: Double
  let high: Double
  /// Air that moves now, in m3/h.
  private(set) var flow: Double
  /// The flow switch in the duct is closed.
  private(set) var isProven = true
  /// For how long the flow switch has been open, in s.
  private(set) var lostFor = 0.0

  init(base: Double, high: Double) {
    self.base = base
    self.high = high
    flow = base
  }

  /// Turns the fan for `dt`, in s.
  mutating func step(_ dt: Double, wantsHigh: Bool, isPowered: Bool, faults: Malfunctions) {
    var target = wantsHigh ? high : base
    if let share = faults[.clogged] { target *= share.kept(in: 0...100) / 100 }
    if !isPowered || faults.has(.flow) || faults.has(.fanFault) { target = 0 }
    // 95 % of a change in 3 s when it speeds up, in 9 s when it runs down.
    flow = flow.following(target, over: dt, lag: target > flow ? 1 : 3)
    if flow < 0.01 { flow = 0 }
    if flow < 0.5 * base { isProven = false } else if flow > 0.7 * base { isProven = true }
    lostFor = isProven ? 0 : lostFor + dt
  }

  mutating func exchange(_ archive: inout Archive) {
    archive.exchange(&flow)
    archive.exchange(&isProven)
    archive.exchange(&lostFor)
  }
}

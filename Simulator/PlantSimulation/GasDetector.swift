// GasDetector: a catalytic head at one place of the room. It lags behind the air (90 % of a step in
// 10 s), its zero may drift, and it trembles a little. The gas-warning unit has its own head at the same
// place; it sees `atHead` without the drift, so a bad transmitter does not blind the hard-wired chain.

import Plant

/// One gas detector.
struct GasDetector: Component {
  static let signals: [Signal] = [.concentration, .status, .link]

  let zone: RoomZone
  var faults = Malfunctions()
  /// What a perfect head would show, in % LEL.
  private(set) var atHead = 0.0
  private var noise = 0.0
  private var isPowered = true

  /// 10 s over ln 10: the lag of a head that shows 90 % of a step after 10 s.
  private static let lag = 4.343

  init(zone: RoomZone) { self.zone = zone }

  /// `air` is the concentration at the head's place, in % LEL.
  mutating func step(_ dt: Double, air: Double, isPowered: Bool) {
    self.isPowered = isPowered && !faults.has(.off)
    let there = max(faults[.gas] ?? 0, air)
    atHead = atHead.following(there, over: dt, lag: Self.lag)
  }

  mutating func tremble(_ noise: Double) { self.noise = noise * 0.1 }

  func value(of signal: Signal) -> Double? {
    guard isPowered else { return signal == .link ? 0 : nil }
    switch signal {
    case .status: return faults[.test].map { $0.kept(in: 0...15).rounded() } ?? 1
    case .concentration where faults.has(.test): return nil
    case .concentration: return (atHead + noise + (faults[.zero] ?? 0)).kept(in: -10...100)
    case .link: return 1
    default: return nil
    }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    archive.exchange(&atHead)
    archive.exchange(&noise)
    archive.exchange(&isPowered)
  }
}

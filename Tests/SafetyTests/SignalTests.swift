// Horn and beacons: they tell people, and stop nothing. So they may wait until their inputs have been heard
// for the first time, and a horn may be silenced until the next row comes. Nothing else ever waits.

import Plant
import Testing

@testable import Safety

private let horn = 0
private let beacon = 1
private let fan = 2

@Suite("Horn and beacons")
struct SignalTests {
  /// Two latching rows, each over a point of its own, that sound horn, beacon and fan and trip the unit.
  private func bench(isLatching: Bool = true) -> Bench {
    var plan = Plan(measured: 2)
    plan.actuators = [
      limits(of: .horn, unit: -1), limits(of: .beaconRed, unit: -1),
      limits(of: .fanHigh, unit: -1),
    ]
    var hornEffect = RowEffect(.trip, actuator: horn)
    hornEffect.signalling = .horn
    var beaconEffect = RowEffect(.trip, actuator: beacon)
    beaconEffect.signalling = .beacon
    for point in 0...1 {
      plan.add(
        .above, [point], over: 20,
        effects: [
          hornEffect, beaconEffect, RowEffect(.trip, actuator: fan), RowEffect(.trip, unit: 0),
        ]
      ) {
        $0.isLatched = isLatching
        $0.resetRule = isLatching ? .panel : .auto
        $0.group = -1
      }
    }
    return Bench(plan)
  }

  private func scan(
    _ bench: Bench, _ values: [Double?], silence: Bool = false, real: Milliseconds = 1_000
  ) {
    bench.advance(real: real)
    for (point, value) in values.enumerated() {
      if let value {
        bench.show(value, at: point)
      } else {
        bench.show(.bad(.neverRead, at: 0), at: point)
      }
    }
    bench.proposals = [0, 0, 0]
    bench.run(silence: silence)
  }

  private func sounding(_ bench: Bench) -> [Double] {
    [horn, beacon, fan].map { bench.command($0).value }
  }

  @Test(
    "Inputs that were never heard stop everything at once, and sound five seconds after the start")
  func quietStart() {
    let bench = bench()
    for number in 0..<5 {
      scan(bench, [nil, 0], real: number == 0 ? 30 : 1_000)
      #expect(sounding(bench) == [0, 0, 1], "scan \(number)")
      #expect(bench.unit(0).effect == .trip)
    }
    scan(bench, [nil, 0])
    #expect(sounding(bench) == [1, 1, 1])
  }

  @Test("One millisecond before five seconds is still the start")
  func border() {
    let bench = bench()
    bench.image.time.real = -1_000
    scan(bench, [nil, 0])
    #expect(bench.state.startedAt == 0)
    scan(bench, [nil, 0], real: 4_999)
    #expect(sounding(bench) == [0, 0, 1])
    scan(bench, [nil, 0], real: 1)
    #expect(sounding(bench) == [1, 1, 1])
  }

  @Test("A value that was heard sounds in the first scan, and so does a latch of an earlier run")
  func heard() {
    for isLatching in [true, false] {
      let measured = bench(isLatching: isLatching)
      scan(measured, [25, 0])
      #expect(sounding(measured) == [1, 1, 1])
    }

    let latched = bench()
    latched.state.latchAll(
      at: ScanTime(scan: 0, real: 0, plant: 0), table: latched.table)
    scan(latched, [nil, nil])
    #expect(sounding(latched) == [1, 1, 1])
  }

  @Test("A silenced horn is quiet, the beacon goes on, and the next row sounds it again")
  func silence() {
    let bench = bench()
    scan(bench, [25, 0])
    scan(bench, [25, 0], silence: true)
    #expect(sounding(bench) == [0, 1, 1])
    #expect(bench.row(0).isUnacknowledged, "silence acknowledges nothing")
    scan(bench, [25, 0])
    #expect(sounding(bench) == [0, 1, 1])
    #expect(bench.unit(0).effect == .trip)
    scan(bench, [25, 30])
    #expect(sounding(bench) == [1, 1, 1])
    scan(bench, [25, 30])
    #expect(sounding(bench) == [1, 1, 1])
  }

  @Test("A row that comes in the scan of the silence sounds")
  func sameScan() {
    let bench = bench()
    scan(bench, [0, 0])
    #expect(!bench.state.rows[0].isUnheard, "nobody demands anything")
    scan(bench, [25, 0], silence: true)
    #expect(sounding(bench) == [1, 1, 1])
  }

  @Test("Start, silence and unheard rows are part of the state that is saved")
  func saved() {
    let bench = bench()
    scan(bench, [25, nil])
    scan(bench, [25, nil], silence: true)
    var writer = CanonicalWriter()
    bench.state.encode(into: &writer)
    let twin = self.bench()
    var reader = CanonicalReader(writer.bytes)
    let isRestored = twin.state.restore(from: &reader)
    #expect(isRestored && reader.isAtEnd)
    #expect(twin.state.isSilenced && twin.state.startedAt == bench.state.startedAt)
    #expect(twin.state.rows[1] == bench.state.rows[1] && twin.state.rows[1].isUnheard)
    #expect(!twin.state.rows[0].isUnheard)
  }

  @Test("A start time before every clock is no state")
  func damaged() {
    let bench = bench()
    var fresh = CanonicalWriter()
    bench.state.encode(into: &fresh)
    var first = CanonicalReader(fresh.bytes)
    let isTaken = self.bench().state.restore(from: &first)
    #expect(isTaken, "before the first scan there is none")
    bench.state.startedAt = -2
    var writer = CanonicalWriter()
    bench.state.encode(into: &writer)
    var reader = CanonicalReader(writer.bytes)
    let isRestored = self.bench().state.restore(from: &reader)
    #expect(!isRestored)
  }
}

@Suite("Blow-down while tripped")
struct BlowDownTests {
  /// Unit 0 with its run command and its blow-down; row 0 trips and leaves the blow-down, row 1 only trips,
  /// row 2 trips a unit that the site lacks.
  private func bench() -> Bench {
    var plan = Plan(measured: 3)
    plan.units = 2
    plan.actuators = [limits(of: .run), limits(of: .blowDown), limits(of: .blowDown)]
    plan.actuators[1].blowsDown = true
    for place in 0...2 { plan.actuators[place].unit = 0 }
    var leaving = RowEffect(.trip, unit: 0)
    leaving.leavesBlowDown = true
    plan.add(.above, [0], over: 20, effects: [leaving])
    plan.add(.above, [1], over: 20, effects: [RowEffect(.trip, unit: 0)])
    plan.add(.above, [2], over: 20, effects: [RowEffect(.trip, unit: 9)])
    return Bench(plan)
  }

  private func commands(_ values: [Double]) -> [Double] {
    let bench = bench()
    bench.advance()
    for (point, value) in values.enumerated() { bench.show(value, at: point) }
    bench.proposals = [1, 1, 1]
    bench.run()
    return (0...2).map { bench.command($0).value }
  }

  @Test("It passes only where every row that trips leaves it, and only the actuator that is meant")
  func passes() {
    #expect(commands([0, 0, 0]) == [1, 1, 1])
    #expect(commands([25, 0, 0]) == [0, 1, 0])
    #expect(commands([25, 25, 0]) == [0, 0, 0])
    #expect(commands([0, 25, 0]) == [0, 0, 0])
    #expect(commands([25, 0, 25]) == [0, 0, 0], "a row with a wrong target stops all")
  }

  @Test("It passes again in the scan in which the other row is gone")
  func again() {
    let bench = bench()
    for (values, expected) in [
      ([25, 25, 0], 0.0), ([25, 0, 0], 1), ([25, 0, 25], 0), ([0, 0, 0], 1),
    ] {
      bench.advance()
      for (point, value) in values.enumerated() { bench.show(Double(value), at: point) }
      bench.proposals = [1, 1, 1]
      bench.run()
      #expect(bench.command(1).value == expected)
    }
  }
}

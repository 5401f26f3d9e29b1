// The timetable of the scans, against scans and wake-ups of any length: instants are left out and counted,
// and none is ever made up for.

import Testing

@testable import ScanLoop

/// A loop on a timetable of 100 ms, whose clock is the test.
private struct Loop {
  static let period: Int64 = 100_000
  var now: Int64 = 5_000_000
  var timetable = Timetable(first: 5_000_000, period: Loop.period)
  /// When scans began, in periods since the first was due.
  var begun: [Double] = []
  var late: [UInt64] = []

  /// Wakes `late` us after the next scan is due, and lets it last `taken` us.
  mutating func scan(late: Int64 = 0, taken: Int64) {
    now = max(now, timetable.due) + late
    self.late.append(timetable.begin(at: now))
    begun.append(Double(now - 5_000_000) / Double(Self.period))
    now += taken
    timetable.end(at: now)
  }
}

@Suite struct TimetableTests {
  @Test("Scans that end in time come one period apart")
  func onTime() {
    var loop = Loop()
    for _ in 0..<5 { loop.scan(taken: 99_999) }
    #expect(loop.begun == [0, 1, 2, 3, 4])
    #expect(loop.late == [0, 0, 0, 0, 0])
    #expect(loop.timetable.leftOut == 0)
  }

  @Test("A scan of three and a half periods costs three others, and no burst makes up for them")
  func longScan() {
    var loop = Loop()
    loop.scan(taken: 350_000)
    for _ in 0..<3 { loop.scan(taken: 1_000) }
    #expect(loop.begun == [0, 4, 5, 6])
    #expect(loop.late == [0, 0, 0, 0])
    #expect(loop.timetable.leftOut == 3)
  }

  @Test("A wake-up two and a half periods late costs two scans, and tells how late it was")
  func lateWakeUp() {
    var loop = Loop()
    loop.scan(taken: 1_000)
    loop.scan(late: 250_000, taken: 1_000)
    for _ in 0..<2 { loop.scan(taken: 1_000) }
    #expect(loop.begun == [0, 3.5, 4, 5])
    #expect(loop.late == [0, 250_000, 0, 0])
    #expect(loop.timetable.leftOut == 2)
  }

  @Test("Scans that always last one and a half periods are seen as late every time")
  func alwaysLong() {
    var loop = Loop()
    for _ in 0..<4 { loop.scan(taken: 150_000) }
    #expect(loop.begun == [0, 2, 4, 6])
    #expect(loop.timetable.leftOut == 4)
  }

  @Test("Whatever happens, no instant sees two scans, and every one is either used or counted")
  func law() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var loop = Loop()
      for _ in 0..<200 {
        let isBad = Int.random(in: 0..<4, using: &random) == 0
        let most: Int64 = isBad ? 1_000_000 : 100_000
        loop.scan(
          late: .random(in: 0...most / 2, using: &random),
          taken: .random(in: 0...most, using: &random))
      }
      let instants = loop.begun.map { Int($0.rounded(.down)) }
      #expect(zip(instants, instants.dropFirst()).allSatisfy { $0 < $1 })
      let next = Int((loop.timetable.due - 5_000_000) / Loop.period)
      #expect(next == instants.count + Int(loop.timetable.leftOut))
    }
  }
}

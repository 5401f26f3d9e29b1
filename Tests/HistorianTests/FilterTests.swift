// Which samples become rows: change beyond the dead-band, change of quality, and the quarter-hour.

import Chute
import Plant
import Testing

@testable import Historian

/// One character per scan: a digit is a good value, `?` an uncertain 5, `-` a bad sample. The result
/// has `x` where a row was written.
private func trace(_ values: String, deadBand: Double, step: Milliseconds = 1000) -> String {
  var filter = SampleFilter(deadBands: [deadBand])
  var written = ""
  for (scan, letter) in values.enumerated() {
    let sample: RawSample =
      switch letter {
      case "?": RawSample(value: 5, quality: .uncertain(.substituted), time: 0)
      case "-": .bad(.stale, at: 0)
      default: .good(Double(String(letter)) ?? 0, at: 0)
      }
    written += filter.rows(of: [sample], at: Int64(scan) * step).isEmpty ? "." : "x"
  }
  return written
}

@Test("A value that stays inside the dead-band of its last row adds none")
func deadBand() {
  #expect(trace("5556667775", deadBand: 1) == "x.....x..x")
}

@Test("A change of quality is a row, whatever the value")
func qualityChanges() {
  #expect(trace("55??55--55", deadBand: 1) == "x.x.x.x.x.")
}

@Test("A quiet point, good or bad, still adds a row every quarter of an hour of plant time")
func heartbeat() {
  #expect(trace("5555555555555555", deadBand: 1, step: 180_000) == "x....x....x....x")
  #expect(trace("----------------", deadBand: 1, step: 180_000) == "x....x....x....x")
}

@Test("Plant time that jumps back starts anew")
func jumpBack() {
  var filter = SampleFilter(deadBands: [1])
  #expect(filter.rows(of: [.good(5, at: 0)], at: 10_000).count == 1)
  #expect(filter.rows(of: [.good(5, at: 0)], at: 9_000).count == 1)
  #expect(filter.rows(of: [.good(5, at: 0)], at: 10_000).isEmpty)
}

@Test("After a loss every point is written anew")
func forgotten() {
  var filter = SampleFilter(deadBands: [1, 1])
  _ = filter.rows(of: good(1, 2), at: 0)
  filter.forget()
  #expect(filter.rows(of: good(1, 2), at: 1).count == 2)
}

@Test("A chute keeps the order, loses only what finds no room, and counts it")
func chute() {
  let chute = Chute<Int>(capacity: 3)
  for number in 1...5 { chute.offer(number) }
  #expect(chute.lost == 2)
  #expect((1...4).map { _ in chute.take() } == [1, 2, 3, nil])
  chute.offer(6)
  #expect(chute.take() == 6)
}

@Test("A chute between two threads loses nothing that it did not count")
func chuteBetweenThreads() async {
  let chute = Chute<Int>(capacity: 64)
  async let taken = Task.detached {
    var seen: [Int] = []
    while seen.last != -1 { if let next = chute.take() { seen.append(next) } }
    return seen.dropLast()
  }.value
  var sent = 0
  for number in 0..<50_000 where chute.offer(number) { sent += 1 }
  while !chute.offer(-1) {}
  let seen = await taken
  #expect(seen.count == sent)
  #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 < $1 })
}

// The histogram of the scan's times: never below the truth, and within a sixteenth above it.

import Testing

@testable import ScanLoop

@Suite struct HistogramTests {
  @Test("A single time is every quantile, exactly", arguments: [0, 1, 15, 16, 17, 999, 123_456])
  func single(time: UInt64) {
    var histogram = Histogram()
    histogram.record(time)
    for share in [0.5, 0.99, 0.999, 1] { #expect(histogram.quantile(share) == time) }
  }

  @Test("Quantiles of a thousand times are never below the truth and at most a sixteenth above it")
  func quantiles() {
    var histogram = Histogram()
    let times = (1...1000).map { UInt64($0 * $0) }
    for time in times.shuffled() { histogram.record(time) }
    for share in [0.1, 0.5, 0.9, 0.99, 0.999, 1] {
      let truth = times[Int((share * 1000).rounded(.up)) - 1]
      let told = histogram.quantile(share)
      #expect(told >= truth, "\(share)")
      #expect(Double(told) <= Double(truth) * 1.07, "\(share)")
    }
    #expect(histogram.longest == 1_000_000)
    #expect(histogram.count == 1000)
  }

  @Test("A time beyond all buckets still counts as the longest")
  func beyond() {
    var histogram = Histogram()
    histogram.record(10)
    histogram.record(.max)
    #expect(histogram.quantile(0.5) == 10)
    #expect(histogram.quantile(1) == .max)
  }

  @Test("Without any time every quantile is zero")
  func empty() { #expect(Histogram().quantile(0.99) == 0) }
}

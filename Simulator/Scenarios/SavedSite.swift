// A virtual site put aside and taken up again: plant and controller in their canonical forms, and
// what the instruments showed last. Many stories begin alike; they need not live through the
// morning each time.

import Plant

/// A site as it was after a scan.
public struct SavedSite: Sendable {
  var plant: [UInt8]
  var control: [UInt8]
  var samples: [RawSample]
  var time: ScanTime
  var events: [Event]
}

/// A saved site that does not fit.
public struct NotSameSite: Error, CustomStringConvertible, Sendable {
  public let description = "the saved state is from another site, plant or seed"
}

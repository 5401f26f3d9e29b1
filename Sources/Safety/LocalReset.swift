// The proof for a reset on site: a person turns the key there, and the room has been free of gas for
// long enough. The key counts as a turn, seen to begin and to end; a stuck key, a key that was already
// turned when the controller started, and a key whose contact cannot be read do nothing.

public import Plant

/// Follows the key switch on site.
public struct KeyTracker: BitwiseCopyable, Equatable, Sendable {
  /// What is known about the key.
  public enum Position: UInt8, BitwiseCopyable, Sendable {
    /// Not seen at rest since it was last unreadable.
    case unknown
    /// At rest, contact open.
    case rest
    /// Turned, and the turn was seen to begin.
    case turned
  }
  public var position: Position = .unknown
  /// Real time at which the turn began, in ms.
  public var since: Milliseconds = 0

  /// A key about which nothing is known yet.
  public init() {}

  /// A key as a journal left it.
  init(position: Position, since: Milliseconds) {
    self.position = position
    self.since = since
  }

  /// Takes in the key of this scan. True in the one scan in which a proper turn ends.
  @_noAllocation
  mutating func follow(
    _ sample: RawSample, at now: Milliseconds, shortest: Milliseconds, longest: Milliseconds
  ) -> Bool {
    guard let value = sample.usable, value - value == 0 else {
      position = .unknown
      return false
    }
    if value != 0 {
      if case .rest = position {
        position = .turned
        since = now
      }
      return false
    }
    let before = position
    position = .rest
    guard case .turned = before else { return false }
    let length = now - since
    return length >= shortest && length <= longest
  }
}

/// Follows how long the room has been free of gas.
public struct RoomTracker: BitwiseCopyable, Equatable, Sendable {
  /// Every detector was usable, trusted and low in the last scan.
  public var isClear = false
  /// Plant time since when that has been so, in ms.
  public var since: Milliseconds = 0

  /// A room about which nothing is known yet.
  public init() {}

  /// A room as a journal left it.
  init(isClear: Bool, since: Milliseconds) {
    self.isClear = isClear
    self.since = since
  }

  /// Takes in all detectors of this scan. A room without detectors is never proven free of gas, nor is
  /// one in which a detector is bypassed or doubted.
  @_noAllocation
  mutating func follow(
    _ image: borrowing ProcessImage, derived: borrowing Slots<RawSample>,
    table: borrowing InterlockTable, trustsAll: Bool
  ) {
    let now = image.time.plant
    let wasClear = isClear
    isClear = table.detectors.count > 0 && trustsAll
    for index in 0..<table.detectors.count {
      let sample = image.sample(at: table.detectors[index], or: derived)
      if let gas = sample.usable, gas < table.clearGas { continue }
      isClear = false
    }
    if !wasClear || now < since { since = now }
  }

  /// True when the room has been free of gas for `length` of plant time.
  @_noAllocation
  func hasBeenClear(for length: Milliseconds, at now: Milliseconds) -> Bool {
    isClear && now - since >= length
  }
}

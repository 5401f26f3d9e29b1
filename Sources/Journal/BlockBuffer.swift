// The memory of one block: allocated once, filled by the scan, emptied by the writer, used again. It
// never grows; what does not fit is noticed, and the block is given up.

/// A fixed piece of memory, owned by one thread at a time.
final class BlockBuffer: @unchecked Sendable {
  private let base: UnsafeMutablePointer<UInt8>
  let capacity: Int
  private(set) var count = 0
  /// True when something found no room since the last `clear`.
  private(set) var hasOverflowed = false
  /// What the database needs to know about the block without opening it.
  var label = BlockLabel()

  /// Allocates and touches the memory, so that no scan waits for a page.
  init(capacity: Int) {
    self.capacity = max(capacity, 1)
    base = UnsafeMutablePointer<UInt8>.allocate(capacity: self.capacity)
    base.initialize(repeating: 0, count: self.capacity)
  }

  deinit { base.deallocate() }

  /// Room that is left, in bytes.
  var room: Int { capacity - count }

  /// What was written, as it lies; valid while nobody writes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  func clear() {
    count = 0
    hasOverflowed = false
  }

  func append(_ byte: UInt8) {
    guard count < capacity else {
      hasOverflowed = true
      return
    }
    base[count] = byte
    count += 1
  }

  /// Appends a whole number in little-endian order.
  func append(_ number: UInt64, bytes width: Int) {
    var rest = number
    for _ in 0..<width {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Overwrites a number that was appended before.
  func replace(at place: Int, _ number: UInt64, bytes width: Int) {
    var rest = number
    for step in 0..<width where place + step < count {
      base[place + step] = UInt8(truncatingIfNeeded: rest)
      rest >>= 8
    }
  }
}

/// Where a block belongs.
struct BlockLabel: BitwiseCopyable, Equatable, Sendable {
  /// Counts the blocks of a run from 0; one that is missing was lost.
  var sequence: UInt64 = 0
  /// A block that opens with a key frame can be read without the one before it.
  var isKey = false
  var firstScan: UInt64 = 0
  var lastScan: UInt64 = 0
  /// Plant time of the first and the last scan, in ms.
  var firstPlant: Int64 = 0
  var lastPlant: Int64 = 0
  /// How many scans it holds.
  var scans = 0
}

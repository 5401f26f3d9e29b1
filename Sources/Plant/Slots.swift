// Slots: storage that is allocated once, at start, and never grows. An `InlineArray` inside a borrowed
// struct is copied at every read, an `Array` may allocate on write; a buffer owned by a non-copyable
// struct does neither, so the step can read and write it without touching the heap.

/// A fixed number of plain values, owned by whoever holds this.
public struct Slots<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Element>
  /// How many slots there are; it never changes.
  public let count: Int

  /// Allocates `count` slots that all hold `element`.
  public init(repeating element: Element, count: Int) {
    precondition(count >= 0, "a negative number of slots")
    self.count = count
    base = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
    base.initialize(repeating: element, count: max(count, 1))
  }

  /// Allocates one slot for each element of `elements`; `filler` initialises the spare one of an
  /// empty list.
  public init(_ elements: [Element], filler: Element) {
    self.init(repeating: filler, count: elements.count)
    var index = 0
    for element in elements {
      base[index] = element
      index += 1
    }
  }

  deinit { base.deallocate() }

  /// One slot, read and written in place. An index outside the slots stops the program: it is a
  /// programming error. Addressors instead of `get` and `set`, because a synthesised `modify` is not
  /// visible to the allocation check in other modules.
  @inlinable public subscript(index: Int) -> Element {
    unsafeAddress {
      precondition(index >= 0 && index < count, "slot index out of range")
      return UnsafePointer(base + index)
    }
    unsafeMutableAddress {
      precondition(index >= 0 && index < count, "slot index out of range")
      return base + index
    }
  }

  /// Writes the same value into every slot.
  @inlinable public mutating func fill(_ element: Element) {
    var index = 0
    while index < count {
      base[index] = element
      index += 1
    }
  }

  /// Takes over every value of `other`, which must have as many slots.
  @inlinable public mutating func copy(from other: borrowing Slots<Element>) {
    precondition(count == other.count, "copying slots of another size")
    base.update(from: other.base, count: count)
  }

  /// Takes over the first `used` values of `other`; what lies behind them stays.
  @inlinable public mutating func copy(from other: borrowing Slots<Element>, first used: Int) {
    precondition(used >= 0 && used <= count && used <= other.count, "copying more than there is")
    base.update(from: other.base, count: used)
  }

  /// The slots as an array, for the gallery and for tests; allocates.
  public func array() -> [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }
}

// A queue that takes from the front in constant time on average and can take back what it gave.

struct Fifo<Element> {
  private var elements: [Element] = []
  private var head = 0

  var count: Int { elements.count - head }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ element: Element) { elements.append(element) }

  mutating func popFirst() -> Element? {
    guard head < elements.count else { return nil }
    let element = elements[head]
    head += 1
    if head > 32, head * 2 > elements.count {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }

  /// Puts elements back in front, in their order.
  mutating func prepend(_ others: [Element]) {
    elements.replaceSubrange(0..<head, with: others)
    head = 0
  }

  mutating func removeAll() {
    elements.removeAll()
    head = 0
  }
}

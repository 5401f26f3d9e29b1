// The outbox: what waits for the broker, in memory and bounded. Events have a box of their own and go
// first; a flood of data never pushes one out. Of a device's retained state only the newest waits. When
// the broker stays away, the oldest data goes. A restart of the controller empties the outbox: keeping
// it on disk is the historian's later work.

import MQTT

/// Messages that wait.
struct Outbox {
  private var events: [MQTTMessage] = []
  private var data: [MQTTMessage] = []
  private var eventHead = 0
  private var dataHead = 0
  private var dataBytes = 0
  private var states: [String: MQTTMessage] = [:]
  private var stateOrder: [String] = []
  private let mostEvents: Int
  private let mostDataBytes: Int
  /// Messages that were given up for want of room.
  private(set) var droppedEvents: UInt64 = 0
  private(set) var droppedData: UInt64 = 0

  init(mostEvents: Int = 10_000, mostDataBytes: Int = 16 << 20) {
    self.mostEvents = mostEvents
    self.mostDataBytes = mostDataBytes
  }

  var waitingEvents: Int { events.count - eventHead }
  var waitingData: Int { data.count - dataHead }
  var isEmpty: Bool { waitingEvents == 0 && waitingData == 0 && states.isEmpty }

  /// A full box keeps its oldest events: what began a disturbance matters more than its echoes.
  mutating func add(event message: MQTTMessage) {
    guard waitingEvents < mostEvents else {
      droppedEvents += 1
      return
    }
    events.append(message)
  }

  mutating func add(data message: MQTTMessage) {
    data.append(message)
    dataBytes += message.payload.count
    while dataBytes > mostDataBytes, waitingData > 1 {
      _ = takeData()
      droppedData += 1
    }
  }

  mutating func add(state message: MQTTMessage) {
    if states.updateValue(message, forKey: message.topic) == nil {
      stateOrder.append(message.topic)
    }
  }

  /// The next message: events first, then states, then data, each oldest first.
  mutating func next() -> MQTTMessage? {
    if eventHead < events.count {
      let message = events[eventHead]
      eventHead += 1
      if eventHead > 64, eventHead * 2 > events.count {
        events.removeFirst(eventHead)
        eventHead = 0
      }
      return message
    }
    if let topic = stateOrder.first {
      stateOrder.removeFirst()
      return states.removeValue(forKey: topic)
    }
    return takeData()
  }

  private mutating func takeData() -> MQTTMessage? {
    guard dataHead < data.count else { return nil }
    let message = data[dataHead]
    dataHead += 1
    dataBytes -= message.payload.count
    if dataHead > 64, dataHead * 2 > data.count {
      data.removeFirst(dataHead)
      dataHead = 0
    }
    return message
  }
}

// The hub: places are limited, a slow client loses old messages and in the end its place.

import Phrases
import Synchronization
import Testing

@testable import OperatorPanel

private final class Count: Sendable {
  let value = Mutex(0)
}

@Suite struct EventHubTests {
  @Test("The seventeenth client finds no place, until one is given back")
  func places() throws {
    let hub = EventHub()
    let clients = (0..<EventHub.mostClients).map { _ in hub.open(.german) {} }
    #expect(clients.allSatisfy { $0 != nil })
    #expect(hub.open(.german) {} == nil)
    hub.close(try #require(clients[3]).number)
    #expect(hub.open(.english) {} != nil)
  }

  @Test("A client gets the newest message in its language")
  func newest() async throws {
    let hub = EventHub()
    let german = try #require(hub.open(.german) {})
    let english = try #require(hub.open(.english) {})
    for number in 1...3 { hub.publish { "\(number) \($0.rawValue)" } }
    hub.closeAll()
    var heard: [String] = []
    for await message in german.messages { heard.append(message) }
    for await message in english.messages { heard.append(message) }
    #expect(heard == ["3 de", "3 en"])
  }

  @Test("Who leaves twenty messages in a row lying is let go; who reads stays")
  func slow() async throws {
    let hub = EventHub()
    let dismissed = Count()
    let reader = try #require(hub.open(.german) {})
    let stuck = try #require(hub.open(.german) { dismissed.value.withLock { $0 += 1 } })
    var messages = reader.messages.makeAsyncIterator()
    for number in 0...EventHub.mostMissed {
      hub.publish { _ in "\(number)" }
      #expect(await messages.next() == "\(number)")
    }
    #expect(dismissed.value.withLock { $0 } == 1)
    #expect(hub.counts.open == 1)
    #expect(hub.counts.dismissed == 1)
    hub.close(stuck.number)
  }

  @Test("A message is made once for each language in use")
  func madeOnce() {
    let hub = EventHub()
    let clients = (0..<5).map { _ in hub.open(.german) {} }
    var made: [Language] = []
    hub.publish {
      made.append($0)
      return "x"
    }
    #expect(made == [.german])
    #expect(clients.count == 5)
  }
}

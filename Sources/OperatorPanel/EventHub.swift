// The hub: the open event streams. Each client has room for one message, newest wins; a client that
// leaves that message lying again and again is let go, so that a stuck browser holds no place.

import Phrases
import Synchronization

/// Hands messages to the open event streams.
final class EventHub: Sendable {
  /// How many streams may be open at once.
  static let mostClients = 16
  /// How many messages in a row a client may leave lying: ten seconds at two messages per second.
  static let mostMissed = 20

  private struct Client {
    var language: Language
    var mailbox: AsyncStream<String>.Continuation
    var missed = 0
    var dismiss: @Sendable () -> Void
  }

  private struct State {
    var clients: [Int: Client] = [:]
    var nextNumber = 0
    var dismissed = 0
  }

  private let state = Mutex(State())

  /// Opens a stream; nil when all places are taken.
  /// - Parameter dismiss: closes the client's connection.
  func open(
    _ language: Language, dismiss: @escaping @Sendable () -> Void
  ) -> (number: Int, messages: AsyncStream<String>)? {
    let (messages, mailbox) = AsyncStream.makeStream(
      of: String.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state -> Int? in
      guard state.clients.count < Self.mostClients else { return nil }
      state.nextNumber += 1
      state.clients[state.nextNumber] = Client(
        language: language, mailbox: mailbox, dismiss: dismiss)
      return state.nextNumber
    }
    return number.map { ($0, messages) }
  }

  /// Gives a place back.
  func close(_ number: Int) {
    state.withLock { $0.clients.removeValue(forKey: number) }?.mailbox.finish()
  }

  /// Ends all streams.
  func closeAll() {
    let clients = state.withLock { state in
      defer { state.clients.removeAll() }
      return Array(state.clients.values)
    }
    for client in clients { client.mailbox.finish() }
  }

  /// Open streams, and clients let go because they did not read.
  var counts: (open: Int, dismissed: Int) {
    state.withLock { ($0.clients.count, $0.dismissed) }
  }

  /// Hands every client the message in its language; made once for each language in use.
  func publish(_ message: (Language) -> String?) {
    let languages = state.withLock { Set($0.clients.values.map(\.language)) }
    var messages: [Language: String] = [:]
    for language in languages { messages[language] = message(language) }
    let letGo = state.withLock { state -> [Client] in
      for number in state.clients.keys {
        guard let client = state.clients[number], let text = messages[client.language] else {
          continue
        }
        if case .dropped = client.mailbox.yield(text) {
          state.clients[number]?.missed += 1
        } else {
          state.clients[number]?.missed = 0
        }
      }
      let slow = state.clients.filter { $0.value.missed >= Self.mostMissed }
      for number in slow.keys { state.clients.removeValue(forKey: number) }
      state.dismissed += slow.count
      return Array(slow.values)
    }
    for client in letGo {
      client.mailbox.finish()
      client.dismiss()
    }
  }
}

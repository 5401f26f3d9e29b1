// The server: the one file that knows the web framework. It turns requests into heads for the guard and
// answers of the desk into responses, and it holds the event streams.

import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Phrases
import Synchronization

/// Answers requests; built anew for the port that was bound.
struct PanelServer: Sendable {
  /// The most open connections; a stream takes one of them.
  static let mostConnections = 64

  var desk: Desk
  var hub: EventHub
  var log: Logger

  /// Serves on a port until the task is cancelled; `isBound` hears the actual port once.
  func run(
    host: String, port: Int, isBound: @escaping @Sendable (Int) -> Void
  ) async throws {
    let shared = SharedPort(port)
    var quiet = log
    quiet.logLevel = .critical
    let responder = CallbackResponder<PanelContext> { request, context in
      await respond(to: request, context, port: shared.port.withLock { $0 })
    }
    let application = Application(
      responder: responder,
      server: .http1(
        configuration: .init(
          idleTimeout: .seconds(30),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 4096, maxHeaderListSize: 8192, maxHeaderFieldCount: 64))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: .maximum(Self.mostConnections, logger: quiet)),
      onServerRunning: { channel in
        let actual = channel.localAddress?.port ?? port
        shared.port.withLock { $0 = actual }
        isBound(actual)
      },
      logger: quiet)
    try await application.run()
  }

  private func respond(
    to request: Request, _ context: PanelContext, port: Int
  ) async -> Response {
    let head = RequestHead(request.head)
    let language = Language(rawValue: head.language) ?? .german
    switch RequestGuard(port: port).admit(head) {
    case .refused(let answer): return Response(answer)
    case .route(.events): return stream(language, context.channel)
    case .route(.intent):
      guard let body = try? await request.body.collect(upTo: IntentRequest.longest) else {
        return Response(.plain(413, "the request is longer than 64 KiB or broke off"))
      }
      return Response(await desk.take(Array(body.readableBytesView), language))
    case .route(let route): return Response(desk.answer(route, language))
    }
  }

  /// An event stream: the newest snapshot at once, then whatever the hub hands out.
  private func stream(_ language: Language, _ channel: any Channel) -> Response {
    guard
      let place = hub.open(language, dismiss: { channel.close(promise: nil) })
    else {
      return Response(.plain(503, "\(EventHub.mostClients) pages are open already; close one"))
    }
    let first = desk.message(language)
    let head = Answer(status: 200, type: "text/event-stream; charset=utf-8", body: [])
    let hub = hub
    let body = ResponseBody { writer in
      defer { hub.close(place.number) }
      try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
      if let first { try await writer.write(ByteBuffer(string: "data: \(first)\n\n")) }
      for await message in place.messages {
        try await writer.write(ByteBuffer(string: "data: \(message)\n\n"))
      }
      try await writer.finish(nil)
    }
    return Response(head, body: body)
  }
}

/// The port that requests must name, known once the server is bound.
private final class SharedPort: Sendable {
  let port: Mutex<Int>
  init(_ number: Int) { port = Mutex(number) }
}

/// A request with the connection that it came on, so that a client that never reads can be let go.
struct PanelContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}

extension RequestHead {
  init(_ request: HTTPRequest) {
    method = request.method.rawValue
    target = request.path ?? ""
    host = request.authority
    origin = request.headerFields[.origin]
    contentType = request.headerFields[.contentType]
  }
}

extension Response {
  init(_ answer: Answer, body: ResponseBody? = nil) {
    var fields = HTTPFields()
    for header in answer.headers {
      if let name = HTTPField.Name(header.name) { fields[name] = header.value }
    }
    self.init(
      status: .init(code: answer.status), headers: fields,
      body: body ?? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
  }
}

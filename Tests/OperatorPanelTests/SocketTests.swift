// The panel over real loopback sockets: that it listens only where it may, that pages, streams and wishes
// come through, and that nothing else does.

import Foundation
import Plant
import Testing

@testable import OperatorPanel

private func panel(
  port: Int = 0, host: String = "127.0.0.1",
  post: @escaping @Sendable (Intent) -> Bool = { _ in true }
) -> OperatorPanel {
  var configuration = PanelConfiguration(port: port)
  configuration.host = host
  return OperatorPanel(catalogue: catalogue(), configuration: configuration, post: post)
}

@Suite(.timeLimit(.minutes(1))) struct SocketTests {
  @Test("Page, style, script, site and snapshot are served, with the protection")
  func pages() async throws {
    let panel = panel()
    let port = try await panel.start()
    panel.offer(snapshot())
    for (path, type) in [
      ("/", "text/html; charset=utf-8"), ("/panel.css", "text/css; charset=utf-8"),
      ("/panel.js", "text/javascript; charset=utf-8"),
      ("/flow.js", "text/javascript; charset=utf-8"), ("/icon.svg", "image/svg+xml"),
      ("/site?lang=en", "application/json; charset=utf-8"),
      ("/snapshot", "application/json; charset=utf-8"),
    ] {
      let answer = try await Client(port).get(path)
      #expect(answer.status == 200, "\(path)")
      #expect(answer.headers["content-type"] == type)
      #expect(answer.headers["cache-control"] == "no-store")
      #expect(answer.headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
      #expect(!answer.body.isEmpty)
    }
    await panel.stop()
  }

  @Test("Before the first scan there is no snapshot, and nobody invents one")
  func early() async throws {
    let panel = panel()
    let port = try await panel.start()
    #expect(try await Client(port).get("/snapshot").status == 503)
    await panel.stop()
  }

  @Test(
    "Unknown paths, ways around, wrong methods and foreign names get nothing",
    arguments: [
      ("GET /../../etc/passwd", "", 404), ("GET /%2e%2e/%2e%2e/etc/passwd", "", 404),
      ("GET /Pages/panel.html", "", 404), ("GET /intent", "", 405), ("POST /", "", 405),
      ("GET /", "evil.example", 403), ("HEAD /", "", 405), ("OPTIONS /intent", "", 405),
    ])
  func refused(line: String, host: String, expected: Int) async throws {
    let panel = panel()
    let port = try await panel.start()
    let name = host.isEmpty ? "127.0.0.1:\(port)" : host
    let answer = try await Client(port).send(
      "\(line) HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n\r\n")
    #expect(answer.status == expected)
    #expect(answer.headers["x-content-type-options"] == "nosniff")
    await panel.stop()
  }

  @Test("Two pages hear a snapshot after it was offered")
  func stream() async throws {
    let panel = panel()
    let port = try await panel.start()
    let one = try await Client(port).openStream()
    let two = try await Client(port).openStream()
    #expect(one.head.contains("200 OK"))
    #expect(one.head.lowercased().contains("text/event-stream"))
    panel.offer(snapshot(scan: 4711))
    #expect(try await one.read(until: "\"scan\":4711").contains("data: {"))
    #expect(try await two.read(until: "\"scan\":4711").contains("data: {"))
    // A third page that comes later gets the newest one without waiting for the next scan.
    let late = try await Client(port).openStream()
    #expect(try await late.read(until: "\"scan\":4711").contains("\"civilTime\""))
    await panel.stop()
  }

  @Test("The seventeenth stream is refused")
  func crowd() async throws {
    let panel = panel()
    let port = try await panel.start()
    var streams: [StreamClient] = []
    for _ in 0..<EventHub.mostClients { streams.append(try await Client(port).openStream()) }
    #expect(streams.allSatisfy { $0.head.contains("200 OK") })
    #expect(try await Client(port).get("/events").status == 503)
    #expect(try await Client(port).get("/").status == 200)
    await panel.stop()
  }

  @Test("A wish from the panel's own page reaches the letter box; one from elsewhere does not")
  func wish() async throws {
    let taken = Taken()
    let panel = panel { intent in
      taken.add(intent)
      return false
    }
    let port = try await panel.start()
    let body = #"{"kind":"stop"}"#
    func post(_ origin: String) async throws -> Int {
      try await Client(port).send(
        "POST /intent HTTP/1.1\r\nHost: localhost:\(port)\r\n\(origin)"
          + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
          + "Connection: close\r\n\r\n\(body)"
      ).status
    }
    #expect(try await post("Origin: http://evil.example\r\n") == 403)
    #expect(try await post("Origin: null\r\n") == 403)
    #expect(try await post("") == 403)
    #expect(taken.all.isEmpty)
    #expect(try await post("Origin: http://localhost:\(port)\r\n") == 503)
    #expect(taken.all.map(\.kind) == [.stop])
    #expect(taken.all.allSatisfy { $0.ticket >= Bulletin.firstTicket && $0.source == .panel })
    await panel.stop()
  }

  @Test("More than 64 KiB is not read as a wish")
  func long() async throws {
    let panel = panel()
    let port = try await panel.start()
    let body = String(repeating: " ", count: IntentRequest.longest + 1)
    let answer = try await Client(port).send(
      "POST /intent HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nOrigin: http://127.0.0.1:\(port)\r\n"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        + "Connection: close\r\n\r\n\(body)")
    #expect(answer.status == 413)
    await panel.stop()
  }

  @Test("A taken port is left to its owner; the panel takes the next one")
  func takenPort() async throws {
    let first = panel()
    let port = try await first.start()
    let second = panel(port: port)
    let next = try await second.start()
    #expect(next > port)
    #expect(try await Client(next).get("/").status == 200)
    await second.stop()
    await first.stop()
  }

  @Test(
    "A host that is not this computer is refused before anything listens",
    arguments: ["0.0.0.0", "::", "192.168.1.10", "example.org", "", "127.0.0.1.example.org"])
  func loopbackOnly(host: String) async throws {
    let panel = panel(host: host)
    let error = await #expect(throws: PanelError.self) { try await panel.start() }
    #expect(error?.code == .notLoopback)
    #expect(error?.description.contains("127.0.0.1") == true)
  }

  @Test("After a stop nothing listens, and open streams have ended")
  func stopped() async throws {
    let panel = panel()
    let port = try await panel.start()
    let stream = try await Client(port).openStream()
    await panel.stop()
    #expect(try await stream.readToEnd().contains("retry"))
    await #expect(throws: ClientError.self) { try await Client(port).get("/") }
  }

  @Test("A caller without concurrency can start and stop it too")
  func blocking() async throws {
    let port: Int = try await onThread {
      let panel = panel()
      let port = try panel.startBlocking()
      panel.stopBlocking()
      return port
    }
    #expect(port > 0)
  }
}

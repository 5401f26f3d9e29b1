// The guard at the door, as a matrix: which request is let in, and what every answer carries.

import Phrases
import Testing

@testable import OperatorPanel

private let watch = RequestGuard(port: 8080)

private func status(_ head: RequestHead) -> Int {
  switch watch.admit(head) {
  case .route: 200
  case .refused(let answer): answer.status
  }
}

private func wish(host: String?, origin: String?) -> RequestHead {
  RequestHead(
    method: "POST", target: "/intent", host: host, origin: origin,
    contentType: "application/json")
}

@Suite struct GuardTests {
  @Test(
    "A wish is taken from this very origin only",
    arguments: [
      ("127.0.0.1:8080", "http://127.0.0.1:8080", 200),
      ("localhost:8080", "http://localhost:8080", 200),
      ("[::1]:8080", "http://[::1]:8080", 200),
      ("127.0.0.1:8080", "http://localhost:8080", 403),
      ("127.0.0.1:8080", "https://127.0.0.1:8080", 403),
      ("127.0.0.1:8080", "http://127.0.0.1:8081", 403),
      ("127.0.0.1:8080", "http://evil.example", 403),
      ("127.0.0.1:8080", "http://127.0.0.1:8080.evil.example", 403),
      ("127.0.0.1:8080", "null", 403),
      ("127.0.0.1:8080", "", 403),
      ("127.0.0.1:8080", nil, 403),
      ("evil.example:8080", "http://evil.example:8080", 403),
      ("127.0.0.1", "http://127.0.0.1", 403),
      ("127.0.0.1:80", "http://127.0.0.1:80", 403),
      (nil, "http://127.0.0.1:8080", 403),
    ] as [(String?, String?, Int)])
  func origins(host: String?, origin: String?, expected: Int) {
    #expect(status(wish(host: host, origin: origin)) == expected)
  }

  @Test(
    "Nothing at all is told under a foreign name",
    arguments: Route.allCases, ["evil.example:8080", "127.0.0.1:8080.evil.example", "", nil])
  func rebinding(route: Route, host: String?) {
    let head = RequestHead(method: route.method, target: route.rawValue, host: host)
    #expect(status(head) == 403)
  }

  @Test("Each route has one method, and any other is refused with the right one named")
  func methods() {
    for route in Route.allCases {
      for method in ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"] {
        var head = wish(host: "127.0.0.1:8080", origin: "http://127.0.0.1:8080")
        head.target = route.rawValue
        head.method = method
        #expect(status(head) == (method == route.method ? 200 : 405), "\(method) \(route)")
        if case .refused(let answer) = watch.admit(head) {
          #expect(answer.headers.contains { $0.name == "Allow" && $0.value == route.method })
        }
      }
    }
  }

  @Test("Only one route can change anything, and it cannot be read")
  func reading() {
    #expect(Route.allCases.filter { $0.method != "GET" } == [.intent])
  }

  @Test(
    "Unknown paths and ways around do not exist",
    arguments: [
      "/panel", "/panel.html", "/..", "/../etc/passwd", "/%2e%2e/etc/passwd", "//panel.css",
      "/panel.css/", "/Panel.css", "/panel.css%00", "/intent/", "/./snapshot", "", "*", "panel.css",
      "/Pages/panel.js", "http://127.0.0.1:8080/snapshot", "/snapshot;x=1", "/favicon.ico",
    ])
  func unknown(path: String) {
    #expect(status(RequestHead(target: path, host: "127.0.0.1:8080")) == 404)
  }

  @Test(
    "A wish comes as JSON or not at all",
    arguments: [nil, "", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
  func types(type: String?) {
    var head = wish(host: "localhost:8080", origin: "http://localhost:8080")
    head.contentType = type
    #expect(status(head) == 415)
  }

  @Test("Every answer carries the protection, refusals too")
  func headers() {
    for answer in [Answer.plain(404, "x"), .json("{}"), .plain(403, "y")] {
      let headers = Dictionary(answer.headers.map { ($0.name, $0.value) }) { first, _ in first }
      #expect(
        headers["Content-Security-Policy"]
          == "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
      #expect(headers["X-Content-Type-Options"] == "nosniff")
      #expect(headers["Referrer-Policy"] == "no-referrer")
      #expect(headers["Cache-Control"] == "no-store")
      #expect(headers["Access-Control-Allow-Origin"] == nil)
    }
  }

  @Test("The language is German unless English is asked for")
  func language() {
    func asked(_ target: String) -> String { RequestHead(target: target).language }
    #expect(asked("/") == "de")
    #expect(asked("/?lang=en") == "en")
    #expect(asked("/?x=1&lang=en") == "en")
    #expect(asked("/?lang=fr") == "de")
    #expect(asked("/?lang=en2") == "de")
  }
}

// An answer as a plain value, and the headers that every answer carries. They allow the page its own
// files and nothing else: no foreign script, no frame around the buttons, no copy in a cache.

/// What the panel sends back.
struct Answer: Equatable, Sendable {
  var status: Int
  var type: String
  var body: [UInt8]
  /// The method that a refused request should have used.
  var allow: String?

  /// An answer of a line of text.
  static func plain(_ status: Int, _ text: String) -> Answer {
    Answer(status: status, type: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
  }

  /// An answer in JSON.
  static func json(_ text: String, status: Int = 200) -> Answer {
    Answer(status: status, type: "application/json; charset=utf-8", body: Array(text.utf8))
  }

  /// All headers of the answer, in order.
  var headers: [(name: String, value: String)] {
    let own = [(name: "Content-Type", value: type)] + (allow.map { [("Allow", $0)] } ?? [])
    return own + Answer.protection
  }

  /// The headers of every answer, refusals and streams included.
  static let protection: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
  ]
}

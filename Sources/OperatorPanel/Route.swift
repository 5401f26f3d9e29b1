// The routes: the whole surface of the panel in one table. What is not in it does not exist, and only
// one route can change anything. Paths are compared as they came, so there is nothing to traverse.

/// One thing that the panel serves.
enum Route: String, CaseIterable, Sendable {
  case page = "/"
  case style = "/panel.css"
  // The script, in parts that the page loads as modules.
  case script = "/panel.js"
  case pageScript = "/page.js"
  case wishesScript = "/wishes.js"
  case alarmsScript = "/alarms.js"
  case flowScript = "/flow.js"
  case cardsScript = "/cards.js"
  case valuesScript = "/values.js"
  case icon = "/icon.svg"
  /// Names and texts of the site, once per page.
  case site = "/site"
  /// The newest snapshot, once.
  case snapshot = "/snapshot"
  /// The newest snapshots, as they come.
  case events = "/events"
  /// What a person asks for.
  case intent = "/intent"

  /// The one method of the route.
  var method: String { self == .intent ? "POST" : "GET" }

  /// The type of a route that is a file as it lies in the folder of pages; nil for all others.
  var fileType: String? {
    switch self {
    case .style: "text/css; charset=utf-8"
    case .icon: "image/svg+xml"
    case .script, .pageScript, .wishesScript, .alarmsScript, .flowScript, .cardsScript,
      .valuesScript:
      "text/javascript; charset=utf-8"
    case .page, .site, .snapshot, .events, .intent: nil
    }
  }
}

/// The head of a request, as far as the panel looks at it.
struct RequestHead: Sendable {
  var method = "GET"
  /// Path and query as they came.
  var target = "/"
  var host: String?
  var origin: String?
  var contentType: String?

  /// The path alone.
  var path: String { String(target.prefix { $0 != "?" }) }

  /// The language asked for by `lang=en`; German for everything else.
  var language: String {
    guard let mark = target.firstIndex(of: "?") else { return "de" }
    let fields = target[target.index(after: mark)...].split(separator: "&")
    return fields.contains("lang=en") ? "en" : "de"
  }
}

/// What the guard says to the head of a request.
enum Admission: Sendable {
  case route(Route)
  case refused(Answer)
}

/// Lets in what belongs here: asked of this very host, for a known route, with its own method, and to
/// change something only from a page of this very origin.
struct RequestGuard: Sendable {
  /// The port that the panel is bound to.
  var port: Int

  /// The names under which a browser on this computer reaches the panel. Any other name in `Host`
  /// means that somebody else's name was made to point here (DNS rebinding).
  var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"] }

  /// Looks at the head of a request before any of its body is read.
  func admit(_ head: RequestHead) -> Admission {
    guard let host = head.host, hosts.contains(host) else {
      return .refused(.plain(403, "this panel answers as \(hosts.joined(separator: ", ")) only"))
    }
    guard let route = Route(rawValue: head.path) else {
      return .refused(.plain(404, "there is no such page"))
    }
    guard head.method == route.method else {
      var answer = Answer.plain(405, "use \(route.method)")
      answer.allow = route.method
      return .refused(answer)
    }
    if route == .intent {
      // A browser names the origin of every POST; a program that names none has no page to protect,
      // but neither has it a reason to come here.
      guard head.origin == "http://\(host)" else {
        return .refused(.plain(403, "requests are taken from this panel's own page only"))
      }
      guard isJSON(head.contentType) else {
        return .refused(.plain(415, "expected the content type application/json"))
      }
    }
    return .route(route)
  }

  private func isJSON(_ type: String?) -> Bool {
    guard let type else { return false }
    return [
      "application/json", "application/json; charset=utf-8", "application/json;charset=utf-8",
    ]
    .contains(type.lowercased())
  }
}

// The desk: everything that is answered at once. It knows pages, snapshots and wishes, and no network, so
// that all of it is tested without a socket.

import Logging
import Phrases
import Plant

/// Answers requests that the guard let in.
struct Desk: Sendable {
  let catalogue: SiteCatalogue
  let pages: Pages
  let bulletin: Bulletin
  let log: Logger
  /// How long a wish waits for its answer.
  var patience = Duration.seconds(2)
  let post: @Sendable (Intent) -> Bool
  /// Names and texts by language, and the mark by which a page sees that they changed under it.
  private let site: [Language: String]
  private let edition: String

  init(
    _ catalogue: SiteCatalogue, _ pages: Pages, _ bulletin: Bulletin, _ log: Logger,
    post: @escaping @Sendable (Intent) -> Bool
  ) {
    self.catalogue = catalogue
    self.pages = pages
    self.bulletin = bulletin
    self.log = log
    self.post = post
    edition = siteEdition(catalogue)
    site = Dictionary(
      uniqueKeysWithValues: Language.allCases.map { ($0, siteJSON(catalogue, $0)) })
  }

  /// The answer of a route that is read.
  func answer(_ route: Route, _ language: Language) -> Answer {
    if let type = route.fileType {
      return Answer(status: 200, type: type, body: pages.files[route] ?? [])
    }
    switch route {
    case .page:
      return Answer(status: 200, type: "text/html; charset=utf-8", body: pages.page[language] ?? [])
    case .site: return .json(site[language] ?? "{}")
    case .snapshot:
      return message(language).map { .json($0) } ?? .plain(503, "no scan has completed yet")
    default: return .plain(404, "there is no such page")
    }
  }

  /// The newest snapshot as JSON; nil before the first scan.
  func message(_ language: Language) -> String? {
    guard let newest = bulletin.newest else { return nil }
    let (seconds, attoseconds) = newest.silence.components
    return snapshotJSON(
      newest.snapshot, events: newest.events,
      silence: seconds * 1000 + attoseconds / 1_000_000_000_000_000, edition: edition,
      in: catalogue, language)
  }

  /// Posts a wish and answers with what the step said to it.
  func take(_ body: [UInt8], _ language: Language) async -> Answer {
    let request: IntentRequest
    do {
      request = try IntentRequest(body, catalogue)
    } catch {
      return result(400, "refused", error.reason)
    }
    let place = Int(request.unit)
    let unit = place >= 0 ? catalogue.units[place].name : "site"
    let reply = await bulletin.ask(patience: patience) { ticket in
      post(request.intent(ticket: ticket))
    }
    log.info("intent \(request.kind) for \(unit): \(reply)")
    switch reply {
    case .accepted: return result(200, "accepted", "")
    case .refused(let reason):
      return result(200, "refused", sentence(for: reason, in: catalogue, language))
    case .crowded:
      return result(
        503, "refused",
        language.text(
          .init(
            de: "Zu viele Wünsche warten auf die Steuerung.",
            en: "Too many requests wait for the controller.")))
    case .unanswered:
      return result(
        504, "unanswered",
        language.text(
          .init(
            de: "Die Steuerung hat nicht geantwortet. Not-Halt vor Ort benutzen.",
            en: "The controller did not answer. Use the emergency stop on site.")))
    }
  }

  private func result(_ status: Int, _ word: String, _ reason: String) -> Answer {
    .json(jsonText(["result": word, "reason": reason]), status: status)
  }
}

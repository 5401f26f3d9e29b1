// What the running service answers about alarms: `alarms list LANGUAGE FORM [all]` shows them, the other
// lines are wishes. A wish to see everything goes to the scan as well, so that panel and list agree.

import Alarms
import Phrases
import Plant
import SiteConfiguration

extension Requests {
  /// The answer to a line that begins with `alarms`, by its further words.
  func answerAlarms(_ words: [String]) -> String {
    guard let alarms else { return "error: this service keeps no alarms" }
    if words.first == "list" { return listAlarms(words, alarms.desk) }
    switch AlarmRequest.read(words) {
    case .failure(let refusal): return "error: \(refusal.text.en)"
    case .success(.acknowledge("all")): return acknowledgeAll()
    case .success(let request): return grant(request, alarms.desk)
    }
  }

  /// Says "seen" to everything: in the list, and through the scan.
  func acknowledgeAll() -> String {
    let answer = ask(Intent(.acknowledge, source: .commandLine, ticket: board.ticket()))
    guard let alarms, answer == "accepted" else { return answer }
    return grant(.acknowledge("all"), alarms.desk)
  }

  private func grant(_ request: AlarmRequest, _ desk: AlarmDesk) -> String {
    switch desk.grant(request) {
    case .failure(let refusal): return "refused: \(refusal.text.en)"
    case .success(let records):
      let names = records.filter { $0.kind != .raised }.map(\.alarm)
      return names.isEmpty ? "accepted" : "accepted: \(names.joined(separator: ", "))"
    }
  }

  private func listAlarms(_ words: [String], _ desk: AlarmDesk) -> String {
    guard words.count == 3 || words.count == 4, let language = Language(rawValue: words[1]),
      ["text", "json"].contains(words[2]), words.count == 3 || words[3] == "all"
    else { return "error: expected 'alarms list de|en text|json [all]'" }
    let (list, showsAll) = (desk.list, words.count == 4)
    return words[2] == "json"
      ? alarmJSON(list, in: site.catalogue, language, showsAll: showsAll)
      : alarmText(list, in: site.catalogue, language, showsAll: showsAll)
  }
}

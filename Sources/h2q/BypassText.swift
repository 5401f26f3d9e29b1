// What people see of gas detectors that do not vote: a line in every status and in every answer to "why",
// for as long as it lasts.

import Phrases
import Plant
import SiteConfiguration

/// One line for each detector that is bypassed, under test, or not to be believed.
func bypassLines(_ catalogue: SiteCatalogue, _ snapshot: Snapshot, _ language: Language) -> [String]
{
  let left =
    catalogue.points.firstIndex { $0.name.hasSuffix(".bypass-left") }
    .flatMap { snapshot.samples[$0].usable } ?? 0
  return catalogue.points.indices.compactMap { place in
    let point = catalogue.points[place]
    guard point.origin == .derived, snapshot.samples[place].usable == 1 else { return nil }
    let unit = point.name.prefix { $0 != "." }
    let minutes = number((left / 60).rounded(.up), digits: 0, language)
    if point.name.hasSuffix(".bypassed") {
      return language.text(
        BilingualText(
          de: "\(unit): überbrückt, in Prüfung oder abgelaufen"
            + (left > 0 ? " (Überbrückung noch \(minutes) min)" : ""),
          en: "\(unit): bypassed, under test or expired"
            + (left > 0 ? " (bypass goes on for \(minutes) min)" : "")))
    }
    guard point.name.hasSuffix(".implausible") else { return nil }
    return language.text(
      BilingualText(
        de: "\(unit): weicht ab oder steht; gilt als gestört",
        en: "\(unit): drifts or stands still; counts as faulted"))
  }
}

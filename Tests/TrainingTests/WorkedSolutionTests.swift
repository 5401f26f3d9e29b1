// The exercise as a good trainee does it, and what must not depend on chance, language or day.

import Phrases
import PlantSimulation
import SiteConfiguration
import Testing

@testable import Training

@Suite struct WorkedSolutionTests {
  @Test("The worked solution proves every step and gets all 100 points, scanned as in the service")
  func fullMarks() throws {
    let trainee = try Trainee(period: nil)
    #expect(trainee.session.exercise.site.scanPeriod == 100)
    trainee.type(trainee.session.exercise.solution())
    let report = try #require(trainee.session.report, "\(trainee.said)")
    #expect(report.ending == .completed)
    #expect(report.stepsDone == 10)
    #expect(report.criteria(.missed) == [])
    #expect(report.criteria(.open) == [])
    #expect(report.score == 100)
    #expect(trainee.books.electrolyserStarts == 1)
    #expect(trainee.books.hydrogenMade > 0.002)
  }

  @Test("The same answers give the same report and digest, in either language")
  func repetition() throws {
    let german = try Trainee()
    german.type(german.session.exercise.solution(languageCode: "de"))
    let english = try Trainee(language: .english)
    english.type(english.session.exercise.solution(languageCode: "en"))
    let one = try german.report()
    let other = try english.report()
    #expect(one.digest == other.digest)
    #expect(one.text(.german) == other.text(.german))
    #expect(one.markdown(.english) == other.markdown(.english))
    #expect(german.said.contains("Betriebsart"))
    #expect(!english.said.contains("Betriebsart"))
  }

  @Test("Another answer, or the same one a minute later, gives another digest")
  func difference() throws {
    let prompt = try Trainee()
    prompt.type("antwort 2 4 5", "quittieren")
    let late = try Trainee()
    late.type("antwort 2 4 5", "warte 1 min", "quittieren")
    let wrong = try Trainee()
    wrong.type("antwort 1 4 5", "quittieren")
    let digests = [
      try prompt.report().digest, try late.report().digest, try wrong.report().digest,
    ]
    #expect(Set(digests).count == 3)
  }

  @Test("The report says SIMULATION and what it does not replace, and names no person")
  func notice() throws {
    let report = try Trainee().report()
    for text in [report.text(.german), report.markdown(.german)] {
      #expect(text.contains("SIMULATION"))
      #expect(text.contains("Schaltberechtigung"))
      #expect(text.contains("§ 12 BetrSichV"))
      #expect(text.contains("§ 14 GefStoffV"))
    }
    #expect(
      report.markdown(.german).contains(
        "ersetzt keine Unterweisung nach § 12 BetrSichV / § 14 GefStoffV und keine "
          + "Schaltberechtigung"))
    #expect(report.text(.english).contains("neither the instruction"))
  }

  @Test("The points of the criteria make up the weights: 40, 20, 25, 10 and 5")
  func weights() throws {
    let report = try Trainee().report()
    let expected: [Part: Int] = [
      .safety: 40, .procedure: 20, .energy: 25, .alarms: 10, .record: 5,
    ]
    for part in Part.allCases {
      let tally = report.tally(of: part)
      #expect(tally.reached + tally.lost + tally.open == expected[part])
    }
  }
}

// The page itself: both languages complete, the site's names safe in the markup, a picture for every site,
// and a script that can only ask for words that exist.

import Foundation
import Phrases
import Plant
import Testing

@testable import OperatorPanel

@Suite struct PageTests {
  @Test("Every word of the pages stands in German and in English", arguments: Language.allCases)
  func complete(language: Language) {
    let words = PageTexts.words(in: language)
    #expect(Set(words.keys) == Set(PageTexts.table.keys))
    for (key, word) in words { #expect(!word.isEmpty, "\(key) in \(language)") }
    for (key, both) in PageTexts.table {
      let marks = [both.de, both.en].map { text in text.filter { $0 == "%" }.count }
      #expect(marks[0] == marks[1], "\(key) has another number of places")
    }
  }

  @Test("Script and page use known words only, and every word is used")
  func used() throws {
    let pages = try Pages(catalogue())
    let script = pages.files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
    let template = try template()
    let asked = script.matches(of: /text\("([A-Za-z]+)"/).map { String($0.1) }
    for key in asked { #expect(PageTexts.table[key] != nil, "the script asks for '\(key)'") }
    let placed = template.matches(of: /\{\{([A-Za-z]+)\}\}/).map { String($0.1) }
    let given: Set = ["lang", "siteName", "simulated"]
    for key in placed where !given.contains(key) {
      #expect(PageTexts.table[key] != nil, "the page asks for '\(key)'")
    }
    let composed: Set = ["automaticMeans", "standbyMeans"]
    for key in PageTexts.table.keys where !composed.contains(key) {
      #expect(script.contains("\"\(key)\"") || placed.contains(key), "nobody uses '\(key)'")
    }
  }

  @Test("The page says its language, the simulation, and that it is no safety system")
  func page() throws {
    let german = String(decoding: try #require(Pages(catalogue()).page[.german]), as: UTF8.self)
    #expect(german.contains("<html lang=\"de\">"))
    #expect(german.contains("data-plant=\"simulated\""))
    #expect(german.contains("Keine Sicherheitseinrichtung"))
    #expect(german.contains("Stopp anfordern"))
    #expect(german.contains("nur von diesem Rechner aus erreichbar"))
    #expect(german.contains("Bedienung nicht möglich – Not-Halt vor Ort benutzen"))
    #expect(!german.contains("{{"))
    let english = String(
      decoding: try #require(Pages(catalogue(simulated: false)).page[.english]), as: UTF8.self)
    #expect(english.contains("<html lang=\"en\">"))
    #expect(english.contains("data-plant=\"real\""))
    #expect(english.contains("Not a safety instrumented system"))
  }

  @Test("A site's name cannot become markup")
  func escaping() {
    var site = catalogue()
    site.text = words("<script>\"x\" & 'y'", "x")
    let page = Pages.filled("<h1>{{siteName}}</h1>", site, .german)
    #expect(page == "<h1>&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;</h1>")
  }

  @Test("The script puts text as text and needs nobody else")
  func script() throws {
    let files = try Pages(catalogue()).files.filter { $0.key != .icon }
    #expect(files.count == 8)
    let script = files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
    for word in ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "https://"]
    {
      #expect(!script.contains(word), "\(word)")
    }
  }

  @Test("The flow picture hangs every unit on its buses, in its own sense")
  func flow() throws {
    let nodes = flowNodes(of: catalogue(), .german)
    #expect(
      nodes.map(\.text) == [
        "Elektrolyseur 1", "Elektrolyseur 2", "Wasserstofftank", "Brennstoffzelle", "Wärmezähler",
        "Photovoltaik", "Netzanschluss", "Gebäude",
      ])
    let electrolyser = nodes[0]
    #expect(electrolyser.power == FlowEdge(point: 2, sign: -1))
    #expect(electrolyser.hydrogen == FlowEdge(point: 4, sign: 1))
    #expect(nodes[2].values == [13, 14, 6])
    #expect(nodes[3].power == FlowEdge(point: 8, sign: 1))
    #expect(nodes[3].hydrogen == FlowEdge(point: 9, sign: -1))
    #expect(nodes[7].power == FlowEdge(point: 15, sign: -1))
    #expect(nodes[7].unit == -1)
  }

  @Test("A third site with fewer kinds gets its picture without code")
  func thirdSite() {
    var site = catalogue()
    site.units = [
      UnitDefinition(name: "supply", kind: .supplyLine, text: words("Leitung", "Line")),
      UnitDefinition(name: "roof", kind: .inverter, text: words("Dach", "Roof")),
      UnitDefinition(name: "hall", kind: .room, text: words("Halle", "Hall")),
    ]
    site.points = [PointDefinition(name: "roof.power", device: "roof", unit: .kilowatt)]
    let nodes = flowNodes(of: site, .english)
    #expect(nodes.map(\.text) == ["Line", "Roof"])
    #expect(nodes[1].power == FlowEdge(point: 0, sign: 1))
    #expect(nodes[0].hydrogen == FlowEdge(point: -1, sign: 1))
  }

  @Test("Every point reaches the page, with its unit where it has one")
  func points() throws {
    let site = try object(siteJSON(catalogue(), .german))
    let points = try #require(site["points"] as? [[String: Any]])
    #expect(points.count == catalogue().points.count)
    #expect(points[7]["unit"] as? String == "% UEG")
    #expect(points[7]["owner"] as? Int == 1)
    #expect(points[12]["owner"] as? Int == -1)
    #expect(points[12]["text"] as? String == "ai-1.ai4")
  }

  @Test("Another list of points is another edition")
  func edition() {
    var other = catalogue()
    other.points.swapAt(0, 1)
    #expect(siteEdition(other) != siteEdition(catalogue()))
    #expect(siteEdition(catalogue()) == siteEdition(catalogue()))
    #expect(siteEdition(catalogue(simulated: false)) != siteEdition(catalogue()))
  }

  private func template() throws -> String {
    let pages = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/OperatorPanel/Pages/panel.html")
    return try String(contentsOf: pages, encoding: .utf8)
  }
}

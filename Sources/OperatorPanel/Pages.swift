// The page, its style and its scripts, read once at start into memory. Requests never touch the disk and
// never make a path.

import Foundation
import Phrases
import Plant

/// The files of the page.
struct Pages: Sendable {
  var page: [Language: [UInt8]] = [:]
  var files: [Route: [UInt8]] = [:]

  /// Reads the files and fills the page for a site.
  init(_ catalogue: SiteCatalogue) throws {
    let folder = Self.folder
    func read(_ name: String) throws -> Data {
      let url = folder.appendingPathComponent(name)
      guard let data = FileManager.default.contents(atPath: url.path) else {
        throw PanelError.pagesMissing(url.path)
      }
      return data
    }
    let template = String(decoding: try read("panel.html"), as: UTF8.self)
    for language in Language.allCases {
      page[language] = Array(Self.filled(template, catalogue, language).utf8)
    }
    for route in Route.allCases where route.fileType != nil {
      files[route] = Array(try read(String(route.rawValue.dropFirst())))
    }
  }

  /// The folder lies next to the program, where the build puts it and the package installs it. The
  /// accessor that the build makes would end the program when it is missing; a missing page must not
  /// end a plant's controller.
  private static var folder: URL {
    Bundle.main.bundleURL
      .appendingPathComponent("hydrogen-quarter-energy-controller_OperatorPanel.resources")
      .appendingPathComponent("Pages")
  }

  /// Replaces `{{key}}` by the words of the table and the names of the site.
  static func filled(
    _ template: String, _ catalogue: SiteCatalogue, _ language: Language
  ) -> String {
    var words = PageTexts.words(in: language)
    words["lang"] = language.rawValue
    words["siteName"] = language.text(catalogue.text)
    words["simulated"] = catalogue.isSimulated ? "simulated" : "real"
    let parts = template.components(separatedBy: "{{")
    var text = parts.first ?? ""
    for part in parts.dropFirst() {
      let halves = part.components(separatedBy: "}}")
      text += escaped(words[halves[0]] ?? "") + halves.dropFirst().joined(separator: "}}")
    }
    return text
  }

  /// Text that means itself in HTML, in elements and in quoted attributes.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for letter in text {
      switch letter {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      default: safe.append(letter)
      }
    }
    return safe
  }
}

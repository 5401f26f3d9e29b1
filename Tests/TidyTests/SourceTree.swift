// The source tree as the tidy tests see it: files as text, found from this file's own place.

import Foundation

/// One text file of the repository.
struct SourceFile: CustomStringConvertible {
  /// Path from the top of the repository.
  var path: String
  var text: String

  var description: String { path }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  /// The module that the file belongs to, or the test target.
  var module: String { String(path.split(separator: "/").dropFirst().first ?? "") }
  /// Names of the modules that the file imports.
  var imports: [String] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      let starts = ["import", "public", "internal", "private", "@testable", "@preconcurrency"]
      guard let first = words.first, starts.contains(String(first)),
        let place = words.firstIndex(of: "import"), place < 2
      else { return nil }
      let rest = words.dropFirst(place + 1).map(String.init)
      let kinds = ["struct", "class", "enum", "func"]
      guard let name = rest.first, kinds.contains(name) else { return rest.first }
      return rest.dropFirst().first?.split(separator: ".").first.map(String.init)
    }
  }
}

/// The top of the repository.
let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// All files below the given folders whose names end in one of `endings`.
func files(in folders: [String], endings: [String]) -> [SourceFile] {
  folders.flatMap { folder -> [SourceFile] in
    let base = top.appendingPathComponent(folder)
    let walker = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
    let found = (walker?.allObjects as? [URL] ?? []).filter { endings.contains($0.pathExtension) }
    return found.sorted { $0.path < $1.path }.compactMap { url in
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
      return SourceFile(path: String(url.path.dropFirst(top.path.count + 1)), text: text)
    }
  }
}

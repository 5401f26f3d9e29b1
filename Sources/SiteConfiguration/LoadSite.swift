// Loading a site: both files and the device profiles in, one checked site or all problems out. Reading
// files and checking texts are apart, so that every check can be tried on a text that was never a file.

public import DeviceProfiles
import Foundation
import Plant
public import StrictYAML

/// The texts of a site's two files, with the names that problems give.
public struct SiteTexts: Sendable {
  public var siteFile: String
  public var site: String
  public var matrixFile: String
  public var matrix: String
  public init(
    siteFile: String = "site.yaml", site: String, matrixFile: String = "cause-and-effect.csv",
    matrix: String
  ) {
    self.siteFile = siteFile
    self.site = site
    self.matrixFile = matrixFile
    self.matrix = matrix
  }
}

/// Reads the site in a folder (or its `site.yaml`) with the device profiles of another folder.
public func loadSite(at path: String, profiles directory: String) -> Result<
  LoadedSite, YAMLProblems
> {
  let folder = path.hasSuffix("/site.yaml") ? String(path.dropLast(10)) : path
  let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  let names = ["\(base)/site.yaml", "\(base)/cause-and-effect.csv"]
  var texts: [String] = []
  var problems: [YAMLProblem] = []
  for name in names {
    guard let data = FileManager.default.contents(atPath: name) else {
      let message = "the file cannot be read; check the path and the permissions"
      problems.append(YAMLProblem(file: name, line: 1, column: 1, message: message))
      continue
    }
    if let text = String(validating: data, as: UTF8.self) {
      texts.append(text)
    } else {
      let message = "the file is not UTF-8; save it as UTF-8"
      problems.append(YAMLProblem(file: name, line: 1, column: 1, message: message))
    }
  }
  guard texts.count == 2 else { return .failure(YAMLProblems(problems)) }
  let (library, found) = ProfileLibrary.load(directory: directory)
  let sources = SiteTexts(
    siteFile: names[0], site: texts[0], matrixFile: names[1], matrix: texts[1])
  return loadSite(sources, profiles: library, profileProblems: found)
}

/// Reads a site from texts.
public func loadSite(
  _ texts: SiteTexts, profiles: ProfileLibrary, profileProblems: [YAMLProblem] = []
) -> Result<LoadedSite, YAMLProblems> {
  let root: YAMLNode
  switch parse(texts.site, file: texts.siteFile) {
  case .failure(let problems): return .failure(problems)
  case .success(let node): root = node
  }
  let reader = SchemaReader(file: texts.siteFile)
  let builder = SiteBuilder(reader: reader, profiles: profiles)
  builder.read(root)
  let matrix = MatrixReader(site: builder, file: texts.matrixFile)
  // A matrix against a broken list of points would drown the true problems in consequences.
  if reader.problems.isEmpty {
    matrix.read(texts.matrix)
    if matrix.problems.isEmpty { EnvelopeCheck(site: builder, matrix: matrix).run() }
  } else {
    matrix.readForm(texts.matrix)
  }
  let named = namedProfiles(root)
  let broken = profileProblems.filter { problem in
    named.contains { problem.file.hasSuffix("/\($0).yaml") }
  }
  let problems = reader.problems + matrix.problems + broken
  guard problems.isEmpty else { return .failure(YAMLProblems(problems)) }
  builder.site.digest = digest(of: root, texts.matrix, builder)
  return .success(builder.site)
}

/// Names of the profiles that the devices of a file ask for, usable or not.
private func namedProfiles(_ root: YAMLNode) -> [String] {
  (root["devices"]?.mapping ?? []).compactMap { $0.value["profile"]?.scalar }
}

/// FNV-1a over both files and the profiles in use: content only, no comments, no layout.
private func digest(of root: YAMLNode, _ matrix: String, _ site: SiteBuilder) -> UInt64 {
  var writer = CanonicalWriter()
  write(root, to: &writer)
  for record in CSVReader.read(matrix, file: "").table.records {
    for field in record { write(field.text, to: &writer) }
  }
  for name in site.usedProfiles.sorted() {
    guard let profile = site.profiles[name] else { continue }
    write(name, to: &writer)
    for point in profile.points {
      write("\(point.name) \(point.table) \(point.type) \(point.wordOrder)", to: &writer)
      write("\(point.unit) \(point.access) \(point.poll) \(point.scale)", to: &writer)
      write("\(point.offset) \(point.signal?.rawValue ?? "")", to: &writer)
      write("\(point.actuator?.rawValue ?? "") \(point.bits?.description ?? "")", to: &writer)
      writer.write(Int64(point.address))
    }
  }
  return writer.digest
}

private func write(_ text: String, to writer: inout CanonicalWriter) {
  writer.write(UInt32(text.utf8.count))
  for byte in text.utf8 { writer.write(byte) }
}

private func write(_ node: YAMLNode, to writer: inout CanonicalWriter) {
  switch node.content {
  case .scalar(let text, _):
    writer.write(UInt8(0))
    write(text, to: &writer)
  case .sequence(let elements):
    writer.write(UInt8(1))
    writer.write(UInt32(elements.count))
    for element in elements { write(element, to: &writer) }
  case .mapping(let entries):
    writer.write(UInt8(2))
    writer.write(UInt32(entries.count))
    for entry in entries {
      write(entry.key, to: &writer)
      write(entry.value, to: &writer)
    }
  }
}

/// All problems for people: grouped by file, in the order of the lines, with a count.
public func report(_ problems: YAMLProblems) -> String {
  var files: [String] = []
  for problem in problems.list where !files.contains(problem.file) { files.append(problem.file) }
  var lines: [String] = []
  for file in files {
    lines += problems.list.filter { $0.file == file }.map(\.description)
  }
  let count = problems.list.count
  lines.append(count == 1 ? "1 problem" : "\(count) problems")
  return lines.joined(separator: "\n")
}

// The shelf of exercises: which files there are, and the sites that they name. Folders are those of the
// repository, seen from its top.

import Foundation
import SiteConfiguration
public import StrictYAML

/// Exercises and sites below one folder.
public struct ExerciseShelf: Sendable {
  /// Ends with a slash, or is empty.
  private let top: String

  /// The shelf below a folder that holds `training/exercises` and `hardware`; the present one
  /// without a path.
  public init(below top: String = "") {
    self.top = top.isEmpty || top.hasSuffix("/") ? top : "\(top)/"
  }

  /// Names of all exercises, sorted.
  public var names: [String] {
    entries(of: "training/exercises").filter { $0.hasSuffix(".yaml") }
      .map { String($0.dropLast(5)) }.sorted()
  }

  /// Sites that exercises may name.
  public var sites: SiteShelf {
    let hardware = "\(top)hardware"
    let names = entries(of: "hardware/sites").filter {
      FileManager.default.fileExists(atPath: "\(hardware)/sites/\($0)/site.yaml")
    }
    return SiteShelf(names: names.sorted()) {
      loadSite(at: "\(hardware)/sites/\($0)", profiles: "\(hardware)/devices")
    }
  }

  /// Reads an exercise by its name, or by the path of a file that ends in `.yaml`.
  public func load(_ name: String) -> Result<Exercise, YAMLProblems> {
    let path = name.hasSuffix(".yaml") ? name : "\(top)training/exercises/\(name).yaml"
    guard let data = FileManager.default.contents(atPath: path) else {
      let message = "there is no exercise '\(name)': \(suggestion(for: name, among: names))"
      return .failure(
        YAMLProblems([YAMLProblem(file: path, line: 1, column: 1, message: message)]))
    }
    switch parse(bytes: data, file: path) {
    case .failure(let problems): return .failure(problems)
    case .success:
      return readExercise(String(decoding: data, as: UTF8.self), file: path, sites: sites)
    }
  }

  private func entries(of folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(top)\(folder)")) ?? []
  }
}

// All profiles of a folder by name. One bad file does not hide the others: its problems come back
// beside the library, and the site that names it will say so.

import Foundation
public import StrictYAML

/// The device models that a site may name.
public struct ProfileLibrary: Sendable {
  private var profiles: [String: DeviceProfile] = [:]

  /// A library of these profiles.
  public init(_ profiles: [DeviceProfile] = []) {
    for profile in profiles { self.profiles[profile.name] = profile }
  }

  /// The profile of that name.
  public subscript(name: String) -> DeviceProfile? { profiles[name] }

  /// All names, sorted, for lists and suggestions.
  public var names: [String] { profiles.keys.sorted() }

  /// Reads every `*.yaml` of a folder, and says what is wrong with those that cannot be used.
  public static func load(
    directory: String
  ) -> (library: ProfileLibrary, problems: [YAMLProblem]) {
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
      let message = "the folder of device profiles cannot be read; check the path"
      let problem = YAMLProblem(file: directory, line: 1, column: 1, message: message)
      return (ProfileLibrary(), [problem])
    }
    var profiles: [DeviceProfile] = []
    var problems: [YAMLProblem] = []
    for file in files.sorted() where file.hasSuffix(".yaml") && !file.hasPrefix(".") {
      let path = directory.hasSuffix("/") ? directory + file : directory + "/" + file
      switch loadProfile(file: path) {
      case .success(let profile): profiles.append(profile)
      case .failure(let found): problems += found.list
      }
    }
    return (ProfileLibrary(profiles), problems)
  }
}

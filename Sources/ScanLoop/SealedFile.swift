// A sealed file: a few bytes that must survive a crash and a power cut, or be known to be lost. It
// carries what it is for, the configuration it belongs to and a digest of its body, and is replaced by
// rename after it is on disk, so that a reader sees the old one or the new one and never a half.

import Foundation
import Plant

/// One small file with a seal on it.
public struct SealedFile: Sendable {
  /// What a file is for; a file of another purpose counts as damaged.
  public enum Purpose: UInt64, Sendable {
    case latches = 0x3168_6374_616c_7132
    case accounts = 0x3174_6e75_6f63_6361
  }

  /// What stands in the file.
  public enum Content: Equatable, Sendable {
    /// There is no file.
    case none
    /// There is one, and it is short, changed, unreadable or belongs to another configuration.
    case damaged
    case body([UInt8])
  }

  /// A file that cannot be written.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  private let path: String
  private let purpose: Purpose
  private let configuration: UInt64

  /// The file at `path`.
  /// - Parameter configuration: digest of the site's configuration: the body speaks of rows and units
  ///   by their place, so one of another configuration counts as damaged.
  public init(path: String, for purpose: Purpose, configuration: UInt64) {
    self.path = path
    self.purpose = purpose
    self.configuration = configuration
  }

  /// What the file holds now.
  public func read() -> Content {
    guard FileManager.default.fileExists(atPath: path) else { return .none }
    guard let data = FileManager.default.contents(atPath: path) else { return .damaged }
    var reader = CanonicalReader([UInt8](data))
    guard reader.read(UInt64.self) == purpose.rawValue,
      reader.read(UInt64.self) == configuration, let sum = reader.read(UInt64.self)
    else { return .damaged }
    let body = [UInt8](data.dropFirst(24))
    return CanonicalWriter.digest(of: body) == sum ? .body(body) : .damaged
  }

  /// Replaces the file; when this returns the body is on disk.
  public func replace(with body: [UInt8]) throws(Failure) {
    var writer = CanonicalWriter()
    writer.write(purpose.rawValue)
    writer.write(configuration)
    writer.write(CanonicalWriter.digest(of: body))
    let bytes = writer.bytes + body
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("open") }
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    let isSafe = written == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    guard isSafe, rename(temporary, path) == 0 else { throw failure("write") }
  }

  private func failure(_ what: String) -> Failure {
    Failure(description: "cannot \(what) \(path): \(String(cString: strerror(errno)))")
  }
}

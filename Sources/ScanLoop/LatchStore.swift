// The latch store: the latched trips of a site in one small file, so that a trip survives a crash, a
// power cut and a restart. It is written by rename on a thread of its own; a file that is short or
// changed counts as lost, and then everything that can latch is taken as tripped. Without any file the
// latched start alone trips, which every start does.

public import Control
import Foundation
import Plant

/// Keeps the latches of one site on disk.
public final class LatchStore: @unchecked Sendable {
  private static let magic: UInt64 = 0x3168_6374_616c_7132
  private let path: String
  private let queue = DispatchQueue(label: "latches")
  private let onError: @Sendable (String) -> Void

  /// A store in the file at `path`; `onError` hears when it cannot be written.
  public init(path: String, onError: @escaping @Sendable (String) -> Void) {
    self.path = path
    self.onError = onError
  }

  /// What the file holds.
  /// - Parameter digest: the digest of the site's configuration: latches are rows by their place, so
  ///   those of another configuration count as lost.
  public func read(configuration digest: UInt64) -> LatchMemory {
    guard FileManager.default.fileExists(atPath: path) else { return .never }
    guard let data = FileManager.default.contents(atPath: path) else { return .lost }
    var reader = CanonicalReader([UInt8](data))
    guard reader.read(UInt64.self) == Self.magic, reader.read(UInt64.self) == digest,
      let sum = reader.read(UInt64.self)
    else { return .lost }
    let body = [UInt8](data.dropFirst(24))
    return CanonicalWriter.digest(of: body) == sum ? .kept(body) : .lost
  }

  /// Writes the latches soon, after all that was asked for before.
  public func keep(_ latches: [UInt8], configuration digest: UInt64) {
    queue.async { [self] in
      var writer = CanonicalWriter()
      writer.write(Self.magic)
      writer.write(digest)
      writer.write(CanonicalWriter.digest(of: latches))
      replace(with: writer.bytes + latches)
    }
  }

  /// Waits until everything asked for is on disk.
  public func flush() { queue.sync {} }

  private func replace(with bytes: [UInt8]) {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return report("open") }
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    let isSafe = written == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    guard isSafe, rename(temporary, path) == 0 else { return report("write") }
  }

  private func report(_ what: String) {
    onError("cannot \(what) the latch store \(path): \(String(cString: strerror(errno)))")
  }
}

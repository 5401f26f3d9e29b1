// The state store: what a controller must still know after a crash, a power cut or a restart. The
// latched trips, without which a restart would forget a danger: a damaged file counts as lost, and then
// everything that can latch is taken as tripped; without any file the latched start alone trips, which
// every start does. And the benefit accounts of dispatch, without which a restart would cost a site the
// sun of a morning: a damaged file there means to gather anew. Both are written on a thread of their own.

public import Control
import Foundation
import Plant

/// What outlives a run of the controller.
public protocol StateMemory: AnyObject {
  /// The latches of an earlier run.
  var latches: LatchMemory { get }
  /// The accounts of an earlier run; nil when there are none that fit.
  var accounts: [UInt8]? { get }
  /// Takes latches to be kept; must not block.
  func keep(latches: [UInt8])
  /// Takes accounts to be kept; must not block.
  func keep(accounts: [UInt8])
}

/// Keeps latches and accounts of one site on disk.
public final class StateStore: StateMemory, @unchecked Sendable {
  private let latchFile: SealedFile
  private let accountFile: SealedFile
  private let queue = DispatchQueue(label: "state")
  private let onError: @Sendable (String) -> Void

  /// A store in `folder`.
  /// - Parameters:
  ///   - configuration: digest of the site's configuration; a file of another one counts as damaged.
  ///   - onError: hears when something cannot be written.
  public init(
    folder: String, configuration: UInt64, onError: @escaping @Sendable (String) -> Void
  ) {
    latchFile = SealedFile(
      path: "\(folder)/latches", for: .latches, configuration: configuration)
    accountFile = SealedFile(
      path: "\(folder)/accounts", for: .accounts, configuration: configuration)
    self.onError = onError
  }

  public var latches: LatchMemory {
    switch latchFile.read() {
    case .none: .never
    case .damaged: .lost
    case .body(let bytes): .kept(bytes)
    }
  }

  public var accounts: [UInt8]? {
    guard case .body(let bytes) = accountFile.read() else { return nil }
    return bytes
  }

  /// Writes the latches soon, after all that was asked for before.
  public func keep(latches: [UInt8]) { keep(latches, in: latchFile) }

  /// Writes the accounts soon, after all that was asked for before.
  public func keep(accounts: [UInt8]) { keep(accounts, in: accountFile) }

  /// Waits until everything asked for is on disk.
  public func flush() { queue.sync {} }

  private func keep(_ body: [UInt8], in file: SealedFile) {
    queue.async { [onError] in
      do { try file.replace(with: body) } catch { onError("\(error)") }
    }
  }
}

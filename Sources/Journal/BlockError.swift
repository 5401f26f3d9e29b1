// What can be wrong with the bytes of a block. A journal survives power cuts and full disks, so its
// reader takes nothing for granted: damage is named, never guessed over.

/// Why a block cannot be read, or a scan not be written.
struct BlockError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The closed list of what can be wrong.
  enum Code: Sendable {
    /// These bytes are no block of a journal.
    case notABlock
    /// The block was written by a newer version of this program.
    case newerFormat
    /// Bytes are missing or were changed.
    case damaged
    /// The block belongs to a site with other points or actuators.
    case otherSite
    /// The block goes on from one that was not read.
    case noKeyFrame
    /// The scan does not fit into a block.
    case tooLarge
  }

  var code: Code
  /// What was found.
  var description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

// The recorder: somebody who sees everything that goes into a step and everything that comes out, so that
// the scan can be played again bit for bit. A reader of snapshots cannot: it never sees the state.

public import Control
public import Plant

/// Records scans. Both calls come on the scan's own thread and must return at once; what a recorder
/// cannot take it counts as lost.
public protocol ScanRecorder: AnyObject, Sendable {
  /// Called right before a step, with the state that it starts from.
  func willStep(_ state: borrowing ControlState)
  /// Called right after a step, with all that it was given and all that it left.
  func didStep(
    image: borrowing ProcessImage, intents: Span<Intent>, state: borrowing ControlState,
    decision: borrowing Decision)
}

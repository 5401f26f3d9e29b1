// The field: what the scan loop knows of the devices. At the front door it copies what they said, at
// the back door it takes what they are told. Neither may wait for a wire.

public import Plant

/// The devices of a site, behind their trays.
public protocol Field: AnyObject, Sendable {
  /// Copies the newest sample of every point into the image. Must not block on a device.
  func freeze(into image: inout ProcessImage)
  /// Hands out the commands of a completed scan. Only this call renews the sign of life that device
  /// watchdogs live on. Must not block on a device.
  func write(_ commands: borrowing Slots<Command>, scan: UInt64, at real: Milliseconds)
}

/// Somebody in the gallery: historian, telemetry, panel. All are called on one thread of the gallery,
/// in turn. Must return at once; a slow one loses old news by its own bounded queue, and counts it.
public protocol SnapshotReader: AnyObject, Sendable {
  /// Takes the snapshot of one scan.
  func offer(_ snapshot: Snapshot)
}

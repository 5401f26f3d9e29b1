// The porch: a tray for the samples of one device. The device's thread lays samples in at its own pace,
// newest wins; the scan copies them all at its beat. A silent device does not empty its tray: its
// samples keep their time and grow old. The lock is held for a copy only, and the thread that holds
// it inherits the priority of one that waits.

public import DeviceProfiles
public import Plant
import Synchronization

/// The samples of one device, shared by the device's thread and the scan.
public final class DeviceTray: Sendable {
  private struct Content {
    var samples: [RawSample]
    var link: RawSample
    var status = DeviceStatus()
  }

  private let points: [PointIndex]
  private let link: PointIndex
  private let content: Mutex<Content>

  /// An empty tray with one place for each bound point, in the binding's order.
  public init(for binding: DeviceBinding) {
    points = binding.points.map(\.point)
    link = binding.link
    content = Mutex(
      Content(
        samples: points.map { _ in .bad(.neverRead, at: 0) }, link: .bad(.neverRead, at: 0)))
  }

  /// Copies all samples to their places in the image, as they are; their age is for the scan to
  /// judge. Points that the site does not list are left out. Called once per scan.
  public func copy(into image: inout ProcessImage) {
    content.withLock { content in
      for place in points.indices {
        let index = Int(points[place].raw)
        if index >= 0, index < image.samples.count {
          image.samples[index] = content.samples[place]
        }
      }
      let index = Int(link.raw)
      if index >= 0, index < image.samples.count { image.samples[index] = content.link }
    }
  }

  /// How the driver and the device get on.
  public var status: DeviceStatus { content.withLock { $0.status } }

  /// The samples in the binding's order.
  public var samples: [RawSample] { content.withLock { $0.samples } }

  /// 1 with the time of the last answer; bad before the first.
  public var linkSample: RawSample { content.withLock { $0.link } }

  /// Lays samples in by their places, notes an answer at `answered`, and takes over the status.
  func lay(
    _ news: [(place: Int, sample: RawSample)], answered: Milliseconds?, status: DeviceStatus
  ) {
    content.withLock { content in
      for (place, sample) in news where content.samples.indices.contains(place) {
        content.samples[place] = sample
      }
      if let answered { content.link = .good(1, at: answered) }
      content.status = status
    }
  }
}

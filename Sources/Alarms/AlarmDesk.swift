// The desk: where snapshots arrive and people ask. The scan's side only lays a snapshot into a tray and
// never waits: if the tray is held in that very moment, the snapshot is left out and counted, and the
// next one says the same. All else happens on a thread of the desk. Create it from an ordinary thread:
// a thread born of a real-time thread would inherit its priority.

import Foundation
public import Plant
import Synchronization

/// The alarms of a running site.
public final class AlarmDesk: Sendable {
  /// Snapshots that may wait for the desk; when it is full the newest takes the last place.
  public static let mostWaiting = 512

  private let tray = Mutex<[Snapshot]>([])
  private let missed = Atomic<Int>(0)
  private let keeper: Mutex<AlarmKeeper>
  private let named: @Sendable () -> [String: Bool]
  private let report: @Sendable (String) -> Void
  private let wake = DispatchSemaphore(value: 0)
  private let finished = DispatchGroup()

  /// Takes up the alarms of a site where an earlier run left them.
  /// - Parameters:
  ///   - folder: an existing folder for the two alarm files.
  ///   - named: the named conditions that only the house knows; asked on the desk's thread.
  ///   - report: hears about trouble with the files; called where the trouble is.
  public init(
    _ definitions: [AlarmDefinition], for catalogue: SiteCatalogue, in folder: AlarmFolder,
    named: @escaping @Sendable () -> [String: Bool] = { [:] },
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    let first = AlarmKeeper(
      definitions, units: catalogue.units, site: catalogue.site, in: folder)
    if let problem = first.problem { report(problem) }
    keeper = Mutex(first)
    self.named = named
    self.report = report
  }

  /// Starts the desk's thread, which looks five times a second.
  public func start() {
    finished.enter()
    let (wake, finished) = (wake, finished)
    let thread = Thread { [weak self] in
      while wake.wait(timeout: .now() + .milliseconds(200)) == .timedOut {
        guard let self else { break }
        self.work()
      }
      finished.leave()
    }
    thread.name = "alarms"
    thread.start()
  }

  /// Takes a snapshot. Never waits.
  public func offer(_ snapshot: Snapshot) {
    let taken: Void? = tray.withLockIfAvailable { waiting in
      if waiting.count < Self.mostWaiting {
        waiting.append(snapshot)
      } else {
        waiting[waiting.count - 1] = snapshot
        missed.add(1, ordering: .relaxed)
      }
    }
    if taken == nil { missed.add(1, ordering: .relaxed) }
  }

  /// Snapshots that were left out.
  public var snapshotsMissed: Int { missed.load(ordering: .relaxed) }

  /// Looks at all that has arrived.
  public func work() { hold { _ in } }

  /// The alarms as they stand now.
  public var list: AlarmList { hold { $0.list } }

  /// Grants a wish, or says why not. What is granted is on disk, unless the disk refuses: that is
  /// reported, and an alarm of its own.
  public func grant(_ request: AlarmRequest) -> Result<[AlarmRecord], AlarmRefusal> {
    hold { $0.grant(request) }
  }

  /// Brings the keeper up to what has arrived, does something with it, and reports when the files
  /// began or ceased to be a trouble. The tray is emptied under the keeper's lock, so that two who look
  /// at once keep the order.
  private func hold<T: Sendable>(_ body: (inout AlarmKeeper) -> T) -> T {
    let named = named()
    let (result, trouble) = keeper.withLock { keeper -> (T, String?) in
      let snapshots = tray.withLock { waiting in
        let all = waiting
        waiting = []
        return all
      }
      let before = keeper.problem
      keeper.take(snapshots, named: named)
      let result = body(&keeper)
      let isNews = (keeper.problem == nil) != (before == nil)
      return (result, isNews ? keeper.problem ?? "alarm states are written again" : nil)
    }
    if let trouble { report(trouble) }
    return result
  }

  /// Ends the thread and writes what waits. False when the disk refuses or hangs for `deadline` ms.
  @discardableResult
  public func close(within deadline: Milliseconds = 5_000) -> Bool {
    wake.signal()
    guard finished.wait(timeout: .now() + .milliseconds(Int(deadline))) == .success else {
      return false
    }
    return hold { keeper in
      keeper.write()
      return keeper.problem == nil
    }
  }
}

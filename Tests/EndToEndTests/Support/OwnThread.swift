// A thread of its own for each test of this target. They start programs, ask over sockets and wait,
// all of it blocking, for many seconds. On the shared pool they would keep the tests of other
// targets waiting, and a busy pool would make a person of these stories turn up minutes late at the
// key.

import Dispatch
import Testing

/// Runs what a task does on a queue that nobody else uses.
private final class OwnThread: TaskExecutor {
  private let queue = DispatchQueue(label: "end-to-end test")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Gives each test its own thread.
struct OnOwnThread: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(OwnThread()) { try await function() }
  }
}

extension Trait where Self == OnOwnThread {
  /// The test may block: it has a thread of its own.
  static var onOwnThread: Self { OnOwnThread() }
}

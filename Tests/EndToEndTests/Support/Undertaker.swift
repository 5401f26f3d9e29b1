// The undertaker: nothing that a test starts may outlive it, not even when the whole test program
// is killed, and not even a grandchild that a killed demo leaves behind. Every program of a test
// carries a mark in its environment, which its own children inherit. A shell waits at a pipe that
// ends with the test, however that ends, and then kills whatever carries the mark.

import Foundation
import Testing

/// Ends all programs of one test and removes its folder, at the latest when the test itself ends.
final class Undertaker {
  /// Goes into the environment of every program of the test.
  let mark: (name: String, value: String)
  private let shell = Process()
  /// Our end of the pipe. No other program may inherit it, or the pipe would not end with us.
  private let bell: Int32

  private static let script = """
    trap '' INT TERM HUP
    cat > /dev/null
    for round in 1 2 3; do
      grep -lz "^$1$" /proc/[0-9]*/environ 2> /dev/null | while IFS=/ read -r _ _ id _; do
        kill -9 "$id" 2> /dev/null
      done
    done
    rm -rf "$2"
    """

  /// - Parameter folder: goes with the programs.
  init(of folder: String) throws {
    mark = ("H2Q_TEST_PREMISES", folder)
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    bell = ends[1]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", Self.script, "undertaker", "\(mark.name)=\(mark.value)", folder]
    shell.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    try shell.run()
  }

  /// Kills all that carry the mark, removes the folder, and waits until that is done.
  func act() {
    close(bell)
    shell.waitUntilExit()
  }
}

// A device's own watchdog over its master: it watches from the first sign of life on, or from the
// moment it is started, and bites once when the signs stay away. Time is an argument.

import Plant

/// Watches for signs of life.
struct SilenceWatchdog {
  enum Condition { case off, watching, expired }
  private(set) var condition = Condition.off
  /// True when a sign of life alone neither starts the watch nor ends an expiry (WAGO 750).
  let isLatching: Bool
  private var lastSign: Milliseconds = 0

  init(isLatching: Bool) { self.isLatching = isLatching }

  /// A sign of life. It starts the watch, and ends an expiry that does not latch.
  mutating func sign(at now: Milliseconds, timeout: Milliseconds) {
    lastSign = now
    guard timeout > 0 else { return }
    if !isLatching { condition = .watching }
  }

  /// Looks at the clock; true at the moment in which the time-out passes. A time-out of 0 is off.
  mutating func hasJustExpired(at now: Milliseconds, timeout: Milliseconds) -> Bool {
    guard timeout > 0 else {
      if condition == .watching { condition = .off }
      return false
    }
    guard condition == .watching, now - lastSign > timeout else { return false }
    condition = .expired
    return true
  }

  /// Starts anew, whatever was: by a person or by the set-up.
  mutating func restart(at now: Milliseconds) {
    condition = .watching
    lastSign = now
  }

  /// Stops watching until it is started again; an expiry stays.
  mutating func stop() {
    if condition == .watching { condition = .off }
  }
}

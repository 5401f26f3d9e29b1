// The hatch between the plant and the wire. The plant is stepped on its own thread and touched by
// nobody else; servers see a table of values that the step left behind, and leave wishes that the next
// step takes along. One lock guards the table, and it is held for a copy, never for a plant step.

public import Plant
import Synchronization

/// The plant as the servers' far side sees it. Called only by the thread that steps the plant.
public protocol PlantPort: AnyObject {
  /// The value of a signal in the plant's unit for it; nil when the plant has no such signal.
  func value(unit: String, signal: Signal) -> Double?
  /// Asks an actuator for a value; unknown ones are left alone.
  func command(unit: String, role: ActuatorRole, value: Double)
}

/// Thread-safe table of signal values and of commands that wait for the plant.
public final class PlantExchange: Sendable {
  /// Place of a signal in the table.
  public struct SignalHandle: Equatable, Sendable { let index: Int }
  /// Place of an actuator in the table.
  public struct ActuatorHandle: Equatable, Sendable { let index: Int }

  private struct SignalKey: Hashable {
    var unit: String
    var signal: Signal
  }
  private struct ActuatorKey: Hashable {
    var unit: String
    var role: ActuatorRole
  }
  private struct State {
    var signals: [SignalKey] = []
    var values: [Double?] = []
    var actuators: [ActuatorKey] = []
    /// Newest wish of each actuator since the last step, and the order in which they came.
    var wishes: [Double?] = []
    var order: [Int] = []
  }
  private let state = Mutex(State())

  public init() {}

  /// The place of a signal; made when it is asked for first.
  public func handle(unit: String, signal: Signal) -> SignalHandle {
    let key = SignalKey(unit: unit, signal: signal)
    return state.withLock { state in
      if let index = state.signals.firstIndex(of: key) { return SignalHandle(index: index) }
      state.signals.append(key)
      state.values.append(nil)
      return SignalHandle(index: state.signals.count - 1)
    }
  }

  /// The place of an actuator; made when it is asked for first.
  public func handle(unit: String, role: ActuatorRole) -> ActuatorHandle {
    let key = ActuatorKey(unit: unit, role: role)
    return state.withLock { state in
      if let index = state.actuators.firstIndex(of: key) { return ActuatorHandle(index: index) }
      state.actuators.append(key)
      state.wishes.append(nil)
      return ActuatorHandle(index: state.actuators.count - 1)
    }
  }

  /// The value that the last step left; nil before the first step and where the plant has none.
  public func value(_ handle: SignalHandle) -> Double? {
    state.withLock { $0.values[handle.index] }
  }

  /// Leaves a command for the next step; a newer one replaces it.
  public func post(_ value: Double, to handle: ActuatorHandle) {
    state.withLock { state in
      if state.wishes[handle.index] == nil { state.order.append(handle.index) }
      state.wishes[handle.index] = value
    }
  }

  /// Carries the commands to the plant. Called by the plant's thread before a step.
  public func deliverCommands(to port: any PlantPort) {
    let due = state.withLock { state in
      let due = state.order.compactMap { index in
        state.wishes[index].map { (state.actuators[index], $0) }
      }
      for index in state.order { state.wishes[index] = nil }
      state.order.removeAll(keepingCapacity: true)
      return due
    }
    for (key, value) in due { port.command(unit: key.unit, role: key.role, value: value) }
  }

  /// Copies all signals out of the plant. Called by the plant's thread after a step.
  public func publish(from port: any PlantPort) {
    let keys = state.withLock { $0.signals }
    let values = keys.map { port.value(unit: $0.unit, signal: $0.signal) }
    state.withLock { state in
      for (index, value) in values.enumerated() { state.values[index] = value }
    }
  }

  /// Both, in the order in which a step needs them: commands in, `step`, values out.
  public func around(_ port: any PlantPort, step: () -> Void) {
    deliverCommands(to: port)
    step()
    publish(from: port)
  }
}

// What people ask of alarms: seen, put aside, taken out, brought back. Priority 1 is never put aside and
// never taken out: what endangers people stays in sight, whatever it costs in nerves. A refusal says why.

public import Plant

/// A wish about alarms, as the command line and the panel have them.
public enum AlarmRequest: Equatable, Sendable {
  /// An alarm by name, all causes of a row by the row's name, or everything by `all`.
  case acknowledge(String)
  /// For this long, in ms of plant time.
  case shelve(String, Milliseconds, reason: String)
  case unshelve(String)
  case takeOutOfService(String, reason: String)
  case returnToService(String)
}

extension AlarmList {
  /// Grants a wish.
  /// - Returns: what changed, or why nothing did; then the list is as it was.
  public mutating func grant(_ request: AlarmRequest) -> Result<[AlarmRecord], AlarmRefusal> {
    guard let now = time?.plant else { return .failure(.notYet) }
    switch request {
    case .acknowledge(let name): return acknowledge(name, at: now)
    case .shelve(let name, let duration, let reason):
      return one(name).flatMap { shelve($0, for: duration, reason: reason, at: now) }
    case .unshelve(let name):
      return one(name).flatMap { ask(.unshelve, of: $0, at: now, note: "by a person") }
    case .takeOutOfService(let name, let reason):
      return one(name).flatMap { place in
        guard alarms[place].definition.priority != .first else {
          return .failure(.firstPriority(alarms[place].definition.name))
        }
        let granted = ask(.takeOutOfService, of: place, at: now, note: reason)
        if case .success = granted { alarms[place].outReason = reason }
        return granted
      }
    case .returnToService(let name):
      return one(name).flatMap { ask(.returnToService, of: $0, at: now) }
    }
  }

  private mutating func acknowledge(
    _ name: String, at now: Milliseconds
  ) -> Result<[AlarmRecord], AlarmRefusal> {
    let places = name == "all" ? Array(alarms.indices) : places(named: name)
    guard !places.isEmpty else { return .failure(.unknown(name)) }
    let records = places.flatMap { grant(.acknowledge, to: $0, at: now) ?? [] }
    if records.isEmpty, name != "all" { return .failure(.nothingToSee(name)) }
    return .success(records)
  }

  private mutating func shelve(
    _ place: Int, for duration: Milliseconds, reason: String, at now: Milliseconds
  ) -> Result<[AlarmRecord], AlarmRefusal> {
    let definition = alarms[place].definition
    guard definition.priority != .first else { return .failure(.firstPriority(definition.name)) }
    guard duration > 0, duration <= Self.longestShelf else {
      return .failure(.tooLong(definition.name))
    }
    let granted = ask(.shelve, of: place, at: now, note: reason)
    if case .success = granted {
      alarms[place].shelf = Alarm.Shelf(until: now + duration, reason: reason)
    }
    return granted
  }

  private mutating func ask(
    _ wish: AlarmWish, of place: Int, at now: Milliseconds, note: String = ""
  ) -> Result<[AlarmRecord], AlarmRefusal> {
    guard let records = grant(wish, to: place, at: now, note: note) else {
      return .failure(.notNow(wish, alarms[place].definition.name, alarms[place].state))
    }
    return .success(records)
  }

  /// The one alarm of that name; a row with several causes has to be told apart.
  private func one(_ name: String) -> Result<Int, AlarmRefusal> {
    let places = places(named: name)
    guard let place = places.first else { return .failure(.unknown(name)) }
    guard places.count == 1 else {
      return .failure(.ambiguous(name, places.map { alarms[$0].definition.name }))
    }
    return .success(place)
  }

  private func places(named name: String) -> [Int] {
    let exact = alarms.indices.filter { alarms[$0].definition.name == name }
    return exact.isEmpty ? alarms.indices.filter { alarms[$0].definition.row == name } : exact
  }
}

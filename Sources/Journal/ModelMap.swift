// Where each model lies in the memory of a codec. What behaves alike shares models, so that a key frame
// has little to learn anew: readings share by their pace, numbers by their form and their size.

import Plant

/// Places of the models of a `ScanCodec`.
struct ModelMap {
  // Numbers: `modelsOfNumber` each
  let scan: Int
  let real: Int
  let plant: Int
  let offset: Int
  let code: Int
  let other: Int
  private let readings: Int
  private let steps: Int
  // Single bits
  let isApart: Int
  let stays: Int
  let hasStray: Int
  let isStray: Int
  let hasOtherQuality: Int
  let isOtherCommand: Int
  let has: Int
  let isNews: Int
  let isZero: Int
  private let reads: Int
  // Trees
  let quality: Int
  let kind: Int
  let byte: Int
  private let forms: Int
  /// How many models there are.
  let count: Int
  /// Places that remember how their numbers go: points, actuators, and four for the rest.
  let valuePlaces: Int
  private let firstActuator: Int

  private static let paces = 6
  private static let lags = 19
  private static let sizes = 4

  init(points: Int, actuators: Int) {
    var next = 0
    func take(_ count: Int) -> Int {
      defer { next += count }
      return next
    }
    scan = take(modelsOfNumber)
    real = take(modelsOfNumber)
    plant = take(modelsOfNumber)
    offset = take(modelsOfNumber)
    code = take(modelsOfNumber)
    other = take(modelsOfNumber)
    readings = take(Self.paces * modelsOfNumber)
    steps = take(ValueForm.count * Self.sizes * modelsOfNumber)
    isApart = take(1)
    stays = take(2)
    hasStray = take(1)
    isStray = take(1)
    hasOtherQuality = take(1)
    isOtherCommand = take(1)
    has = take(4)
    isNews = take(points)
    isZero = take(2)
    reads = take(Self.paces * Self.lags)
    quality = take(256)
    kind = take(256)
    byte = take(256)
    firstActuator = points
    valuePlaces = points + actuators + 4
    forms = take(valuePlaces * ValueForm.count)
    count = next
  }

  /// The bit that says whether a group was read, by its pace and by how long it has been due.
  func isRead(_ period: Milliseconds, _ overdue: Milliseconds) -> Int {
    let isLate = overdue >= 0
    let size = UInt64(clamping: isLate ? overdue : 0 &- overdue)
    let steps = min(64 - size.leadingZeroBitCount, 9)
    return reads + Self.pace(period) * Self.lags + 9 + (isLate ? steps : -steps)
  }

  /// The numbers that say by how much a reading missed the instant at which it was due.
  func reading(_ period: Milliseconds) -> Int {
    readings + Self.pace(period) * modelsOfNumber
  }

  /// The numbers of changes in a form, by the size of the change before.
  func steps(_ form: ValueForm, size: Int) -> Int {
    steps + (form.code * Self.sizes + size) * modelsOfNumber
  }

  /// The tree over the forms of a place.
  func form(_ place: Int) -> Int { forms + place * ValueForm.count }

  /// The places that remember, for others than points.
  func command(_ actuator: Int) -> Int { firstActuator + actuator }
  var intentValue: Int { valuePlaces - 4 }
  var eventValue: Int { valuePlaces - 3 }
  var reasonValue: Int { valuePlaces - 2 }
  var reasonLimit: Int { valuePlaces - 1 }

  private static func pace(_ period: Milliseconds) -> Int {
    switch period {
    case ..<150: 0
    case ..<300: 1
    case ..<750: 2
    case ..<1_500: 3
    case ..<4_000: 4
    default: 5
    }
  }
}

/// What a codec remembers about the numbers of one place: their form, and the size of the last change.
struct NumberHabit: BitwiseCopyable {
  var form: UInt8 = 0
  var size: UInt8 = 0
}

/// The habits of all places.
struct ValueMemory: ~Copyable {
  private var habits: Slots<NumberHabit>

  init(places: Int) { habits = Slots(repeating: NumberHabit(), count: places) }

  mutating func reset() { habits.fill(NumberHabit()) }

  func form(at place: Int) -> Int { Int(habits[place].form) }

  func size(at place: Int) -> Int { Int(habits[place].size) }

  mutating func keep(_ form: ValueForm, change: Int64, at place: Int) {
    let folded = UInt64(bitPattern: change << 1 ^ change >> 63)
    let size: UInt8 =
      switch 64 - folded.leadingZeroBitCount {
      case ..<4: 0
      case ..<9: 1
      case ..<20: 2
      default: 3
      }
    habits[place] = NumberHabit(form: UInt8(form.code), size: size)
  }
}

// Points that are read by one request always carry the same instant. The journal does not know the
// requests; it watches. All points begin in one group; a group whose members come apart is divided, and
// writer and reader divide alike. So one instant is written for each answer of a device, not for each of
// its points: on a Modbus site that is most of the journal.

import Plant

/// Groups of points that change their instants together.
struct ReadGroups: ~Copyable {
  /// How many groups there are.
  private(set) var count = 1
  private var first: Slots<Int32>
  private var following: Slots<Int32>
  /// Time between two readings, learned, in sixteenths of a millisecond.
  private var interval: Slots<Int64>
  private let points: Int

  init(points: Int) {
    self.points = points
    first = Slots(repeating: 0, count: max(points, 1))
    following = Slots(repeating: -1, count: max(points, 1))
    interval = Slots(repeating: 0, count: max(points, 1))
    reset()
  }

  /// Puts all points back into one group.
  mutating func reset() {
    count = points > 0 ? 1 : 0
    first[0] = 0
    for place in 0..<points { following[place] = place + 1 < points ? Int32(place + 1) : -1 }
    interval[0] = 1600
  }

  /// The first point of a group.
  func leader(of group: Int) -> Int { Int(first[group]) }

  /// The next point of the same group; -1 after the last.
  func successor(of place: Int) -> Int { Int(following[place]) }

  /// How long after a reading the next one of the group is due, in ms.
  func period(of group: Int) -> Milliseconds { interval[group] / 16 }

  /// Moves the points of `group` for which `stays` is false into a group of their own, at the end.
  mutating func divide(_ group: Int, stays: (_ place: Int) -> Bool) {
    var lastStaying = leader(of: group)
    var lastLeaving = -1
    var place = successor(of: lastStaying)
    while place >= 0 {
      let next = successor(of: place)
      if stays(place) {
        following[lastStaying] = Int32(place)
        lastStaying = place
      } else {
        if lastLeaving >= 0 {
          following[lastLeaving] = Int32(place)
        } else if count < points {
          first[count] = Int32(place)
        }
        lastLeaving = place
      }
      place = next
    }
    following[lastStaying] = -1
    if lastLeaving >= 0, count < points {
      following[lastLeaving] = -1
      interval[count] = interval[group]
      count += 1
    }
  }

  /// Learns from a reading that came `passed` ms after the one before.
  mutating func learn(_ group: Int, passed: Milliseconds) {
    // A device that was silent for a while teaches nothing about its pace.
    guard passed > 0, passed < 60_000 else { return }
    let distance = passed * 16 - interval[group]
    let isOtherPace = distance > 480 || distance < -480
    interval[group] += isOtherPace ? distance : distance >> 3
  }
}

// What a gust does to the world, and how it is taken back.

import Plant
import PlantTruth
import SiteConfiguration
import PlantSimulation
import ScanLoop

extension HuntWorld {
  /// Lets a trouble begin; false when it cannot be just now.
  func take(_ trouble: Trouble) -> Bool {
    switch trouble {
    case .plant(let fault): return (try? plant.apply(fault)) != nil
    case .hand(let control): plant.press(control)
    case .wish(let wish): self.wish(wish)
    case .wire(let device, let fault): links[device].set(fault, at: now)
    case .loss(let device, let share): links[device].loss = share
    case .crash(let fate, _):
      guard condition == .decides else { return false }
      kill(fate)
    case .stall:
      guard condition == .decides else { return false }
      pause(.stalled)
    case .suspend:
      guard condition == .decides else { return false }
      pause(.suspended)
    case .clock(let step): clockStep = step
    case .slow(let share): scanShare = share
    case .fullDisk: disk.isFull = true
    case .broker: broker.isAway = true
    }
    return true
  }

  /// Lets a trouble end.
  func mend(_ trouble: Trouble) {
    switch trouble {
    case .plant(let fault): try? plant.clear(fault)
    case .hand(let control): if let undone = control.undone { plant.press(undone) }
    case .wish: break
    case .wire(let device, _): links[device].set(nil, at: now)
    case .loss(let device, _): links[device].loss = 0
    case .crash(_, let clock): restart(clockError: clock)
    case .clock: clockStep = 0
    case .slow: scanShare = 1
    case .stall, .suspend: goOn()
    case .fullDisk: disk.isFull = false
    case .broker: broker.isAway = false
    }
  }

  /// Nothing is broken any more, and every button and key is as it should be.
  func mendAll() {
    plant.clearFaults()
    for link in links {
      link.set(nil, at: now)
      link.loss = 0
    }
    plant.press(.emergencyStop(isPressed: false))
    plant.press(.keySwitch(.remote))
    plant.press(.door(isOpen: false))
    disk.isFull = false
    broker.isAway = false
    scanShare = 1
    clockStep = 0
    goOn()
    restart(clockError: 0)
  }

  /// The labels of the rows that act at present.
  var actingRows: String {
    let labels = (rows.last?.rows.enumerated().filter(\.element.isActive) ?? []).map {
      site.catalogue.rows[$0.offset].label
    }
    return labels.joined(separator: " ")
  }

  /// What controller and plant look like now, for whoever looks for a cause.
  var state: [String] {
    var lines: [String] = []
    if let last = rows.last {
      for (place, row) in last.rows.enumerated() where row.isActive {
        let label = site.catalogue.rows[place].row
        let part = site.catalogue.rows[place].part
        lines.append("row \(label) \(part)\(row.isLatched ? " latched" : "") at \(row.value)")
      }
      for (place, unit) in last.units.enumerated() where unit.mode != .off || unit.step != .idle {
        lines.append(
          "\(site.catalogue.units[place].name): \(unit.mode) \(unit.step) "
            + "\(unit.reason.code) \(unit.reason.value)/\(unit.reason.limit)")
      }
    }
    lines.append("plant: \(facts)")
    return lines
  }
}

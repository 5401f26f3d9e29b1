// What must be true before a fuel cell starts, in the order in which a person would ask. The first
// missing permissive is the reason that the panel shows, with its value and its limit.

import EnergyDispatch
import Plant

/// How many permissives a cell has beyond those that every hydrogen unit shares.
var fuelCellPermissives: Int {
  @_noAllocation get { 7 }
}

/// The first permissive that is missing; `none` when the cell may start.
@_noAllocation
func fuelCellRefusal(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let common = commonRefusal(Int(site.fuelCells[place].unit), image, on: site, state)
  if common.code.rawValue != ReasonCode.none.rawValue { return common }
  for which in 0..<fuelCellPermissives {
    let reason = fuelCellPermissive(which, place, image, on: site, state)
    if reason.code.rawValue != ReasonCode.none.rawValue { return reason }
  }
  return .none
}

/// One permissive of a cell by its number; `none` when it holds.
@_noAllocation
func fuelCellPermissive(
  _ which: Int, _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let cell = site.fuelCells[place]
  switch which {
  case 0: return deviceRefusal(cell, image)
  case 1:
    if !cell.faultWord.exists || stands(image[cell.faultWord].usable, at: 0) { return .none }
    return Reason(.deviceFault, value: image[cell.faultWord].usable?.value ?? 0)
  case 2:
    // Ready for a minute, where that is derived.
    let settled = derivedSample(cell.watch.gridSettled.index, on: site, state)
    let isSettled =
      !cell.watch.gridSettled.exists || (settled.quality.isUsable && settled.value != 0)
    let isReady = isClosedWhereFitted(cell.gridProtectionHealthy, image) && isSettled
    return isReady ? .none : Reason(.deviceNotReady)
  case 3: return bankRefusal(image, on: site)
  case 4: return lineRefusal(image, on: site)
  case 5: return bufferRefusal(image, on: site)
  default:
    return restRefusal(
      Int(cell.unit), needed: site.dispatch.fuelCell.minimumDown, image, state)
  }
}

/// The device answers, stands by and has no fault stop.
@_noAllocation
func deviceRefusal(_ cell: FuelCell, _ image: borrowing ProcessImage) -> Reason {
  guard let status = image[cell.status].usable else { return Reason(.deviceSilent) }
  if !hasBit(0, in: status) || hasBit(4, in: status) {
    return Reason(.deviceNotReady, value: status.value)
  }
  return .none
}

/// Enough hydrogen for a start, in bar(g), and a released hose.
@_noAllocation
func bankRefusal(_ image: borrowing ProcessImage, on site: borrowing Site) -> Reason {
  for line in 0..<site.supplyLines.count {
    let bank = Int(site.supplyLines[line].bank)
    guard bank >= 0 else { continue }
    let pressure = image[site.stores[bank].pressure].usable?.value ?? 0
    if pressure < site.settings.bankPressureForStart {
      return Reason(.storeTooEmpty, value: pressure, limit: site.settings.bankPressureForStart)
    }
    if !isClosedWhereFitted(site.supplyLines[line].hoseReleased, image) {
      return Reason(.lockedOut)
    }
  }
  return .none
}

/// A regulator that let gas through while nothing flowed: opening the bank would only add to it.
@_noAllocation
func lineRefusal(_ image: borrowing ProcessImage, on site: borrowing Site) -> Reason {
  for line in 0..<site.supplyLines.count where site.supplyLines[line].bank >= 0 {
    let highest = 1.1 * site.supplyLines[line].nominalPressure
    if let pressure = image[site.supplyLines[line].pressure].usable, pressure.value > highest {
      return Reason(.waitingForPressure, value: pressure.value, limit: highest)
    }
  }
  return .none
}

/// The buffer can take heat, or there is an emergency cooler.
@_noAllocation
func bufferRefusal(_ image: borrowing ProcessImage, on site: borrowing Site) -> Reason {
  for loop in 0..<site.heatLoops.count {
    guard let bottom = image[site.heatLoops[loop].bufferBottom].usable else {
      return Reason(.heatLoopNotReady)
    }
    if bottom.value >= 55, !site.heatLoops[loop].emergencyCooler.exists {
      return Reason(.heatLoopNotReady, value: bottom.value, limit: 55)
    }
  }
  return .none
}

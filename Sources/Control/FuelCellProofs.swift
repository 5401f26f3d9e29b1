// What a fuel cell must show of itself: a stack voltage in its range before it takes load, a power that
// follows the ramp down, no current before its hydrogen is shut off, and an outlet that cools.

import Plant

/// F-7: the stack's voltage lies in the range of the site file, where it names one. Not known is not in range.
@_noAllocation
func isStackInRange(_ cell: FuelCell, _ image: borrowing ProcessImage) -> Bool {
  guard cell.stackVoltage.exists, cell.lowestStackVoltage > 0 else { return true }
  guard let voltage = image[cell.stackVoltage].usable?.value else { return false }
  let isBelowHighest = cell.highestStackVoltage <= 0 || voltage <= cell.highestStackVoltage
  return voltage >= cell.lowestStackVoltage && isBelowHighest
}

/// F-9: the power is down where the ramp led it, within a tenth and 0.2 kW. A power that is not known does not
/// keep the device from being told to stop.
@_noAllocation
func followsDown(_ cell: FuelCell, _ image: borrowing ProcessImage) -> Bool {
  guard let power = image[cell.power].usable?.value else { return true }
  return power <= 1.1 * cell.lowestPower + 0.2
}

/// F-11: less than 2 A flow, where the site has an instrument for it. Not known is not gone: the valves then
/// close when the time of the stop is over, after the contact has opened.
@_noAllocation
func isCurrentGone(_ cell: FuelCell, _ image: borrowing ProcessImage) -> Bool {
  guard cell.stackCurrent.exists else { return true }
  guard let current = image[cell.stackCurrent].usable?.value else { return false }
  return current < 2
}

/// F-12: what was told of a cell that cools too slowly is over when its outlet is below 50 C, or when the cell
/// starts anew.
@_noAllocation
func forgetHeat(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let cell = site.fuelCells[place]
  let unit = Int(cell.unit)
  let outlet = image[cell.outletTemperature].usable?.value ?? 99
  if outlet < 50 || isOnItsWay(state.units[unit].step) { state.units[unit].concern = .none }
}

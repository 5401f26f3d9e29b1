// The heat loop: the pump carries heat away whenever the fuel cell is warm or on its way, the boiler
// keeps the buffer at its lower edge, the emergency cooler helps when the return gets hot.

import Plant

/// Writes pump, boiler and emergency cooler of every heat loop.
@_noAllocation
func moveHeat(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  for place in 0..<site.heatLoops.count {
    let loop = site.heatLoops[place]
    guard loop.unit >= 0 else { continue }
    let unit = Int(loop.unit)
    state.units[unit].mode = .automatic
    command(
      loop.pump, needsPump(image, on: site, state) ? 1 : 0, .sequence, Reason(.heatLoopNotReady),
      &decision)

    // The boiler's own state is kept in `mark`: on below 55 C at the top, off above 65 C.
    if let top = image[loop.bufferTop].usable {
      if top.value < 55 { state.units[unit].mark = 1 }
      if top.value > 65 { state.units[unit].mark = 0 }
    } else {
      state.units[unit].mark = 0
    }
    command(loop.boilerEnable, state.units[unit].mark, .sequence, .none, &decision)

    // The cooler runs from 58 C at the return down to 52 C; a missing value lets it run.
    if let back = image[loop.returnTemperature].usable {
      if back.value > 58 { state.units[unit].asked = 1 }
      if back.value < 52 { state.units[unit].asked = 0 }
    } else {
      state.units[unit].asked = 1
    }
    command(loop.emergencyCooler, state.units[unit].asked, .sequence, .none, &decision)
  }
}

/// The pump rests only when every fuel cell has been idle and cool for its after-run.
@_noAllocation
func needsPump(
  _ image: borrowing ProcessImage, on site: borrowing Site, _ state: borrowing ControlState
) -> Bool {
  for place in 0..<site.fuelCells.count {
    let cell = site.fuelCells[place]
    let unit = Int(cell.unit)
    switch state.units[unit].step {
    case .idle, .permissives, .fault: break
    default: return true
    }
    guard let outlet = image[cell.outletTemperature].usable else { return true }
    if outlet.value > 50 { return true }
  }
  return false
}

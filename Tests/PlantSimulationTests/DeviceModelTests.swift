// The curves of the devices against the figures of their data sheets.

import Plant
import Testing

@testable import PlantSimulation

@Suite struct DeviceModelTests {
  let stack = StackModel(cells: 23, ratedProduction: 0.5 * Hydrogen.normDensity)

  @Test("A warm module needs 2.40 kW for 0.5 norm m3/h and 1.46 kW for 0.3")
  func electrolyserPower() {
    #expect(abs(stack.power(share: 1, celsius: 55, ageing: 0) - 2.40) < 0.001)
    #expect(abs(stack.power(share: 0.6, celsius: 55, ageing: 0) - 1.46) < 0.001)
    #expect(abs(stack.power(share: 1, celsius: 60, ageing: 0) / 0.5 - 4.8) < 0.01)
  }

  @Test("Cold or aged cells need more, and no cell beats thermodynamics")
  func electrolyserLimits() {
    let warm = stack.power(share: 0.8, celsius: 55, ageing: 0)
    #expect(stack.power(share: 0.8, celsius: 10, ageing: 0) > warm * 1.02)
    #expect(stack.power(share: 0.8, celsius: 55, ageing: 0.1) > warm * 1.02)
    for percent in 5...100 {
      let share = Double(percent) / 100
      let voltage = stack.cellVoltage(share: share, celsius: 55, ageing: 0)
      #expect(voltage >= 1.45 && voltage < 1.85)
      let kilowattHours = stack.power(share: share, celsius: 55, ageing: 0) / (share * 0.5)
      #expect(kilowattHours > 3.542)
    }
    let charge = stack.current(share: 1) * 23 * Hydrogen.normVolumePerAmpereHour
    #expect(abs(charge - 0.5) < 0.002)
  }

  @Test("The fuel cell uses 0.06 kg/kWh at 1 kW, and is best near 2.5 kW")
  func fuelCellCurve() {
    func efficiency(_ power: Double) -> Double {
      power / FuelCell.fuelPower(output: power, rated: 5)
    }
    #expect(abs(efficiency(1) - 0.50) < 1e-6)
    #expect(abs(efficiency(2.5) - 0.53) < 1e-6)
    #expect(abs(efficiency(5) - 0.48) < 1e-6)
    let perHour = FuelCell.fuelPower(output: 1, rated: 5) / Hydrogen.lowerHeatingValue
    #expect(abs(perHour - 0.0600) < 0.0001)
    #expect(FuelCell.fuelPower(output: 0, rated: 5) == 0)
  }

  @Test("A heat buffer keeps its energy: what goes in comes out or stays")
  func heatBuffer() {
    var loop = HeatLoop(HeatDescription())
    loop.command(.boilerEnable, 1)
    loop.command(.emergencyCooler, 1)
    let before = loop.content
    var sum = 0.0
    for second in 0..<7200 {
      loop.turnPump(1, hasPower: true)
      let input = second < 3600 ? 4.0 : 0
      loop.breathe(1, input: input, demand: 6, roomCelsius: 20)
      sum += (input + loop.boiler - loop.delivered - loop.cooled - loop.lost) / 3600
      #expect(loop.top >= loop.middle - 1e-9 && loop.middle >= loop.bottom - 1e-9)
    }
    #expect(abs(loop.content - before - sum) < 1e-9)
    #expect(sum != 0)
  }

  @Test("1000 L over 20 K are 23 kWh")
  func heatCapacity() {
    var cold = HeatDescription()
    cold.startTop = 40
    cold.startBottom = 40
    var warm = cold
    warm.startTop = 60
    warm.startBottom = 60
    #expect(abs(HeatLoop(warm).content - HeatLoop(cold).content - 23.3) < 0.1)
  }
}

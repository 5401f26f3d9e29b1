// The equation of state against its authors' check points and against figures that were computed
// independently; constants against physics.

import Testing

@testable import PlantSimulation

@Suite struct RealGasTests {
  @Test("The authors' check points come out to eight digits")
  func checkPoints() {
    for (kelvin, megapascal, factor) in [
      (200.0, 1.0, 1.006_754_50), (300, 10, 1.059_852_82), (400, 50, 1.243_047_63),
      (500, 200, 1.744_616_29), (200, 200, 2.859_534_49),
    ] {
      let z = RealGas(kelvin: kelvin).compressibility(bar: megapascal * 10)
      #expect(abs(z - factor) < 1e-8)
    }
  }

  @Test("Densities agree with the independent Leachman equation")
  func densities() {
    for (bar, celsius, density) in [
      (2.0, -10.0, 0.184_04), (10, 15, 0.836_40), (35, -10, 3.154_64), (35, 15, 2.884_03),
      (35, 60, 2.499_17), (100, 20, 7.796_53), (200, 15, 14.939_87), (300, 40, 19.679_46),
      (350, 15, 23.994_75), (350, 60, 21.221_93),
    ] {
      let own = RealGas(celsius: celsius).density(bar: bar)
      #expect(abs(own / density - 1) < 4e-5, "\(bar) bar, \(celsius) degC: \(own)")
    }
  }

  @Test("Tanks hold what their plates say")
  func tanks() {
    let gas = RealGas(celsius: 15)
    #expect(abs(2.55 * gas.density(bar: 35) - 7.354) < 0.001)
    #expect(abs(2.55 * gas.density(bar: 2) - 0.4286) < 0.0001)
    #expect(abs(0.6 * gas.density(bar: 200) - 8.964) < 0.001)
    #expect(abs(0.3 * gas.density(bar: 200) - 4.482) < 0.001)
    #expect(abs(gas.density(bar: 700) - 40.172) < 0.01)
  }

  @Test("Pressure of a density finds the way back")
  func roundTrip() {
    for celsius in [-40.0, 0, 15, 60, 120] {
      let gas = RealGas(celsius: celsius)
      for bar in [0.1, 1.0, 35, 200, 400, 900] {
        #expect(abs(gas.pressure(density: gas.density(bar: bar)) / bar - 1) < 1e-10)
      }
    }
    #expect(RealGas(celsius: 15).pressure(density: 0) == 0)
  }

  @Test("A small pipe agrees with the equation of state within 0.2 %")
  func pipe() {
    let gas = RealGas(celsius: 20)
    for gauge in [0.0, 5, 20, 34, 40] {
      let mass = PipeVolume(litres: 1000, gauge: gauge).mass
      #expect(abs(mass / gas.density(bar: gauge + Hydrogen.ambientPressure) - 1) < 0.002)
      #expect(abs(PipeVolume(litres: 1, gauge: gauge).gauge - gauge) < 1e-9)
    }
  }

  @Test("A module fills 500 L from 1 to 35 bar in 31.2 h; ideal gas would say 30.5")
  func fillTime() {
    let gas = RealGas(celsius: 15)
    let mass = 0.5 * (gas.density(bar: 35) - gas.density(bar: 1))
    #expect(abs(mass / (0.5 * Hydrogen.normDensity) - 31.17) < 0.05)

    var store = StoreVessel(
      StoreDescription(
        volume: 0.5, nominalPressure: 35, relief: 40, pressureSwitch: 38.5,
        startPressure: 1 - Hydrogen.ambientPressure))
    var minutes = 0
    while store.gauge < 35 - Hydrogen.ambientPressure && minutes < 5000 {
      store.add(0.5 * Hydrogen.normDensity / 60)
      _ = store.breathe(60, outdoors: 15, sun: 0, noise: (0, 0))
      minutes += 1
    }
    #expect(abs(Double(minutes) / 60 - 31.2) < 0.5)
  }

  @Test("A full tank moves by 0.1225 bar for each kelvin, ideal gas by 0.1215")
  func warmth() {
    let density = RealGas(celsius: 15).density(bar: 35)
    let warmer = RealGas(celsius: 16).pressure(density: density)
    #expect(abs(warmer - 35 - 0.1225) < 0.0003)
  }

  @Test("Constants are those of nature")
  func constants() {
    #expect(abs(Hydrogen.massPerAmpereHour * 1000 - 0.037_607_6) < 1e-7)
    #expect(abs(Hydrogen.normVolumePerAmpereHour * 1000 - 0.418_148) < 1e-6)
    #expect(abs(Hydrogen.reversibleVoltage - 1.2288) < 1e-4)
    #expect(abs(Hydrogen.thermoneutralVoltage - 1.4812) < 1e-4)
    #expect(abs(Hydrogen.lowerHeatingVoltage - 1.2532) < 1e-4)
    #expect(abs(RealGas(celsius: 0).density(bar: 1.013_25) - Hydrogen.normDensity) < 1e-5)
    let floor = Hydrogen.thermoneutralVoltage / Hydrogen.normVolumePerAmpereHour / 1000
    #expect(abs(floor - 3.542) < 0.001)
  }
}

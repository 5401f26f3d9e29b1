// Presets: the application laboratory and the Wesertor quarter as descriptions, with the numbers of
// their site files.

extension PlantDescription {
  /// The application laboratory: four modules fill a tank of 2.55 m3 beside 30 kWp.
  public static var ovmLab: PlantDescription {
    var units: [Unit] = [
      Unit("room", .room(RoomDescription(volume: 60, baseFlow: 250, highFlow: 1000))),
      Unit("at-301", .gasDetector(.source)),
      Unit("at-302", .gasDetector(.ceiling)),
      Unit("at-303", .gasDetector(.exhaust)),
    ]
    for number in 1...4 { units.append(Unit("el-\(number)", .electrolyser(.init()))) }
    for number in 1...4 { units.append(Unit("jt-10\(number)", .meter(of: "el-\(number)"))) }
    let tank = StoreDescription(
      volume: 2.55, nominalPressure: 35, relief: 40, pressureSwitch: 38.5,
      startPressure: StoreDescription.pressure(ofMass: 0.9, volume: 2.55, celsius: 15),
      draw: DrawSchedule(mass: 0.6, days: [2, 4], from: 10, to: 12))
    units += [
      Unit("dryer", .dryer),
      Unit("tank", .store(tank)),
      Unit("tank-inlet", .valve(.inlet(of: "tank"))),
      Unit("tank-outlet", .valve(.outlet(of: "tank"))),
      Unit("booster", .booster(.init())),
      Unit("fill-valve", .valve(.fill(of: "booster"))),
      Unit("hose-vent", .valve(.hoseVent(of: "booster"))),
      Unit("pv", .inverter(.init(peakPower: 30, field: .south30))),
      Unit("grid", .gridMeter(.init(annualEnergy: 18, profile: .g1))),
      Unit("heat-el", .heatMeter(of: nil)),
    ]
    return PlantDescription(units: units)
  }

  /// The Wesertor quarter: a fuel cell of 5 kW lives on a bundle of 600 L beside 15 kWp.
  public static var wesertor: PlantDescription {
    let bundle = StoreDescription(
      volume: 0.6, nominalPressure: 200, relief: 300, pressureSwitch: 310,
      startPressure: StoreDescription.pressure(ofMass: 8, volume: 0.6, celsius: 10),
      startTemperature: 10)
    return PlantDescription(units: [
      Unit("room", .room(RoomDescription(volume: 30, baseFlow: 100, highFlow: 400))),
      Unit("at-301", .gasDetector(.ceiling)),
      Unit("at-302", .gasDetector(.exhaust)),
      Unit("bundle", .store(bundle)),
      Unit("bank-a", .valve(.bank(of: "bundle"))),
      Unit("bank-b", .valve(.bank(of: nil))),
      Unit("house-valve", .valve(.house)),
      Unit("supply", .supplyLine(.init())),
      Unit("fc-1", .fuelCell(.init())),
      Unit("heat", .heatLoop(.init())),
      Unit("pv", .inverter(.init(peakPower: 15, field: .eastWest10))),
      Unit("grid", .gridMeter(.init(annualEnergy: 25, profile: .g0))),
      Unit("fc-meter", .meter(of: "fc-1")),
      Unit("fc-heat", .heatMeter(of: "fc-1")),
    ])
  }
}

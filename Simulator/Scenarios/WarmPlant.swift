// A plant that ran this morning: warm electrolytes and a warm heat loop, so that a start takes
// minutes instead of half an hour.

public import PlantSimulation

extension PlantDescription {
  /// The same plant with electrolytes at 50 degC, the buffer at 55 degC above and 42 degC below.
  public func warmed() -> PlantDescription {
    var plant = self
    for place in plant.units.indices {
      switch plant.units[place].body {
      case .electrolyser(var module):
        module.startTemperature = 50
        plant.units[place].body = .electrolyser(module)
      case .heatLoop(var heat):
        heat.startTop = 55
        heat.startBottom = 42
        plant.units[place].body = .heatLoop(heat)
      default: break
      }
    }
    return plant
  }
}

// The judges of the hunt are independent or they are nothing: the module that knows what must never be
// imports the simulated plant and no part of the controller.

import Testing

@Suite struct CheckerTests {
  @Test("The judges know the plant and nothing of the controller")
  func independence() {
    let judges = files(in: ["Simulator/PlantTruth"], endings: ["swift"])
    #expect(judges.count >= 5)
    for file in judges {
      for name in file.imports {
        #expect(["PlantSimulation", "Plant"].contains(name), "\(file.path) imports \(name)")
      }
    }
  }

  @Test("The simulated plant knows no judge and no hunt")
  func oneWay() {
    let plant = files(in: ["Simulator/PlantSimulation"], endings: ["swift"])
    for file in plant {
      #expect(!file.imports.contains("PlantTruth"), "\(file.path)")
      #expect(!file.imports.contains("Hunt"), "\(file.path)")
    }
  }
}

// h2q-sim: the simulator's command line. `serve` is the simulated plant on the wire; `press` and `fault`
// are the hands of a person and of an instructor in it. This program reaches no field device.

import ArgumentParser

@main
struct H2QSim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "h2q-sim",
    abstract: "The simulated plant of the hydrogen quarter.",
    discussion: """
      Serves the plants of simulated sites as real Modbus TCP devices, and lets you break them.
      Nothing that is done here can reach a real device.
      """,
    subcommands: [
      Demo.self, Serve.self, Press.self, Fault.self, Clear.self, PlantStatus.self, Benchmark.self,
      StormCommand.self, Train.self,
    ])
}

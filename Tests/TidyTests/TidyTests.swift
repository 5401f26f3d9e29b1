// Style as a test: what no linter knows. The arrows of ARCHITECTURE.md, the prose at the head of every
// file, and the words that must not appear.

import Foundation
import Testing

private let swift = files(in: ["Sources", "Simulator", "Tests"], endings: ["swift"])
private let sources = swift.filter { !$0.path.hasPrefix("Tests/") }
private let texts = files(
  in: ["Sources", "Simulator", "Tests", "hardware", "training"],
  endings: ["swift", "yaml", "csv", "md", "html", "js", "css", "py", "sh"])

/// What each module may import besides the standard library. Nothing else compiles into it.
private let arrows: [String: Set<String>] = [
  "Plant": [],
  "Safety": ["Plant"],
  "EnergyDispatch": ["Plant"],
  "Control": ["Plant", "Safety", "EnergyDispatch"],
  "ScanLoop": ["Plant", "Control", "Chute", "Foundation", "Logging", "Synchronization"],
  "Phrases": ["Plant"],
  "Chute": ["Synchronization"],
  "Alarms": ["Plant", "Foundation", "Synchronization"],
  "Journal": [
    "Plant", "Safety", "EnergyDispatch", "Control", "Chute", "GRDB", "Foundation",
    "Synchronization",
  ],
  "LocalSocket": ["Foundation"],
  "Modbus": ["CModbus", "Foundation", "Glibc"],
  "StrictYAML": ["Yams", "Foundation"],
  "DeviceProfiles": ["Plant", "StrictYAML", "Foundation"],
  "Drivers": [
    "Plant", "DeviceProfiles", "Foundation", "Dispatch", "Synchronization", "Glibc",
  ],
  "Historian": ["Chute", "Plant", "GRDB", "Foundation", "Dispatch", "Synchronization", "Glibc"],
  "MQTT": ["CMosquitto", "Foundation", "Dispatch", "Synchronization", "Glibc"],
  "Telemetry": ["Chute", "Plant", "MQTT", "Foundation", "Dispatch", "Synchronization"],
  "OperatorPanel": [
    "Plant", "Phrases", "Hummingbird", "HTTPTypes", "NIOCore", "Logging", "Foundation",
    "Synchronization",
  ],
  "SiteConfiguration": [
    "Plant", "Safety", "EnergyDispatch", "Control", "DeviceProfiles", "StrictYAML", "Foundation",
  ],
  "PlantSimulation": ["Plant", "Foundation", "Glibc"],
  "Scenarios": [
    "Plant", "Safety", "EnergyDispatch", "Control", "PlantSimulation", "DeviceProfiles",
    "SiteConfiguration", "Foundation",
  ],
  "Training": [
    "Plant", "Control", "Phrases", "PlantSimulation", "StrictYAML", "SiteConfiguration",
    "Scenarios", "Foundation",
  ],
  "DispatchBenchmark": ["Plant", "EnergyDispatch", "Foundation"],
  "ModbusPlant": [
    "Plant", "PlantSimulation", "DeviceProfiles", "NIOCore", "NIOPosix", "Foundation",
    "Synchronization", "Glibc",
  ],
]

/// Modules without clock, disk, network, randomness and allocation in the step.
private let core: Set<String> = ["Plant", "Safety", "EnergyDispatch", "Control"]

@Suite struct TidyTests {
  @Test("There are sources to look at")
  func present() {
    #expect(sources.count > 40)
    for module in core { #expect(sources.contains { $0.module == module }, "\(module)") }
  }

  @Test("Every module imports only what its arrows allow")
  func imports() {
    for file in sources {
      guard let allowed = arrows[file.module] else { continue }
      for name in file.imports {
        #expect(allowed.contains(name), "\(file.path) imports \(name), which has no arrow")
      }
    }
  }

  @Test("Nothing under Sources knows the simulator")
  func noSimulator() {
    for file in sources {
      guard file.path.hasPrefix("Sources/") else { continue }
      for name in ["PlantSimulation", "ModbusPlant", "Scenarios", "DispatchBenchmark", "Training"] {
        #expect(!file.imports.contains(name), "\(file.path) imports \(name)")
      }
    }
  }

  @Test("Nothing of the simulator reaches a field device")
  func noField() {
    for file in sources {
      guard file.path.hasPrefix("Simulator/") else { continue }
      for name in ["Modbus", "CModbus"] {
        #expect(!file.imports.contains(name), "\(file.path) imports \(name)")
      }
    }
  }

  @Test("The core has no clock, no chance, no disk and no throwing")
  func pureCore() {
    for file in sources {
      guard core.contains(file.module) else { continue }
      for word in [
        "async ", "await ", "Date(", "random", "print(", "FileManager", "URLSession", " throws",
        "ContinuousClock", "Dictionary<", "Set<",
      ] {
        #expect(!file.text.contains(word), "\(file.path) contains \(word)")
      }
    }
  }

  @Test("Every file opens with a paragraph of prose")
  func prose() {
    for file in swift {
      let head = file.lines.prefix(while: { $0.hasPrefix("//") && !$0.hasPrefix("///") })
      let words = head.joined(separator: " ").split(separator: " ").count
      #expect(words >= 8, "\(file.path) opens without saying what it is")
    }
  }

  @Test("Files are small")
  func small() {
    for file in swift {
      #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test("No word of unfinished work, no forced unwrap of errors")
  func finished() {
    for file in sources {
      for word in ["TODO", "FIXME", "XXX", "try!", "as!", "fatalError("] {
        #expect(!file.text.contains(word), "\(file.path) contains \(word)")
      }
    }
  }

  @Test("The software claims no more than it is")
  func claims() {
    for file in texts {
      guard !file.path.hasPrefix("Tests/TidyTests") else { continue }
      let lower = file.text.lowercased()
      for word in ["safety function", "sil 1", "sil 2", "sil 3", "atex-safe"] {
        #expect(!lower.contains(word), "\(file.path) says \(word)")
      }
    }
  }

  @Test("The project speaks of itself alone")
  func noWorkplace() {
    for file in texts {
      guard !file.path.hasPrefix("Tests/TidyTests") else { continue }
      for word in ["/work/", "/root/", "/tmp/bash", "/.library", "shared/facts"] {
        #expect(!file.text.contains(word), "\(file.path) contains \(word)")
      }
    }
  }
}

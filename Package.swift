// swift-tools-version: 6.1
//
// One table of modules. Every arrow of ARCHITECTURE.md is a line here, and only here.
// `H2Q_CORE=1` keeps the pure core alone, so that it builds and tests in seconds;
// `H2Q_ONLY=Drivers,Modbus` keeps those modules and what they stand on.

import Foundation
import PackageDescription

struct Module {
  var name: String
  var folder = "Sources"
  var ours: [String] = []
  var outside: [Target.Dependency] = []
  var isExecutable = false
  var resources: [Resource] = []
  var test = false
}

extension Target.Dependency {
  static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
  static let grdb = product(name: "GRDB", package: "GRDB.swift")
  static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
  static let log = product(name: "Logging", package: "swift-log")
  static let nioCore = product(name: "NIOCore", package: "swift-nio")
  static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
  static let yams = product(name: "Yams", package: "Yams")
}

let packages: [(name: String, package: Package.Dependency)] = [
  (
    "swift-argument-parser",
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ),
  ("GRDB.swift", .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0")),
  (
    "hummingbird",
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1")
  ),
  ("swift-log", .package(url: "https://github.com/apple/swift-log", from: "1.16.2")),
  ("swift-nio", .package(url: "https://github.com/apple/swift-nio", from: "2.101.2")),
  ("Yams", .package(url: "https://github.com/jpsim/Yams", from: "6.2.2")),
]

let core: [Module] = [
  Module(name: "Plant", test: true),
  Module(name: "Safety", ours: ["Plant"], test: true),
  Module(name: "EnergyDispatch", ours: ["Plant"], test: true),
  Module(name: "Control", ours: ["Plant", "Safety", "EnergyDispatch"], test: true),
  Module(
    name: "core-bench", folder: "Benchmarks",
    ours: ["Plant", "Safety", "EnergyDispatch", "Control"], isExecutable: true),
]

let edges: [Module] = [
  Module(name: "Chute"),
  Module(name: "ScanLoop", ours: ["Plant", "Control", "Chute"], outside: [.log], test: true),
  Module(name: "Phrases", ours: ["Plant"], test: true),
  Module(name: "LocalSocket", test: true),
  Module(name: "Modbus", ours: ["CModbus"], test: true),
  Module(name: "StrictYAML", outside: [.yams], test: true),
  Module(name: "DeviceProfiles", ours: ["Plant", "StrictYAML"], test: true),
  Module(name: "Drivers", ours: ["Plant", "DeviceProfiles"], test: true),
  Module(
    name: "SiteConfiguration",
    ours: ["Plant", "Safety", "EnergyDispatch", "Control", "DeviceProfiles", "StrictYAML"],
    test: true),
  Module(
    name: "DeviceTools",
    ours: ["Plant", "StrictYAML", "DeviceProfiles", "Drivers", "Modbus", "SiteConfiguration"],
    test: true),
  Module(name: "Historian", ours: ["Plant", "Chute"], outside: [.grdb], test: true),
  Module(
    name: "Journal", ours: ["Plant", "Safety", "EnergyDispatch", "Control", "Chute"],
    outside: [.grdb], test: true),
  Module(name: "Alarms", ours: ["Plant"], test: true),
  Module(name: "MQTT", ours: ["CMosquitto"], test: true),
  Module(name: "Telemetry", ours: ["Plant", "Chute", "MQTT"], test: true),
  Module(
    name: "OperatorPanel", ours: ["Plant", "Phrases"], outside: [.hummingbird],
    resources: [.copy("Pages")], test: true),
  Module(
    name: "h2q",
    ours: [
      "Plant", "Safety", "Control", "ScanLoop", "Phrases", "LocalSocket", "Modbus",
      "DeviceProfiles", "Drivers", "DeviceTools", "SiteConfiguration", "StrictYAML", "Historian",
      "Journal", "Alarms", "MQTT", "Telemetry",
      "OperatorPanel",
    ],
    outside: [.argumentParser, .log], isExecutable: true),
  Module(
    name: "PlantSimulation", folder: "Simulator", ours: ["Plant"],
    resources: [.copy("Data")], test: true),
  Module(
    name: "DispatchBenchmark", folder: "Simulator", ours: ["Plant", "EnergyDispatch"],
    resources: [.copy("Data")], test: true),
  Module(
    name: "ModbusPlant", folder: "Simulator",
    ours: ["Plant", "PlantSimulation", "DeviceProfiles"],
    outside: [.nioCore, .nioPosix], test: true),
  Module(
    name: "Scenarios", folder: "Simulator",
    ours: [
      "Plant", "Safety", "EnergyDispatch", "Control", "PlantSimulation", "DeviceProfiles",
      "SiteConfiguration",
    ], test: true),
  Module(
    name: "loop-bench", folder: "Benchmarks", ours: ["Plant", "Control", "ScanLoop"],
    isExecutable: true),
  Module(
    name: "site-bench", folder: "Benchmarks",
    ours: [
      "Plant", "Control", "Journal", "PlantSimulation", "DeviceProfiles", "SiteConfiguration",
      "Scenarios",
    ], isExecutable: true),
  Module(
    name: "Training", folder: "Simulator",
    ours: [
      "Plant", "Control", "Phrases", "PlantSimulation", "StrictYAML", "SiteConfiguration",
      "Scenarios",
    ], test: true),
  Module(name: "PlantTruth", folder: "Simulator", ours: ["PlantSimulation"], test: true),
  Module(
    name: "Hunt", folder: "Simulator",
    ours: [
      "Plant", "Safety", "EnergyDispatch", "Control", "ScanLoop", "PlantSimulation", "PlantTruth",
      "DeviceProfiles", "Drivers", "ModbusPlant", "SiteConfiguration", "Scenarios",
    ], test: true),
  Module(
    name: "h2q-sim", folder: "Simulator",
    ours: [
      "Plant", "Control", "ScanLoop", "LocalSocket", "PlantSimulation", "ModbusPlant",
      "DeviceProfiles", "SiteConfiguration", "StrictYAML", "Scenarios", "DispatchBenchmark",
      "Training", "PlantTruth", "Hunt",
    ],
    outside: [.argumentParser], isExecutable: true),
]

/// The modules that the environment asks for, with everything they stand on.
func selected(from all: [Module]) -> [Module] {
  let environment = ProcessInfo.processInfo.environment
  if environment["H2Q_CORE"] == "1" { return core }
  guard let only = environment["H2Q_ONLY"] else { return all }
  var wanted = Set(only.split(separator: ",").map(String.init))
  for module in all.reversed() where wanted.contains(module.name) {
    wanted.formUnion(module.ours)
  }
  return all.filter { wanted.contains($0.name) }
}

/// C libraries that the system installs: our name for them, and theirs for pkg-config.
let systemLibraries = ["CModbus": "libmodbus", "CMosquitto": "libmosquitto"]

/// What lies beside the tests and is not compiled.
let notCode = [
  "Safety": ["mutate.py", "coverage.py", "mutation"], "SiteConfiguration": ["Sites"],
  "Scenarios": ["Traces"],
]

let modules = selected(from: core + edges)
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-warnings-as-errors"]),
]

var targets: [Target] = modules.map { module in
  let dependencies = module.ours.map { Target.Dependency(stringLiteral: $0) } + module.outside
  let path = "\(module.folder)/\(module.name)"
  return module.isExecutable
    ? .executableTarget(
      name: module.name, dependencies: dependencies, path: path, swiftSettings: settings)
    : .target(
      name: module.name, dependencies: dependencies, path: path, resources: module.resources,
      swiftSettings: settings)
}
for (name, library) in systemLibraries where modules.contains(where: { $0.ours.contains(name) }) {
  targets.append(.systemLibrary(name: name, path: "Sources/\(name)", pkgConfig: library))
}
targets += modules.filter(\.test).map { module in
  let own = [module.name] + module.ours.filter { systemLibraries[$0] == nil }
  return .testTarget(
    name: "\(module.name)Tests",
    dependencies: own.map { .init(stringLiteral: $0) } + module.outside,
    path: "Tests/\(module.name)Tests",
    exclude: notCode[module.name] ?? [], swiftSettings: settings)
}

if ProcessInfo.processInfo.environment["H2Q_ONLY"] == nil {
  targets.append(
    .testTarget(name: "TidyTests", path: "Tests/TidyTests", swiftSettings: settings))
}

// Both programs as a person starts them: what only the whole can show.
if modules.contains(where: { $0.name == "h2q" }), modules.contains(where: { $0.name == "h2q-sim" })
{
  targets.append(
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "h2q", "h2q-sim", "Plant", "Safety", "Control", "ScanLoop", "LocalSocket", "Modbus",
        "StrictYAML", "DeviceProfiles", "Drivers", "SiteConfiguration", "MQTT", "PlantSimulation",
        "ModbusPlant",
      ],
      path: "Tests/EndToEndTests", swiftSettings: settings))
}

// Our clients against our devices, over sockets and serial lines: neither module needs the other.
if Set(["DeviceTools", "ModbusPlant"]).isSubset(of: modules.map(\.name)) {
  targets.append(
    .testTarget(
      name: "FieldTests",
      dependencies: [
        "Plant", "StrictYAML", "DeviceProfiles", "Drivers", "Modbus", "DeviceTools",
        "SiteConfiguration", "PlantSimulation", "ModbusPlant",
      ],
      path: "Tests/FieldTests", swiftSettings: settings))
}

// The journal of a site that lives: neither of the two modules needs the other.
if Set(["Journal", "Scenarios"]).isSubset(of: modules.map(\.name)) {
  targets.append(
    .testTarget(
      name: "ReplayTests",
      dependencies: [
        "Plant", "Control", "Journal", "PlantSimulation", "SiteConfiguration", "Scenarios",
      ],
      path: "Tests/ReplayTests", swiftSettings: settings))
}

// What a scan asks of the heap: a wrapper around the C library counts it, in the tests alone.
if Set(["ScanLoop", "Drivers", "Journal", "Scenarios"]).isSubset(of: modules.map(\.name)) {
  targets.append(.target(name: "CAllocations", path: "Tests/CAllocations"))
  targets.append(
    .testTarget(
      name: "AllocationTests",
      dependencies: [
        "CAllocations", "Plant", "Control", "ScanLoop", "DeviceProfiles", "Drivers", "Journal",
        "PlantSimulation", "SiteConfiguration", "Scenarios",
      ],
      path: "Tests/AllocationTests", swiftSettings: settings))
}

let needed = Set(
  modules.flatMap(\.outside).compactMap { dependency -> String? in
    if case .productItem(_, let package, _, _) = dependency { return package }
    return nil
  })

let package = Package(
  name: "hydrogen-quarter-energy-controller",
  dependencies: packages.filter { needed.contains($0.name) }.map(\.package),
  targets: targets,
  swiftLanguageModes: [.v6]
)

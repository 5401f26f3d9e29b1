// The loader: every contradiction is refused with its place and with advice.

import DeviceProfiles
import Foundation
import Plant
import StrictYAML
import Testing

private let head = """
  maker: Maker
  model: Model
  kind: meter
  text: {de: Zähler, en: meter}
  source: manual
  defaults: {poll: never}
  points:

  """

private func messages(_ text: String) -> [String] {
  guard case .failure(let problems) = parseProfile(text, name: "test", file: "f") else { return [] }
  return problems.list.map { "\($0.line): \($0.message)" }
}

/// The problems of a profile with these lines of points (the first is line 8).
private func problems(_ points: String...) -> [String] {
  messages(head + points.map { "  - {\($0)}\n" }.joined())
}

@Suite("Profile loader")
struct LoaderTests {
  @Test("A small profile loads with the defaults that its page states")
  func small() throws {
    let text = head + "  - {name: power, table: input, address: 0x34, type: f32, unit: kW}\n"
    let profile = try parseProfile(text, name: "test", file: "f").get()
    let power = try #require(profile.point(named: "power"))
    #expect(power.address == 52 && power.unit == .kilowatt && power.access == .read)
    #expect(power.wordOrder == .highFirst && power.scale == 1 && power.source == "manual")
    #expect(profile.timing == LinkTiming() && profile.discovery == .fixed)
  }

  @Test("A repeated point stands for its numbers")
  func repeated() throws {
    let line = "  - {name: di<n>, repeat: 2..4, table: discrete, address: 10, type: bool, "
    let text = head + line + "en: input <n>}\n"
    let profile = try parseProfile(text, name: "test", file: "f").get()
    #expect(profile.points.map { "\($0.name)@\($0.address)" } == ["di2@10", "di3@11", "di4@12"])
    #expect(profile.points[1].text.en == "input 3" && profile.points[1].unit == .contact)
  }

  @Test(
    "Every contradiction in a point is refused with advice",
    arguments: [
      (
        "name: a, table: input, adress: 1, type: u16",
        "unknown key 'adress': did you mean 'address'?"
      ),
      ("name: a, table: inptu, address: 1, type: u16", "did you mean 'input'?"),
      ("name: a, table: input, address: 70000, type: u16", "outside 0..65535"),
      ("name: A, table: input, address: 1, type: u16", "'A' is not a name"),
      ("name: a, address: 1, type: u16", "the key 'table' is missing"),
      ("name: a, table: input, address: 65535, type: f32", "reaches beyond register 65535"),
      ("name: a, table: input, address: 1, type: u16, unit: bar", "unknown unit 'bar'"),
      ("name: a, table: input, address: 1, type: u16, access: write", "cannot be written"),
      ("name: a, table: coil, address: 1, type: u16", "hold 'type: bool' only"),
      ("name: a, table: input, address: 1, type: string", "needs 'length: ...'"),
      ("name: a, table: input, address: 1, type: u16, length: 2", "'length' belongs to strings"),
      ("name: a, table: input, address: 1, type: u16, bits: 16", "bit 16 is not in a u16"),
      ("name: a, table: input, address: 1, type: f32, bits: 0..3", "bits belong to"),
      ("name: a, table: input, address: 1, type: u16, scale: 0", "scale of 0"),
      ("name: a, table: input, address: 1, type: u16, range: 0..5 V", "the point is in 1"),
      ("name: a, table: input, address: 1, type: u16, range: -1..5", "the range goes beyond"),
      ("name: a, table: input, address: 1, type: u16, range: 5..5", "one value only"),
      ("name: a, table: input, address: 1, type: u16, constant: 70000", "does not fit"),
      ("name: a, table: input, address: 1, type: u16, scale-factor: b", "belong to 'discovery"),
      ("name: a, table: input, address: 1, type: u16, poll: fast", "add a text 'de: ...'"),
      (
        "name: a, table: input, address: 1, type: u16, signal: presure, de: a, en: a",
        "did you mean 'pressure'?"
      ),
      (
        "name: a, table: input, address: 1, type: u16, signal: state, de: a, en: a",
        "a signal must be polled"
      ),
      (
        "name: a, table: holding, address: 1, type: u16, actuator: run, de: a, en: a",
        "an actuator must be writable"
      ),
      ("name: a, repeat: 0..3, table: input, address: 1, type: u16", "needs '<n>' in its name"),
      ("name: a, table: input, address: 1, type: u16, symbols: {x: y}", "expected a code like 3"),
    ])
  func refusedPoints(line: String, expected: String) {
    let found = problems(line)
    #expect(found.contains { $0.contains(expected) && $0.hasPrefix("8: ") }, "\(found)")
  }

  @Test("Two points may not write the same bits")
  func overlaps() {
    let whole = "table: holding, address: 5, type: u32, access: write"
    let half = "table: holding, address: 6, type: u16, access: read-write"
    #expect(
      problems("name: a, \(whole)", "name: b, \(half)") == [
        "9: 'b' writes over 'a' (register 6); give each its own register or bits"
      ])
    #expect(problems("name: a, \(half), bits: 0..3", "name: b, \(half), bits: 4") == [])
    #expect(problems("name: a, \(half), bits: 0..3", "name: b, \(half), bits: 3").count == 1)
    #expect(problems("name: a, \(whole)", "name: b, table: holding, address: 6, type: u16") == [])
  }

  @Test("Names, signals and actuators are given once")
  func uniqueness() {
    let point = "table: holding, type: u16, access: read-write, poll: fast, de: a, en: a"
    let found = problems(
      "name: a, address: 1, signal: state, actuator: run, \(point)",
      "name: a, address: 2, signal: state, actuator: run, \(point)")
    #expect(found.count == 3)
    #expect(found[0] == "9: the name 'a' is taken in line 8; choose another one")
  }

  @Test("Without a source nothing is believed")
  func sources() {
    let text = head.replacing("source: manual\n", with: "")
    let found = messages(text + "  - {name: a, table: input, address: 1, type: u16}\n")
    #expect(found.count == 1 && found[0].contains("no source"))
  }

  @Test("Rules must name points that they can use")
  func rules() {
    let points = """
        - {name: status, table: holding, address: 0, type: u16}
        - {name: limit, table: holding, address: 1, type: u16, access: write, range: 0..9}
      """
    func found(_ rule: String) -> [String] {
      messages(head.replacing("points:", with: "\(rule)\npoints:") + points)
    }
    #expect(found("heartbeat: {point: statsu, within: 5 s}").first?.contains("'status'?") == true)
    #expect(found("heartbeat: {point: status, within: 5 s}").first?.contains("not polled") == true)
    #expect(found("set-up: [{point: limit, value: 5}]") == [])
    #expect(found("set-up: [{point: limit, value: 10}]").first?.contains("does not fit") == true)
    #expect(found("set-up: [{point: status, value: 1}]").first?.contains("only be read") == true)
    #expect(found("set-up: [{point: limit, value: 1, transaction: true}]").count == 5)
    #expect(found("silence: {sign: changing-register, timeout: 9 s}").count == 1)
    #expect(found("silence: {sign: writes, timeout: 1 s}").first?.contains("at most half") == true)
    #expect(found("timing: {write-single: 7}").first?.contains("6 or 16") == true)
    #expect(found("timing: {fast: 20 s}").first?.contains("slower") == true)
  }

  @Test("A device says who it is, and every word about that is checked")
  func identity() throws {
    let points = """
        - {name: model, table: input, address: 0, type: string, length: 2, poll: once, en: model, de: Modell}
        - {name: firmware, table: input, address: 2, type: u16, poll: once, en: firmware, de: Firmware}
        - {name: power, table: input, address: 3, type: u16}
      """
    func text(_ rule: String) -> String {
      head.replacing("points:", with: "\(rule)\npoints:") + points
    }
    let good = "identity: {model: [EL20, EL21]}\nfirmware: {firmware: [265, 266]}"
    let profile = try parseProfile(text(good), name: "test", file: "f").get()
    #expect(
      profile.identity == [
        ExpectedIdentity(profilePoint: "model", content: .text(["EL20", "EL21"])),
        ExpectedIdentity(
          profilePoint: "firmware", content: .number([265, 266]), isFirmware: true),
      ])
    #expect(messages(text("identity: {modle: A}")).first?.contains("'model'?") == true)
    #expect(messages(text("firmware: {power: 1}")).first?.contains("poll: once") == true)
    #expect(messages(text("firmware: {firmware: []}")).first?.contains("empty") == true)
  }

  @Test("A block that can be moved is counted from its base")
  func base() throws {
    let text =
      head.replacing("points:", with: "base: 0x100\npoints:")
      + "  - {name: a, table: holding, address: 1, type: u16}\n"
    let profile = try parseProfile(text, name: "test", file: "f").get()
    #expect(profile.points[0].address == 0x101)
    let moved = profile.moved(toBase: 1_000)
    #expect(moved.points[0].address == 1_001 && moved.base == 1_000)
    #expect(moved.moved(toBase: 0x100).points[0].address == 0x101)
  }

  @Test("Codes have meanings for the controller and texts for people, shared where they are alike")
  func symbols() throws {
    let table = "symbols:\n  states:\n    0x10: {de: an, en: 'on'}\n    2: idle\npoints:"
    let line = "table: holding, type: u16, symbols: states"
    let text =
      head.replacing("points:", with: table)
      + "  - {name: a, \(line), address: 1, codes: {16: 4, 0x02: 1}}\n"
      + "  - {name: b, \(line), address: 2}\n"
    let profile = try parseProfile(text, name: "test", file: "f").get()
    #expect(profile.points[1].symbols[16] == BilingualText(de: "an", en: "on"))
    #expect(profile.points[0].symbols[2] == BilingualText(de: "idle", en: "idle"))
    #expect(profile.points[0].codes == [16: 4, 2: 1])
    #expect(
      messages(text.replacing("b, \(line)", with: "b, \(line)x")).first?
        .contains("did you mean 'states'?") == true)
  }

  @Test("Models may have kin, and the same number stands for one model only")
  func kin() throws {
    func text(_ models: String) -> String {
      head.replacing("points:", with: "discovery: sunspec\nmodels: [\(models)]\npoints:")
        + "  - {name: a, model: 103, table: holding, address: 6, type: s16}\n"
    }
    let good = "{id: 103, length: 50, also: [101, 102]}, {id: 160, length: 48, optional: true}"
    let profile = try parseProfile(text(good), name: "test", file: "f").get()
    #expect(profile.models[0].accepts(102) && !profile.models[0].accepts(104))
    #expect(
      resolve(profile, chain: [FoundModel(id: 103, address: 9, length: 50)]).missingModels == [])
    let twice = "{id: 103, length: 50, also: [101]}, {id: 101, length: 50}"
    #expect(messages(text(twice)).first?.contains("given twice") == true)
  }

  @Test("SunSpec points stay inside their models and know their scale factors")
  func sunSpec() {
    func found(_ line: String) -> [String] {
      let sunSpec = "discovery: sunspec\nmodels: [{id: 103, length: 50}]\npoints:"
      let factor = "  - {name: a-sf, model: 103, table: holding, address: 6, type: s16}\n"
      return messages(head.replacing("points:", with: sunSpec) + factor + "  - {\(line)}\n")
    }
    let point = "name: a, table: holding, type: u16"
    #expect(found("\(point), model: 103, address: 2, scale-factor: a-sf") == [])
    #expect(found("\(point), model: 103, address: 52").first?.contains("outside model") == true)
    #expect(found("\(point), model: 104, address: 2").first?.contains("one of [103]") == true)
    #expect(
      found("\(point), model: 103, address: 2, scale-factor: a-fs").first?
        .contains("did you mean 'a-sf'?") == true)
  }

  @Test("A folder gives its good profiles and the problems of its bad ones")
  func library() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let point = "  - {name: a, table: input, address: 1, type: u16}\n"
    try Data((head + point).utf8).write(to: folder.appending(path: "good.yaml"))
    try Data("maker: [".utf8).write(to: folder.appending(path: "bad.yaml"))
    try Data("not a profile".utf8).write(to: folder.appending(path: "notes.md"))
    let (library, problems) = ProfileLibrary.load(directory: folder.path)
    #expect(library.names == ["good"] && library["good"]?.maker == "Maker")
    #expect(problems.count == 1 && problems[0].file.hasSuffix("/bad.yaml"))
    let missing = ProfileLibrary.load(directory: folder.appending(path: "none").path)
    #expect(missing.library.names == [] && missing.problems.count == 1)
    guard case .failure = loadProfile(file: folder.appending(path: "none.yaml").path) else {
      Issue.record("a missing file was loaded")
      return
    }
  }
}

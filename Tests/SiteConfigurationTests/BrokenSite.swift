// A broken file: one edit of the third site, the place where the problem must be named, and words that
// its message must hold.

import StrictYAML

@testable import SiteConfiguration

struct BrokenSite: CustomStringConvertible, Sendable {
  enum File: String, Sendable { case site, matrix }
  var title: String
  var file: File
  var old: String
  var new: String
  /// A snippet of the changed text; the problem stands at its first character. Nil: at no fixed place.
  var place: String?
  var says: [String]
  var description: String { title }

  init(
    _ title: String, _ file: File, _ old: String, _ new: String, at place: String?,
    says: String...
  ) {
    self.title = title
    self.file = file
    self.old = old
    self.new = new
    self.place = place
    self.says = says
  }

  /// The third site with this edit, and the text that was edited.
  func texts() throws -> (texts: SiteTexts, changed: String) {
    var texts = try Sites.texts("third")
    switch file {
    case .site:
      texts.site = try edited(texts.site, old, new)
      return (texts, texts.site)
    case .matrix:
      texts.matrix = try edited(texts.matrix, old, new)
      return (texts, texts.matrix)
    }
  }
}

let brokenSiteFiles: [BrokenSite] = [
  BrokenSite(
    "an unknown key", .site, "timezone:", "time-zone:", at: "time-zone:",
    says: "unknown key 'time-zone'", "did you mean 'timezone'?"),
  BrokenSite(
    "a number without a unit", .site, "40 m3", "40", at: "40\n", says: "number with its unit"),
  BrokenSite(
    "a number in another unit", .site, "40 m3", "40 L", at: "40 L", says: "in m3", "'40 L'"),
  BrokenSite("a number out of range", .site, "40 m3", "0.1 m3", at: "0.1 m3", says: "outside"),
  BrokenSite(
    "no word on the fan in a fire", .site, "fire: {fan: stop}\n", "", at: "site: third",
    says: "the key 'fire' is missing"),
  BrokenSite(
    "a word that the fire concept does not have", .site, "fan: stop", "fan: stopp", at: "stopp}",
    says: "did you mean 'stop'?"),
  BrokenSite("two units of one name", .site, "  at-2:", "  at-1:", at: nil, says: "given twice"),
  BrokenSite(
    "a pressure that is neither gauge nor absolute", .site, "0..60 bar(g)", "0..60 bar",
    at: "0..60 bar}", says: "unknown unit 'bar'", "bar(g) or bar(a)"),
  BrokenSite(
    "a relief valve above the allowed pressure", .site, "relief-valve: 40 bar(g)",
    "relief-valve: 45 bar(g)", at: "45 bar(g)", says: "above the allowed pressure of 40"),
  BrokenSite(
    "a pressure switch after the relief valve", .site, "38.5 bar(g)", "40 bar(g)",
    at: "40 bar(g)\n    relief-valve", says: "opens after the relief valve"),
  BrokenSite(
    "a full store above its relief valve on a hot day", .site, "highest-temperature: 55 degC",
    "highest-temperature: 75 degC", at: "98 %", says: "at 75 degC stand at", "lower the fill"),
  BrokenSite(
    "a mass that the store cannot hold", .site, "2.451 kg", "2.9 kg", at: "2.9 kg",
    says: "hold 2.451 kg"),
  BrokenSite(
    "two owners of the same registers", .site, "tcp:10.0.0.2:502:1", "tcp:10.0.0.1:502:1",
    at: "\"tcp:10.0.0.1:502:1\", unit: jt-1", says: "'el-1' owns the registers"),
  BrokenSite(
    "an address without a unit number", .site, "tcp:10.0.0.2:502:1", "tcp:10.0.0.2:502",
    at: "\"tcp:10.0.0.2:502\"", says: "host, port, unit"),
  BrokenSite(
    "a profile that does not exist", .site, "toshiba-h2rex", "toshiba-h2rx", at: "toshiba-h2rx",
    says: "did you mean 'toshiba-h2rex'?"),
  BrokenSite("a channel too many", .site, "di13:", "di32:", at: "di32:", says: "no point 'di32'"),
  BrokenSite(
    "an unknown signal", .site, "signal: reset-key", "signal: reset-kee", at: "reset-kee",
    says: "did you mean 'reset-key'?"),
  BrokenSite(
    "a room whose air flow nobody measures", .site, "signal: air-flow, ", "", at: "room:\n    kind",
    says: "nothing tells the signal 'air-flow' of 'room'"),
  BrokenSite(
    "a valve that nobody moves", .site, "      do0: {unit: v-in, actuator: open, tag: XV-1}\n", "",
    at: "v-in: {kind", says: "nothing moves the actuator 'open' of 'v-in'"),
  BrokenSite(
    "one signal from two channels", .site, "{signal: no-smoke}", "{signal: flow-switch}",
    at: "{signal: flow-switch}\n      di3", says: "comes from 'io.di1' already"),
  BrokenSite(
    "one actuator on two outputs", .site, "{unit: v-out, actuator: open}",
    "{unit: v-in, actuator: open}", at: "{unit: v-in, actuator: open}",
    says: "'v-in.open' has an owner already"),
  BrokenSite(
    "a name in capitals", .site, "  jt-1: {profile", "  JT-1: {profile", at: "JT-1: {profile",
    says: "not a name"),
  BrokenSite(
    "a valve that is no valve", .site, "house-valve: v-house", "house-valve: v-hous",
    at: "v-hous\n", says: "no unit of kind valve", "did you mean 'v-house'?"),
  BrokenSite(
    "a tariff with a hole", .site, "to: \"24:00\"", "to: \"23:00\"", at: "{from: \"00:00\"",
    says: "the last band must hold always"),
  BrokenSite(
    "a port that is none", .site, "port: 1884", "port: 99999", at: "99999", says: "outside 1..65535"
  ),
  BrokenSite(
    "a gas rule declared as not applicable", .site, "  L10: {",
    "  L02: {de: zu streng, en: too strict}\n  L10: {", at: "L02:", says: "applies at every site"),
  BrokenSite(
    "a reason for a row that nobody knows", .site, "  L10: {", "  L99: {", at: "L99:",
    says: "no row 'L99'"),
  BrokenSite(
    "a reason in one language", .site, "  L10: {de: Kein Teil dieses Beispiels, en: ",
    "  L10: {de: Kein Teil dieses Beispiels, fr: ", at: nil, says: "'fr'"),
  BrokenSite(
    "a real site that pretends", .site, "dispatch:", "simulation: {simulated: false}\n\ndispatch:",
    at: "false}", says: "remove the section"),
  BrokenSite(
    "a fail-safe value that is not safe", .site, "do5: {actuator: fan-high",
    "do5: {fail-safe: 0, actuator: fan-high", at: "0, actuator: fan-high", says: "safe is 1"),
  BrokenSite(
    "a relay that only listens", .site, "{signal: no-smoke}", "{actuator: beacon-red}",
    at: "{actuator: beacon-red}", says: "can only be read"),
  BrokenSite("a scan too slow to protect", .site, "200 ms", "5 s", at: "5 s}", says: "10..1000 ms"),
]

let brokenMatrices: [BrokenSite] = [
  BrokenSite(
    "a row left out without a word", .matrix, "L12,,Elektrolyt", "L90,,Elektrolyt", at: nil,
    says: "there is no row L12", "not-applicable"),
  BrokenSite(
    "a main alarm above a quarter of the explosion limit", .matrix, "above,20", "above,30",
    at: "30,% LEL", says: "limit of 25 % LEL"),
  BrokenSite(
    "a pre-alarm that is not before the main alarm", .matrix, "above,10,", "above,20,",
    at: "20,% LEL,2,1oo2,ignore", says: "not below the main alarm"),
  BrokenSite(
    "a main alarm that resets itself", .matrix, "1,yes,local,gas", "1,no,auto,gas",
    at: "auto,gas,Folge,Consequence,Handeln,Act,third site\nL03",
    says: "must be latched, with reset 'local'"),
  BrokenSite(
    "a latched row that nobody resets", .matrix, "1,yes,local,gas", "1,yes,auto,gas",
    at: "auto,gas,Folge,Consequence,Handeln,Act,third site\nL03", says: "reset by a person"),
  BrokenSite(
    "a point that does not exist", .matrix, "room.no-smoke", "room.no-smok", at: "room.no-smok,",
    says: "did you mean 'room.no-smoke'?"),
  BrokenSite(
    "an unknown effect", .matrix, "el-1:M60", "el-1:Z", at: "el-1:Z",
    says: "unknown effect code 'Z'"),
  BrokenSite(
    "an effect on nothing", .matrix, "el-1:M60", "ell-*:M60", at: "ell-*", says: "no unit 'ell-*'"),
  BrokenSite(
    "a fan that is to be closed", .matrix, "fc-1:I room.fan-high:X", "fc-1:I room.fan-high:C",
    at: "el-1:I fc-1:I room.fan-high:C", says: "gets safer the other way", "room.fan-high:X"),
  BrokenSite(
    "a vote that counts wrong", .matrix, "2,1oo2,demand-when-all", "2,1oo3,demand-when-all",
    at: "1oo3", says: "the row has 2 inputs"),
  BrokenSite(
    "a vote between detectors in two places", .matrix, "2,1oo2,demand-when-all",
    "2,2oo2,demand-when-all", at: "2oo2,demand-when-all", says: "same-place"),
  BrokenSite(
    "a row in bar", .matrix, "34,bar(g)", "34,bar", at: "bar,2.5", says: "bar(g) or bar(a)"),
  BrokenSite(
    "a row in another unit than its point", .matrix, "98,%", "98,kg", at: "tank.fill",
    says: "is in %, the row in kg"),
  BrokenSite(
    "a pressure trip too near to the relief valve", .matrix, "above,38,", "above,38.5,",
    at: "38.5", says: "limit of 38 bar(g)"),
  BrokenSite(
    "an emergency stop that something can disarm", .matrix,
    "room.emergency-stop-closed,open,,0/1,,1oo1,demand,0,plant,",
    "room.emergency-stop-closed,open,,0/1,,1oo1,demand,0,plant,el-1.running",
    at: "el-1.running", says: "nothing may switch this row off"),
  BrokenSite(
    "a fire row against the fire concept", .matrix, "room.horn:X,1,yes,local,fire",
    "room.horn:X room.fan-high:X,1,yes,local,fire",
    at: "el-1:T fc-1:T v-*.open:C room.horn:X room.fan-high:X", says: "fire.fan: stop"),
  BrokenSite("a renamed column", .matrix, "row,part", "row,piece", at: "piece", says: "'part'"),
  BrokenSite(
    "a quote that never ends", .matrix, "third site\nL02", "\"third site\nL02", at: "\"third",
    says: "never closed"),
  BrokenSite(
    "a gas alarm that spares the fuel cell", .matrix, "el-1:T fc-1:T v-*.open:C room.fan-high:X",
    "el-1:T v-*.open:C room.fan-high:X", at: "el-1:T v-*.open", says: "'fc-1' must get T at least"),
  BrokenSite(
    "a dead detector that nobody minds", .matrix, "demand-when-all,1,plant", "ignore,1,plant",
    at: "ignore,1,plant", says: "at least"),
  BrokenSite(
    "a silent electrolyser that runs on", .matrix, "silent,5,s", "silent,8,s", at: "8,s",
    says: "limit of 5 s"),
  BrokenSite(
    "a delay that is too long", .matrix, "demand-when-all,1,plant", "demand-when-all,60,plant",
    at: "60,plant", says: "2 s at most"),
  BrokenSite(
    "a comma too many", .matrix, "third site\nL03", "third site,\nL03", at: "L02,,",
    says: "has 25 fields"),
  BrokenSite(
    "a row that exists twice", .matrix, "L22,contact", "L22,stop", at: "L22,stop,Bleibt",
    says: "exists twice"),
  BrokenSite(
    "a condition that nobody can read", .matrix, "(after fc-1 180s)", "(after fc-1)",
    at: "el-1:S fc-1:S v-out.open:C(after", says: "(after fc-1 180s)"),
  BrokenSite(
    "silence that has no length", .matrix, "silent,5,s", "silent,,s", at: ",s,,1oo1",
    says: "number like"),
  BrokenSite(
    "an alarm nobody is told about", .matrix, "el-1:M60", "", at: nil, says: "no effect"),
  BrokenSite(
    "a bank that runs empty", .matrix, "below,4,", "below,1,", at: "1,bar(g),1,", says: "raise it"),
]

// The reader gathers every problem, suggests near words, and reads numbers by one strict grammar.

import StrictYAML
import Testing

/// Reads the value of `v` in a line and gives the value with the first problem.
private func reading<Value>(
  _ text: String, _ read: (SchemaReader, YAMLNode?) -> Value?
) throws -> (value: Value?, problem: String) {
  let reader = SchemaReader(file: "f")
  let value = read(reader, try tree("v: " + text)["v"])
  return (value, reader.problems.first?.message ?? "")
}

@Suite("Schema reader")
struct SchemaReaderTests {
  @Test("All problems of a file come back together, in the order of its lines")
  func gathersAll() throws {
    let root = try tree("presure: 3\nname: [1]\nopen: yes\n")
    let reader = SchemaReader(file: "f")
    let keys = reader.mapping(root, allowed: ["open", "pressure"], required: ["name", "kind"])
    _ = reader.bool(keys?["open"])
    _ = reader.string(keys?["name"])
    guard case .failure(let problems) = reader.finish(1) else {
      Issue.record("a bad file was accepted")
      return
    }
    #expect(
      problems.list.map(\.description) == [
        "f:1:1: unknown key 'presure': did you mean 'pressure'?",
        "f:1:1: the key 'kind' is missing here; add 'kind: ...'",
        "f:2:7: expected a text, read a sequence",
        "f:3:7: expected true or false, read 'yes'",
      ])
  }

  @Test("A missing node is no second problem")
  func missingIsSilent() {
    let reader = SchemaReader(file: "f")
    #expect(reader.string(nil) == nil && reader.int(nil) == nil && reader.quantity(nil) == nil)
    #expect(reader.problems.isEmpty)
  }

  @Test("A word far from all known ones lists them")
  func listsWords() throws {
    let far = try reading("zebra") { $0.word($1, of: ["open", "closed"], what: "state") }
    #expect(far.problem == "unknown state 'zebra': known here: open, closed")
    let swapped = try reading("colsed") { $0.word($1, of: ["open", "closed"], what: "state") }
    #expect(swapped.problem == "unknown state 'colsed': did you mean 'closed'?")
  }

  @Test(
    "Whole numbers have no second spelling",
    arguments: [
      "010", "1_000", "+5", "0x10", "1.0", "\"5\"", "", "five", "0b1", "9999999999999999999",
    ])
  func refusedIntegers(text: String) throws {
    #expect(try reading(text) { $0.int($1) }.value == nil)
  }

  @Test("Whole numbers are read within their limits, hexadecimal only where it is asked for")
  func integers() throws {
    #expect(try reading("-12") { $0.int($1) }.value == -12)
    #expect(try reading("0") { $0.int($1) }.value == 0)
    #expect(try reading("0x1001") { $0.int($1, allowsHex: true) }.value == 0x1001)
    #expect(try reading("0xZZ") { $0.int($1, allowsHex: true) }.value == nil)
    #expect(try reading("0x") { $0.int($1, allowsHex: true) }.value == nil)
    let outside = try reading("70000") { $0.int($1, in: 0...65535) }
    #expect(outside.value == nil)
    #expect(outside.problem == "70000 is outside 0..65535; correct the number")
  }

  @Test(
    "Decimal numbers have no second spelling",
    arguments: [".5", "5.", "1e", "nan", ".nan", ".inf", "inf", "0x1p3", "1,5", "1e999", "--1"])
  func refusedDecimals(text: String) throws {
    #expect(try reading(text) { $0.double($1) }.value == nil)
  }

  @Test("Decimal numbers, quantities, ranges and times are read")
  func numbers() throws {
    #expect(try reading("-0.5") { $0.double($1) }.value == -0.5)
    #expect(try reading("1e3") { $0.double($1) }.value == 1000)
    #expect(try reading("2.5e-3") { $0.double($1) }.value == 0.0025)
    #expect(
      try reading("34.0 bar(g)") { $0.quantity($1) }.value
        == YAMLQuantity(number: 34, unit: "bar(g)"))
    #expect(try reading("20 % LEL") { $0.quantity($1, in: "% LEL") }.value == 20)
    #expect(
      try reading("-20..60 degC") { $0.range($1) }.value
        == YAMLRange(bounds: -20...60, unit: "degC"))
    #expect(try reading("0..7") { $0.range($1, in: "") }.value == 0...7)
    #expect(try reading("-1.5..-0.5 V") { $0.range($1, in: "V") }.value == -1.5 ... -0.5)
    #expect(try reading("500 ms") { $0.duration($1) }.value == 500)
    #expect(try reading("0.5 s") { $0.duration($1) }.value == 500)
    #expect(try reading("18 min") { $0.duration($1) }.value == 1_080_000)
  }

  @Test("A quantity without its unit, or in another one, is refused with advice")
  func quantityProblems() throws {
    let bare = try reading("34") { $0.quantity($1) }
    #expect(bare.problem == "expected a number with its unit like '34.0 bar(g)', read '34'")
    let other = try reading("34 bar(a)") { $0.quantity($1, in: "bar(g)") }
    #expect(
      other.problem == "expected a number in bar(g), read '34 bar(a)'; convert it to bar(g)")
    #expect(try reading("60..-20 degC") { $0.range($1) }.value == nil)
    #expect(try reading("5 days") { $0.duration($1) }.value == nil)
    #expect(try reading("-1 s") { $0.duration($1) }.value == nil)
    let quoted = try reading("\"5\"") { $0.double($1) }
    #expect(quoted.problem.hasSuffix("remove the quotes"))
  }

  @Test("Names follow the pattern of topics")
  func names() {
    #expect(isName("el-1") && isName("0") && isName("a_b"))
    #expect(!isName("") && !isName("-a") && !isName("El") && !isName("ä"))
    #expect(isName(String(repeating: "a", count: 32)) && !isName(String(repeating: "a", count: 33)))
  }
}

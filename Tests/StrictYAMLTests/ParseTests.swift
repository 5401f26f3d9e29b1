// What the parser takes, what it refuses, and where it says the trouble is.

import StrictYAML
import Testing

/// The problems of a text as `line:column: message`; empty when it was read.
func problems(of text: String) -> [String] {
  guard case .failure(let problems) = parse(text, file: "f") else { return [] }
  return problems.list.map { "\($0.line):\($0.column): \($0.message)" }
}

func tree(_ text: String) throws -> YAMLNode { try parse(text, file: "f").get() }

@Suite("Parsing")
struct ParseTests {
  @Test("Every key and value knows its line and column")
  func positions() throws {
    let root = try tree("a: 1\nb:\n  - x: yes\n    y: {z: 0x10, w: 3.0 bar(g)}\n")
    let entries = try #require(root.mapping)
    #expect(entries.map { "\($0.key) \($0.line):\($0.column)" } == ["a 1:1", "b 2:1"])
    let inner = try #require(root["b"]?.sequence?.first)
    #expect([inner.line, inner.column] == [3, 5])
    let flow = try #require(inner["y"]?.mapping)
    #expect(flow.map { "\($0.key) \($0.line):\($0.column)" } == ["z 4:9", "w 4:18"])
    #expect(flow[1].value.column == 21)
  }

  @Test("Scalars stay text, whatever they look like")
  func scalarsAreText() throws {
    let root = try tree("a: no\nb: 010\nc: 1_000\nd: ~\ne: 2026-01-01\nf: .inf\ng: \"5\"\nh:\n")
    let texts = try #require(root.mapping).map { $0.value.scalar }
    #expect(texts == ["no", "010", "1_000", "~", "2026-01-01", ".inf", "5", ""])
    #expect(root["g"]?.content == .scalar("5", isQuoted: true))
    #expect(root["h"]?.isEmpty == true)
  }

  @Test("A key given twice names both places, in every mapping that has one")
  func doubleKeys() {
    let text = "a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 4\n\"a\": 5\n"
    #expect(
      problems(of: text) == [
        "5:3: the key 'c' is given twice, first in line 3, column 3; keep one of them",
        "6:1: the key 'a' is given twice, first in line 1, column 1; keep one of them",
        "7:1: the key 'a' is given twice, first in line 1, column 1; keep one of them",
      ])
  }

  @Test("Double keys in flow mappings and odd keys are refused too")
  func oddDoubleKeys() {
    #expect(problems(of: "x: {k: 1, k: 2}").first?.hasPrefix("1:11: the key 'k'") == true)
    #expect(!problems(of: ": 1\n: 2\n").isEmpty)
    #expect(!problems(of: "[a]: 1\n[a]: 2\n").isEmpty)
    #expect(!problems(of: "'': 1\n'': 2\n").isEmpty)
    #expect(!problems(of: "\"\\x61\": 1\na: 2\n").isEmpty)
  }

  @Test(
    "What a person would not see is refused at its place",
    arguments: [
      ("a: &x 1\nb: *x\n", "1:4: an anchor"),
      ("a: 1\nb:\n  <<: {c: 1}\n", "3:3: a merge key"),
      ("\u{FEFF}a: 1\n", "1:1: a byte-order mark"),
      ("a: 1\nb:\t2\n", "2:3: a tab"),
      ("a: 1\n---\nb: 2\n", "2:1: a second document"),
      ("a: 1\rb: 2\n", "1:5: a carriage return"),
      ("a: !!int 5\n", "1:4: a tag"),
      ("a: !mine 5\n", "1:4: a tag"),
      ("? [a, b]\n: 1\n", "1:3: a key must be one plain word"),
      ("a: \u{2028}1\n", "1:4: an unusual line separator (U+2028)"),
      ("a: \u{7}\n", "1:4: the character U+0007"),
      ("a: \u{F0000}\n", "1:4: the character U+F0000"),
      ("a: [1, 2\nb: 3\n", "2:2: this is not YAML"),
      ("a: *nobody\n", "1:4: this is not YAML"),
    ])
  func refusals(text: String, expected: String) {
    let found = problems(of: text)
    #expect(found.first?.hasPrefix(expected) == true, "\(found)")
  }

  @Test("Windows line ends and a leading document mark are accepted")
  func windowsLineEnds() throws {
    let root = try tree("---\r\na: 1\r\nb: 2\r\n")
    #expect(root["b"] == YAMLNode(line: 3, column: 4, content: .scalar("2", isQuoted: false)))
  }

  @Test("Aliases that would multiply without end are refused at once")
  func multiplyingAliases() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let inner = (0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", ")
      text += "a\(level): &a\(level) [\(inner)]\n"
    }
    #expect(problems(of: text).first?.hasPrefix("1:5: an anchor") == true)
  }

  @Test("Deep nesting is refused, not followed")
  func deepNesting() {
    let text = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(problems(of: text).first?.contains("nested deeper than 32") == true)
    #expect(!problems(of: String(repeating: "[", count: 50_000)).isEmpty)
  }

  @Test("Bytes that are not UTF-8 are refused with their line")
  func badBytes() {
    let bytes = Array("a: 1\nb: ".utf8) + [0xFF, 0x0A]
    guard case .failure(let found) = parse(bytes: bytes, file: "f") else {
      Issue.record("bad bytes were read")
      return
    }
    #expect(found.list.map { [$0.line, $0.column] } == [[2, 4]])
  }

  @Test("An empty text is an empty value, not a crash")
  func emptyText() throws {
    #expect(try tree("").isEmpty)
    #expect(try tree("# only a comment\n").isEmpty)
  }

  @Test("A problem prints as file, line, column and message")
  func description() {
    let problem = YAMLProblem(file: "site.yaml", line: 12, column: 7, message: "wrong")
    #expect(problem.description == "site.yaml:12:7: wrong")
  }
}

// A strict reader of comma-separated tables (RFC 4180): quotes only around whole fields, a doubled quote
// inside them, as many fields in each record as in the header. Every field keeps its line and column,
// so that a mistake in the matrix can be named as exactly as one in the site file.

import StrictYAML

/// One field of a table, with the place of its first character.
struct CSVField: Equatable {
  var text: String
  var line: Int
  var column: Int
}

/// A table: the header and the records under it.
struct CSVTable {
  var header: [CSVField] = []
  var records: [[CSVField]] = []
}

/// Reads a table, and says all that is wrong with its form.
struct CSVReader {
  /// More than any matrix needs; what is beyond is refused, not read.
  static let mostRecords = 2_000
  static let longestField = 2_000

  let file: String
  private(set) var problems: [YAMLProblem] = []
  private var scalars: [Unicode.Scalar]
  private var place = 0
  private var line = 1
  private var column = 1

  init(_ text: String, file: String) {
    self.file = file
    scalars = Array(text.unicodeScalars)
  }

  /// The table of `text` and the problems of its form.
  static func read(_ text: String, file: String) -> (table: CSVTable, problems: [YAMLProblem]) {
    var reader = CSVReader(text, file: file)
    let table = reader.table()
    return (table, reader.problems)
  }

  private mutating func table() -> CSVTable {
    var table = CSVTable()
    if scalars.first == "\u{FEFF}" {
      complain(1, 1, "a byte-order mark; save the file as UTF-8 without one")
      place = 1
    }
    while place < scalars.count {
      let record = self.record()
      if record.count == 1, record[0].text.isEmpty {
        complain(record[0].line, 1, "an empty line; remove it")
      } else if table.header.isEmpty {
        table.header = record
      } else if record.count != table.header.count {
        complain(
          record[0].line, 1,
          "this record has \(record.count) fields, the header has \(table.header.count); "
            + "count the commas, and put texts with commas in quotes")
      } else if table.records.count < Self.mostRecords {
        table.records.append(record)
      } else {
        complain(record[0].line, 1, "more than \(Self.mostRecords) records; shorten the table")
        break
      }
    }
    if table.header.isEmpty { complain(1, 1, "the table is empty; write the header first") }
    return table
  }

  private mutating func record() -> [CSVField] {
    var fields: [CSVField] = []
    while true {
      fields.append(field())
      guard place < scalars.count else { return fields }
      if scalars[place] == "," {
        step()
        continue
      }
      if scalars[place] == "\r" { step() }
      if place < scalars.count, scalars[place] == "\n" { step() }
      return fields
    }
  }

  private mutating func field() -> CSVField {
    let start = (line: line, column: column)
    let isQuoted = place < scalars.count && scalars[place] == "\""
    let text = isQuoted ? quoted(from: start) : plain()
    if text.unicodeScalars.count > Self.longestField {
      complain(start.line, start.column, "a field of more than \(Self.longestField) characters")
    }
    return CSVField(text: text, line: start.line, column: start.column)
  }

  private mutating func plain() -> String {
    var text = String.UnicodeScalarView()
    while place < scalars.count, !isEnd(scalars[place]) {
      if scalars[place] == "\"" {
        complain(line, column, "a quote inside a field; put the whole field in quotes")
      }
      text.append(scalars[place])
      step()
    }
    return String(text)
  }

  private mutating func quoted(from start: (line: Int, column: Int)) -> String {
    var text = String.UnicodeScalarView()
    step()
    while place < scalars.count {
      if scalars[place] != "\"" {
        text.append(scalars[place])
        step()
      } else if place + 1 < scalars.count, scalars[place + 1] == "\"" {
        text.append("\"")
        step()
        step()
      } else {
        step()
        if place < scalars.count, !isEnd(scalars[place]) {
          complain(line, column, "text after the closing quote; double a quote inside the field")
          return String(text) + plain()
        }
        return String(text)
      }
    }
    complain(start.line, start.column, "this quote is never closed; close it")
    return String(text)
  }

  private func isEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "," || scalar == "\n" || scalar == "\r"
  }

  private mutating func step() {
    if scalars[place] == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
    place += 1
  }

  private mutating func complain(_ line: Int, _ column: Int, _ message: String) {
    guard problems.count < 100 else { return }
    problems.append(YAMLProblem(file: file, line: line, column: column, message: message))
  }
}

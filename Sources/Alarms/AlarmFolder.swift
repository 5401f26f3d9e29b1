// Where alarms live on disk: `alarms.json`, small, replaced by rename, says what people have seen and put
// aside; `alarm-log.jsonl`, appended, says what happened. Both are text that a person can read. Neither
// is needed to run: if one is lost, alarms show themselves again, which is the safe side.

import Foundation
import Plant

/// The files of one site's alarms.
public struct AlarmFolder: Sendable {
  /// The log is set aside at this size, in bytes, and this many old ones are kept.
  public static let longestLog = 8 << 20
  public static let oldLogs = 8

  /// What cannot be done with a file, and why.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  private let folder: String
  private let longestLog: Int

  /// The files in an existing folder.
  public init(_ folder: String, longestLog: Int = Self.longestLog) {
    self.folder = folder
    self.longestLog = longestLog
  }

  private var memoryPath: String { "\(folder)/alarms.json" }
  private func logPath(_ number: Int) -> String {
    number == 0 ? "\(folder)/alarm-log.jsonl" : "\(folder)/alarm-log.\(number).jsonl"
  }

  /// What an earlier run remembered; nil when there was none. A file that cannot be read, or that
  /// belongs to another site, is set aside.
  public func recall(site: String) throws(Failure) -> AlarmMemory? {
    guard FileManager.default.fileExists(atPath: memoryPath) else { return nil }
    if let data = FileManager.default.contents(atPath: memoryPath),
      let memory = try? JSONDecoder().decode(AlarmMemory.self, from: data),
      memory.form == AlarmMemory.form, memory.site == site
    {
      return memory
    }
    let aside = memoryPath + ".damaged"
    guard rename(memoryPath, aside) == 0 else { throw failure("set aside", memoryPath) }
    throw Failure(description: "alarm states cannot be read; set aside as \(aside)")
  }

  /// Replaces the memory; when this returns it is on disk.
  func remember(_ memory: AlarmMemory) throws(Failure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(memory) else { throw failure("encode", memoryPath) }
    let temporary = memoryPath + ".new"
    try write([UInt8](data), to: temporary, O_TRUNC)
    guard rename(temporary, memoryPath) == 0 else { throw failure("replace", memoryPath) }
  }

  /// Appends records to the log; when this returns they are on disk.
  func append(_ records: [AlarmRecord]) throws(Failure) {
    guard !records.isEmpty else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes: [UInt8] = []
    for record in records {
      guard let line = try? encoder.encode(record) else { continue }
      bytes += line + [UInt8(ascii: "\n")]
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: logPath(0))
    let size = attributes?[.size] as? Int ?? 0
    let isFull = size > 0 && size + bytes.count > longestLog
    if isFull { setLogsAside() }
    // A line that a power cut tore must not swallow the next one.
    if size > 0, !isFull, !endsLine(logPath(0)) { bytes.insert(UInt8(ascii: "\n"), at: 0) }
    do {
      try write(bytes, to: logPath(0), O_APPEND)
    } catch {
      // What a full disk took of it goes again, so that the next try does not write it twice.
      _ = truncate(logPath(0), isFull ? 0 : size)
      throw error
    }
  }

  private func setLogsAside() {
    for number in stride(from: Self.oldLogs - 1, through: 0, by: -1) {
      _ = rename(logPath(number), logPath(number + 1))
    }
  }

  private func endsLine(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return true }
    defer { try? file.close() }
    guard let end = try? file.seekToEnd(), end > 0 else { return true }
    guard (try? file.seek(toOffset: end - 1)) != nil else { return true }
    return (try? file.read(upToCount: 1))?.first == UInt8(ascii: "\n")
  }

  /// All records of the logs, oldest first, and how many lines made no sense.
  public func records() -> (records: [AlarmRecord], unreadable: Int) {
    let decoder = JSONDecoder()
    var records: [AlarmRecord] = []
    var unreadable = 0
    for number in stride(from: Self.oldLogs, through: 0, by: -1) {
      guard let data = FileManager.default.contents(atPath: logPath(number)) else { continue }
      for line in data.split(separator: UInt8(ascii: "\n")) {
        if let record = try? decoder.decode(AlarmRecord.self, from: Data(line)) {
          records.append(record)
        } else {
          unreadable += 1
        }
      }
    }
    return (records, unreadable)
  }

  private func write(_ bytes: [UInt8], to path: String, _ how: Int32) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | how, 0o600)
    guard descriptor >= 0 else { throw failure("open", path) }
    let written = bytes.withUnsafeBytes {
      Foundation.write(descriptor, $0.baseAddress, $0.count)
    }
    let isSafe = written == bytes.count && fsync(descriptor) == 0
    let problem = isSafe ? nil : failure("write", path)
    close(descriptor)
    if let problem { throw problem }
  }

  private func failure(_ what: String, _ path: String) -> Failure {
    Failure(description: "cannot \(what) \(path): \(String(cString: strerror(errno)))")
  }
}

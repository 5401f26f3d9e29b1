// The files of a site as they can be wrong: readable by strangers, changed under a running controller, or
// those of another plant. The tags are those of the catalogue of faults.

import Foundation
import Modbus
import Testing

extension SurroundingsTests {
  @Test("C6: whatever the service writes, and its socket, belongs to its owner alone")
  func ownersAlone() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    lab.surroundings = ["/bin/sh", "-c", "umask 0; exec \"$@\"", "sh"]
    try lab.startController(clock: "0,0,1.0")
    _ = try lab.letScan(10)
    let files = FileManager.default.enumerator(atPath: lab.state)?.allObjects as? [String] ?? []
    #expect(files.contains("control.sock") && files.contains { $0.hasSuffix(".sqlite") })
    for name in files + ["."] {
      let facts = try FileManager.default.attributesOfItem(atPath: "\(lab.state)/\(name)")
      let rights = try #require(facts[.posixPermissions] as? Int)
      #expect(rights & 0o077 == 0, "\(name) has \(String(rights, radix: 8))")
    }
  }

  @Test(
    "C7: files that change under a running controller change nothing; the next start doubts them")
  func changedWhileRunning() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startSimulator()
    try lab.startController()
    _ = try lab.letScan(10)
    #expect(try !lab.view().latched.contains("X03"))
    // Half a file, as an editor that crashed leaves it.
    let path = "\(lab.site.folder)/cause-and-effect.csv"
    let signed = try String(contentsOfFile: path, encoding: .utf8)
    try String(signed.prefix(signed.count / 2)).write(
      toFile: path, atomically: false, encoding: .utf8)
    let view = try lab.letScan(30)
    #expect(view.latched == ["X01 unclean-start"], premises.comment)
    #expect(try #require(lab.controller).isRunning)
    let first = try #require(lab.controller)
    first.askToEnd()
    try premises.wait(for: "the controller ends") { !first.isRunning }
    let broken = try premises.run(
      "h2q",
      ["run", lab.site.folder, "--profiles", SiteCopy.profiles, "--state", premises.folder])
    #expect(broken.code == 78, "half a file starts nothing")
    // A limit that is lower is allowed, but it is not what the latches belong to.
    let changed = signed.replacingOccurrences(of: "above,20,% LEL", with: "above,19,% LEL")
    try #require(changed != signed)
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    try lab.startController()
    let next = try lab.letScan(5)
    #expect(next.latched.contains("X03"), premises.comment)
  }

  @Test("C9: a controller with the files of another device writes nothing to the one that answers")
  func wrongDevice() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startSimulator()
    let path = "\(lab.site.folder)/site.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    // Not the first one: the dryer of all modules speaks through that.
    let lines = text.ranges(of: "firmware-version: 265")
    try #require(lines.count == 4)
    try text.replacingCharacters(in: lines[1], with: "firmware-version: 264")
      .write(toFile: path, atomically: true, encoding: .utf8)
    try lab.startController()
    try lab.wait(for: "the foreign device is seen") { $0.active.contains("X09 el-2") }
    #expect(try lab.view().active.isDisjoint(with: ["X09 el-1", "X09 el-3", "X09 el-4"]))
    try lab.reset()
    #expect(try lab.view().active.contains("X09 el-2"), "no reset makes another device of it")
    try lab.askForAutomatic("el-1")
    try lab.askForAutomatic("el-2")
    try lab.wait(for: "the right one runs") { $0.step("el-1") == "running" }
    #expect(try lab.view().commands["el-2.run"] == 0)
    // Of the set-up that every module gets at its connect, this one got nothing.
    let site = try lab.site.load()
    #expect(try Wire(to: "el-1", of: site).read(.holdingRegister, 4_600, 2) != [0, 0])
    #expect(try Wire(to: "el-2", of: site).read(.holdingRegister, 4_600, 2) == [0, 0])
    #expect(try lab.h2q("status").contains("firmware-version"), "and people are told what differs")
  }
}

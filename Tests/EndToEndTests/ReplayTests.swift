// The journal of a service, replayed by its own program and against another one. The other one is this
// program behind a filter that makes it decide otherwise in a single scan.

import Foundation
import Testing

extension SurroundingsTests {
  @Test("What a service recorded replays to the bit, and where another build differs is named")
  func replay() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startSimulator()
    try lab.startController()
    try premises.wait(for: "the first block is on disk") {
      try self.replay(lab, "--digest").code == 0
    }
    try #require(lab.controller).crash()

    let alone = try replay(lab)
    #expect(alone.code == 0, "\(alone.output)")
    #expect(alone.output.contains("identical: every command, event and state is as it was"))

    let program = "\(builtFolder)/h2q"
    let same = try replay(lab, "--against", program)
    #expect(same.code == 0, "\(same.output)")
    #expect(same.output.contains("identical: both builds decide the same in every scan"))

    let other = "\(premises.folder)/other-build"
    let filter = #"s/^\([0-9]* 50 [0-9]* \)[0-9a-f]*/\10000000000000000/"#
    try "#!/bin/sh\n'\(program)' \"$@\" | sed '\(filter)'\n"
      .write(toFile: other, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: other)
    let differs = try replay(lab, "--against", other)
    #expect(differs.code == 1, "\(differs.output)")
    #expect(differs.output.contains("the builds differ in 1 scans, in 1 by their decisions"))
    #expect(differs.output.contains("first: scan 50 of run"))
  }

  private func replay(
    _ lab: Laboratory, _ words: String...
  ) throws -> (code: Int32, output: String) {
    try lab.premises.run(
      "h2q",
      ["replay", lab.site.folder] + words
        + ["--profiles", SiteCopy.profiles, "--state", lab.premises.folder])
  }
}

// h2q: the controller's command line. `run` is the service; every other verb either reads files or asks
// the running service over its local socket.

import ArgumentParser

@main
struct H2Q: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "h2q",
    abstract: "The hydrogen quarter energy controller.",
    discussion: """
      Runs a site's plant and answers questions about it. SITE is a folder with site.yaml, or the
      name of one below hardware/sites. This software is a layer above the hard-wired chain; it is
      not a safety instrumented system.
      """,
    subcommands: [
      Run.self, Check.self, Status.self, Why.self, SetMode.self, SetPower.self, Stop.self,
      Reset.self, Acknowledge.self, SilenceHorn.self, Confirm.self, Proceed.self, Bypass.self,
      AlarmCommands.self, Interlocks.self, History.self, Events.self,
      ReplayCommand.self, DeviceCommands.self,
    ])
}

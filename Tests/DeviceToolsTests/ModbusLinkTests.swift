// The joint between drivers and the wire translates and decides nothing.

import DeviceProfiles
import DeviceTools
import Drivers
import Testing

@Suite("The link of a driver")
struct ModbusLinkTests {
  @Test("A wire that cannot be is refused before anything is sent")
  func impossible() {
    #expect(throws: (any Error).self) { try ModbusLink(over: .tcp(host: "", port: 502)) }
    #expect(throws: (any Error).self) { try ModbusLink(over: .serial("/dev/ttyS0:9600:9X9")) }
  }

  @Test("A link that is not open says so, as a driver understands it")
  func closed() throws {
    let link = try ModbusLink(over: .tcp(host: "127.0.0.1", port: 1))
    #expect(throws: LinkError.closed) {
      try link.read(.holding, unit: 1, address: 0, count: 1, timeout: 100)
    }
    #expect(throws: LinkError.refused) { try link.connect(timeout: 1_000) }
  }
}

// The endpoints file: where everything of a running simulation listens, so that other tools can join in.
// It is written by rename, and only when everything listens.

import Plant
import DeviceProfiles
import Foundation
import ModbusPlant
import ScanLoop
import SiteConfiguration

/// What other programs need to join in.
struct EndpointFile: Encodable {
  struct Device: Encodable {
    var site: String
    var name: String
    var profile: String
    var host: String
    var port: Int
    var unit: Int
  }
  struct Panel: Encodable {
    /// The first site's page.
    var url: String
    /// The page of each site.
    var sites: [String: String]
  }
  struct Broker: Encodable {
    var host: String
    var port: Int
  }
  struct Others {
    var panel: Panel
    var broker: Broker
    var sockets: [String: String]
  }
  var panel: Panel?
  var broker: Broker?
  var sockets: [String: String]?
  var clocks: [String: String]
  var devices: [Device]
}

/// Writes the endpoints of the served plants, with what else runs beside them.
func writeEndpoints(
  of running: [SimulatedSite], to path: String, more: EndpointFile.Others?
) throws {
  var devices: [EndpointFile.Device] = []
  var clocks: [String: String] = [:]
  for site in running {
    clocks[site.loaded.catalogue.site] = site.clock.text
    for device in site.loaded.devices {
      devices.append(
        EndpointFile.Device(
          site: site.loaded.catalogue.site, name: device.name, profile: device.profile.name,
          host: "127.0.0.1", port: site.server.ports[device.name] ?? 0,
          unit: Int(device.address.unit)))
    }
  }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  let file = EndpointFile(
    panel: more?.panel, broker: more?.broker, sockets: more?.sockets, clocks: clocks,
    devices: devices)
  try encoder.encode(file).write(to: URL(fileURLWithPath: path), options: .atomic)
}

// Addresses of a simulated plant: the simulator takes the next free port when one is taken, and writes
// down where each device listens.

import Plant
import DeviceProfiles
import ArgumentParser
import Foundation
import SiteConfiguration

/// One line of an endpoints file.
private struct Endpoint: Decodable {
  var site: String
  var name: String
  var host: String
  var port: Int
}

private struct Endpoints: Decodable {
  var devices: [Endpoint]
}

/// Takes over the addresses that the file names for this site. Every device must be in it.
func applyEndpoints(from path: String, to site: inout LoadedSite) throws {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw ValidationError("cannot read the endpoints file \(path); has the simulator started?")
  }
  let known: Endpoints
  do {
    known = try JSONDecoder().decode(Endpoints.self, from: data)
  } catch {
    throw ValidationError("\(path) is no endpoints file: \(error)")
  }
  for place in site.devices.indices {
    let name = site.devices[place].name
    guard
      let found = known.devices.first(where: { $0.site == site.catalogue.site && $0.name == name })
    else {
      throw ValidationError("\(path) does not say where \(site.catalogue.site)/\(name) listens")
    }
    site.devices[place].address.wire = .tcp(host: found.host, port: found.port)
  }
}

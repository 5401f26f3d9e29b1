// The walk along a SunSpec chain for whoever asks once, not for ever: the device tools.

public import DeviceProfiles

/// Finds all models of a device; nil when it has no SunSpec marker. `ask` carries out a request and gives
/// the registers, or nil when the device refused it.
public func findSunSpecModels(
  _ ask: (ReadRequest) throws -> [UInt16]?
) rethrows -> [FoundModel]? {
  // No chain holds the number of its own end, so the walk goes to the end.
  var walk = SunSpecWalk(wanted: [SunSpecModel(id: sunSpecEnd, length: 0)])
  while case .read(let request)? = walk.next {
    walk.take(try ask(request).map { .values($0) } ?? .exception(2))
  }
  return walk.isSunSpec ? walk.chain : nil
}

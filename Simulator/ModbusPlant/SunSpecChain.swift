// The chain of SunSpec models as it lies in the holding registers. A client reads whole models, so
// every register of a model answers, the ones that the profile leaves out with "not implemented".

import DeviceProfiles

/// Where the models of a profile lie, and what fills them.
struct SunSpecChain {
  /// What a register answers that no point fills.
  private(set) var fill: [Int: UInt16] = [:]
  /// Wire address of the ID register of each model.
  private(set) var starts: [Int: Int] = [:]

  /// Lays out the profile's models behind the marker at 40000.
  init(of profile: DeviceProfile) {
    for model in profile.chain() where starts[model.id] == nil {
      starts[model.id] = model.address
      let patterns = SunSpecPatterns.words(of: model.id, length: model.length)
      for (offset, word) in patterns.enumerated() { fill[model.address + 2 + offset] = word }
    }
    for (address, words) in profile.chainFrame() {
      for (offset, word) in words.enumerated() { fill[address + offset] = word }
    }
  }
}

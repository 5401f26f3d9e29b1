// Finds the models of a SunSpec device. The marker "SunS" stands at 40000, 0 or 50000; behind it the
// models lie back to back, each with its ID, its length L and L registers; ID 0xFFFF ends the chain.
// ID and length are read one by one, because some devices end the chain without a length, and a
// chain that breaks off counts as far as it could be read.
// Source: SunSpec Device Information Model Specification, section 6.3.

import DeviceProfiles

/// The walk along the chain, one question at a time.
struct SunSpecWalk {
  /// The most models looked at; real chains have about ten.
  static let mostModels = 64

  private enum Stage: Equatable {
    case marker
    case id(address: Int)
    case length(id: Int, address: Int)
    case finished
  }

  private var stage = Stage.marker
  /// Place in `sunSpecBases` that is asked next.
  private var base: Int
  private var basesLeft = sunSpecBases.count
  private var wanted: [SunSpecModel]
  /// The models in the order of the chain.
  private(set) var chain: [FoundModel] = []
  /// True when a marker was found.
  private(set) var isSunSpec = false

  /// A walk that looks for the `wanted` models and ends early when it has them.
  init(wanted: [SunSpecModel], startingAt base: Int = 0) {
    self.wanted = wanted
    self.base = base % sunSpecBases.count
  }

  /// Where to begin on the next link when this one fails: a device that answers wrong addresses with
  /// silence is asked elsewhere.
  var baseAfterFailure: Int { isSunSpec ? base : (base + 1) % sunSpecBases.count }

  /// The next question; nil when the walk is over.
  var next: Exchange? {
    switch stage {
    case .marker: .read(ReadRequest(.holding, sunSpecBases[base], count: sunSpecMarker.count))
    case .id(let address): .read(ReadRequest(.holding, address))
    case .length(_, let address): .read(ReadRequest(.holding, address + 1))
    case .finished: nil
    }
  }

  /// Takes the answer to the last question.
  mutating func take(_ answer: Answer) {
    let values: [UInt16] = if case .values(let values) = answer { values } else { [] }
    switch stage {
    case .marker:
      if values == sunSpecMarker {
        isSunSpec = true
        stage = .id(address: sunSpecBases[base] + sunSpecMarker.count)
      } else {
        base = (base + 1) % sunSpecBases.count
        basesLeft -= 1
        if basesLeft == 0 { stage = .finished }
      }
    case .id(let address):
      let id = values.first.map(Int.init) ?? sunSpecEnd
      let isLast = id == sunSpecEnd || id == 0 || chain.count >= Self.mostModels
      stage = isLast ? .finished : .length(id: id, address: address)
    case .length(let id, let address):
      let length = values.first.map(Int.init) ?? 0
      guard length > 0, address + length + 2 < 65_536 else {
        stage = .finished
        return
      }
      chain.append(FoundModel(id: id, address: address, length: length))
      wanted.removeAll { $0.accepts(id) }
      stage = wanted.isEmpty ? .finished : .id(address: address + length + 2)
    case .finished: break
    }
  }
}

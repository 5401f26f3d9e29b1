// Drawing what happens around the plant: to the wires, to the computer, and by people.

import ModbusPlant
import Plant
import PlantSimulation

extension Draw {
  mutating func wireTrouble(of family: Family) -> (Trouble, Milliseconds)? {
    let device = random.below(terrain.devices.count)
    let faults: [LinkFault]
    switch family {
    case .wireSilence:
      faults = [
        .silent, .refuse, .reset, .reboot(Milliseconds(random.below(30_000) + 500)),
        .maxClients(0),
      ]
    case .wireNoise:
      let codes = ExceptionCode.allCases
      faults = [
        .late(Milliseconds(random.below(1_500) + 50)),
        .slowDrip(Milliseconds(random.below(80) + 1)),
        .exception(codes[random.below(codes.count)]), .wrongTransaction, .shortFrame, .garbage,
      ]
    case .wireValues: faults = [.frozen, .wordSwap, .nan, .signReversed]
    default: return (.loss(device: device, share: between(0.02, 0.6)), span(1_000, 600_000))
    }
    guard let fault = one(of: faults) else { return nil }
    return (.wire(device: device, fault), span(500, 240_000))
  }

  mutating func hostTrouble(of family: Family) -> (Trouble, Milliseconds)? {
    switch family {
    case .crash:
      let fate = one(of: [DiskFate.sound, .sound, .sound, .behind, .damaged]) ?? .sound
      let clocks: [Milliseconds] = [
        0, 0, 0, 3_600_000, -3_600_000, 86_400_000, -31_536_000_000, 2_000, -2_000,
      ]
      return (.crash(fate, clock: one(of: clocks) ?? 0), span(2_000, 60_000))
    case .stall:
      return (random.even() < 0.6 ? .stall : .suspend, span(200, 60_000))
    case .clock:
      let steps: [Milliseconds] = [
        500, 3_000, -3_000, 60_000, -60_000, -3_600_000, 7_200_000, 40_000_000_000,
      ]
      if random.even() < 0.5 { return (.slow(2 + random.below(4)), span(1_000, 60_000)) }
      return (.clock(one(of: steps) ?? 0), span(10_000, 300_000))
    case .disk: return (.fullDisk, span(1_000, 300_000))
    default: return (.broker, span(1_000, 300_000))
    }
  }

  mutating func personTrouble(of family: Family) -> (Trouble, Milliseconds)? {
    guard family == .hands else {
      let kinds = Wish.Kind.allCases
      let unit = random.even() < 0.8 ? random.below(terrain.machines) : nil
      let kind = one(of: kinds) ?? .stop
      return (.wish(Wish(kind: kind, unit: unit, value: between(-1, 6))), 0)
    }
    switch random.below(8) {
    case 0: return (.hand(.emergencyStop(isPressed: true)), span(300, 120_000))
    case 1:
      let position = one(of: [KeyPosition.local, .maintenance]) ?? .local
      return (.hand(.keySwitch(position)), span(1_000, 240_000))
    case 2: return (.hand(.door(isOpen: true)), span(1_000, 420_000))
    // The key: rightly, too short, far too long.
    case 3, 4:
      return (.hand(.resetKey(pressDuration: 1_000 + Milliseconds(random.below(3_500)))), 0)
    case 5: return (.hand(.resetKey(pressDuration: 100)), 0)
    case 6: return (.hand(.resetKey(pressDuration: 12_000 + Milliseconds(random.below(60_000)))), 0)
    default: return (.hand(.acknowledgeGasWarning), 0)
    }
  }
}

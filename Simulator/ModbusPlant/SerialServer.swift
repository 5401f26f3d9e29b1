// A serial line with its units, on a pair of pseudo-terminals: the simulator holds one end, a client opens
// the other as it would open /dev/ttyUSB0. One thread reads, asks the units and answers; a line has
// one conversation at a time anyway.

import Foundation
import Glibc
public import Plant
import Synchronization

/// Serves devices as units of one serial line.
public final class SerialServer: Sendable {
  /// The device file that clients open.
  public let path: String
  private let links: [DeviceLink]
  private let master: Int32
  /// Held open, so that the line does not hang up between two clients.
  private let slave: Int32
  private let now: @Sendable () -> Milliseconds
  private let isEnding = Mutex(false)
  private let done = DispatchSemaphore(value: 0)

  /// Opens a pair of pseudo-terminals and begins to answer. `now` is real time in ms.
  /// - Throws: `PlantServerError` when the system has no pair left.
  public init(
    _ devices: [ServedDevice], exchange: PlantExchange,
    now: @escaping @Sendable () -> Milliseconds = PlantServer.monotonic
  ) throws {
    self.now = now
    links = devices.map { DeviceLink($0, exchange: exchange, now: now()) }
    // Linux: unlock the other end, then ask for its number (ioctl_tty(2)).
    master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var number: UInt32 = 0
    var lock: Int32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &lock) == 0,
      ioctl(master, 0x8004_5430, &number) == 0
    else {
      let cause = errno
      if master >= 0 { Glibc.close(master) }
      throw PlantServerError(
        description: "no pseudo-terminal for a serial line can be opened (error \(cause))")
    }
    path = "/dev/pts/\(number)"
    slave = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    // Bytes as they are: no echo, no line ends.
    var form = termios()
    tcgetattr(slave, &form)
    cfmakeraw(&form)
    tcsetattr(slave, TCSANOW, &form)
    let thread = Thread { [self] in
      run()
      done.signal()
    }
    thread.name = "serial " + path
    thread.start()
  }

  /// Switches a fault of one unit on, or off with nil.
  /// - Throws: `PlantServerError` when no unit has that name.
  public func set(_ fault: LinkFault?, device: String) throws {
    guard let link = links.first(where: { $0.device.name == device }) else {
      let names = links.map(\.device.name).joined(separator: ", ")
      throw PlantServerError(description: "no unit \"\(device)\"; choose one of: \(names)")
    }
    link.set(fault, now: now())
  }

  /// Ends the thread and closes the line.
  public func stop() {
    let isFirst = isEnding.withLock { ending in
      defer { ending = true }
      return !ending
    }
    guard isFirst else { return }
    done.wait()
    Glibc.close(slave)
    Glibc.close(master)
  }

  private func run() {
    var decoder = SerialFrameDecoder()
    var buffer = [UInt8](repeating: 0, count: 512)
    while !isEnding.withLock({ $0 }) {
      var wanted = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&wanted, 1, 20) > 0 else {
        decoder.quiet()
        for link in links { link.bank.watch(now: now()) }
        continue
      }
      let count = Glibc.read(master, &buffer, buffer.count)
      guard count > 0 else {
        usleep(20_000)
        continue
      }
      decoder.append(buffer[..<count])
      while case .request(let request) = decoder.next() { answer(request) }
    }
  }

  private func answer(_ request: ModbusFrame) {
    for link in links {
      switch link.reaction(to: request, now: now(), framing: .rtu) {
      case .nothing, .reset: continue
      case .send(let bytes): send(bytes)
      case .sendLate(let bytes, let delay):
        pause(delay)
        send(bytes)
      case .drip(let bytes, let gap):
        for byte in bytes {
          pause(gap)
          send([byte])
        }
      }
    }
  }

  private func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }

  /// Waits, but ends early with the server.
  private func pause(_ span: Milliseconds) {
    var left = span
    while left > 0, !isEnding.withLock({ $0 }) {
      usleep(UInt32(min(left, 20)) * 1_000)
      left -= 20
    }
  }
}

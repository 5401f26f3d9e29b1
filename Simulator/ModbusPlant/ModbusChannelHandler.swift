// The thin part that touches the network: bytes in, frames to the link, its reaction out. One handler
// a connection. It reads on only when its answers are out, so a client that asks without listening
// stops itself.

import Glibc
import NIOCore
import Plant

final class ModbusChannelHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let link: DeviceLink
  private let now: @Sendable () -> Milliseconds
  /// Told when the device starts anew on a client's wish.
  private let rebooted: @Sendable () -> Void
  private var decoder = ModbusFrameDecoder()
  /// Answers that wait for their time.
  private var late = 0
  private static let mostLate = 64

  init(
    _ link: DeviceLink, now: @escaping @Sendable () -> Milliseconds,
    rebooted: @escaping @Sendable () -> Void
  ) {
    self.link = link
    self.now = now
    self.rebooted = rebooted
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    decoder.append(buffer.readableBytesView)
    do {
      while let request = try decoder.next() {
        act(on: link.reaction(to: request, now: now()), context: context)
      }
    } catch {
      link.noteBrokenStream()
      context.close(promise: nil)
    }
    context.flush()
    if link.bank.wantsReboot { rebooted() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func act(on reaction: LinkReaction, context: ChannelHandlerContext) {
    switch reaction {
    case .nothing: break
    case .send(let bytes): write(bytes, context)
    case .sendLate(let bytes, let delay):
      schedule(context, after: delay) { handler, context in
        handler.write(bytes, context)
        context.flush()
      }
    case .drip(let bytes, let pause):
      drip(ArraySlice(bytes), every: pause, context)
    case .reset:
      reset(context)
    }
  }

  private func write(_ bytes: some Collection<UInt8>, _ context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
  }

  private func drip(
    _ bytes: ArraySlice<UInt8>, every pause: Milliseconds, _ context: ChannelHandlerContext
  ) {
    guard !bytes.isEmpty else { return }
    schedule(context, after: pause) { handler, context in
      handler.write(bytes.prefix(1), context)
      context.flush()
      handler.drip(bytes.dropFirst(), every: pause, context)
    }
  }

  private func schedule(
    _ context: ChannelHandlerContext, after delay: Milliseconds,
    _ action: @escaping @Sendable (ModbusChannelHandler, ChannelHandlerContext) -> Void
  ) {
    guard late < Self.mostLate else { return }
    late += 1
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .milliseconds(delay)) {
      let (handler, context) = bound.value
      handler.late -= 1
      guard context.channel.isActive else { return }
      action(handler, context)
    }
  }

  /// Closes without the usual farewell, so that the client sees a reset.
  private func reset(_ context: ChannelHandlerContext) {
    guard let options = context.channel as? any SocketOptionProvider else {
      context.close(promise: nil)
      return
    }
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
      bound.value.close(promise: nil)
    }
  }
}

// The checks that need all points at once: names, places, overlaps, scale factors, ranges. What they
// let pass can be read, written and simulated without a further check.

import Plant
import StrictYAML

extension ProfileReader {
  /// Reports every contradiction between the points.
  func check(_ placed: [PlacedPoint], models: [SunSpecModel], at root: YAMLNode) {
    var names: [String: YAMLNode] = [:]
    var signals: [Signal: String] = [:]
    var roles: [ActuatorRole: String] = [:]
    for (point, node) in placed {
      if let first = names.updateValue(node, forKey: point.name) {
        schema.report(
          node, "the name '\(point.name)' is taken in line \(first.line); choose another one")
      }
      if let signal = point.signal, let first = signals.updateValue(point.name, forKey: signal) {
        schema.report(node, "the signal '\(signal.rawValue)' is already given by '\(first)'")
      }
      if let role = point.actuator, let first = roles.updateValue(point.name, forKey: role) {
        schema.report(node, "the actuator '\(role.rawValue)' is already taken by '\(first)'")
      }
      checkAccess(point, node)
      checkType(point, node)
      checkModel(point, node, placed, models)
      checkRange(point, node)
    }
    checkOverlaps(placed)
    if placed.isEmpty { schema.report(root, "the profile has no point; add at least one") }
  }

  private func checkAccess(_ point: ProfilePoint, _ node: YAMLNode) {
    if point.table == .input || point.table == .discrete, point.access != .read {
      schema.report(
        node, "the table '\(point.table.rawValue)' cannot be written; use 'access: read'")
    }
    if point.signal != nil, point.access == .write {
      schema.report(node, "a signal must be readable; use 'access: read' or 'read-write'")
    }
    if point.signal != nil, point.poll == .never || point.poll == .once {
      schema.report(node, "a signal must be polled; use 'poll: fast' or 'poll: slow'")
    }
    if point.actuator != nil, point.access == .read {
      schema.report(node, "an actuator must be writable; use 'access: write' or 'read-write'")
    }
  }

  private func checkType(_ point: ProfilePoint, _ node: YAMLNode) {
    if point.table == .coil || point.table == .discrete, point.type != .bool {
      schema.report(node, "coils and discrete inputs hold 'type: bool' only")
    }
    if point.type == .string, point.length == 0 {
      schema.report(node, "a string needs 'length: ...', the number of its registers")
    }
    if point.type != .string, point.length != 0 {
      schema.report(node, "'length' belongs to strings; remove it")
    }
    if point.address + max(point.width, 1) > 65536 {
      schema.report(node, "the point reaches beyond register 65535; correct the address")
    }
    if point.scale == 0 {
      schema.report(node, "a scale of 0 makes every value 0; correct it")
    }
    if let bits = point.bits {
      let width = point.type == .u16 ? 16 : point.type == .u32 ? 32 : 0
      if bits.upperBound >= width {
        schema.report(
          node,
          width == 0
            ? "bits belong to 'type: u16' or 'type: u32'"
            : "bit \(bits.upperBound) is not in a \(point.type.rawValue); it has \(width) bits")
      }
    }
    if let text = point.constantText, point.encode(text: text) == nil {
      schema.report(node, "the constant '\(text)' does not fit into \(point.length) registers")
    }
    if let constant = point.constant, point.scaleFactor == nil, point.encode(constant) == nil {
      schema.report(node, "the constant \(constant) does not fit into the register")
    }
  }

  private func checkModel(
    _ point: ProfilePoint, _ node: YAMLNode, _ placed: [PlacedPoint], _ models: [SunSpecModel]
  ) {
    guard discovery == .sunSpec else {
      if point.sunSpecModel != nil || point.scaleFactor != nil {
        schema.report(node, "'model' and 'scale-factor' belong to 'discovery: sunspec'")
      }
      return
    }
    guard let id = point.sunSpecModel, let model = models.first(where: { $0.id == id }) else {
      schema.report(
        node, "a SunSpec point needs 'model: ...', one of \(models.map(\.id)) of this file")
      return
    }
    if point.address < 2 || point.address + max(point.width, 1) > model.length + 2 {
      schema.report(
        node,
        "the offset \(point.address) is outside model \(id), which has 2..\(model.length + 1) "
          + "(0 is the ID, 1 the length)")
    }
    guard let name = point.scaleFactor else { return }
    if point.offset != 0 {
      schema.report(node, "a point with a scale factor has no offset; remove it")
    }
    let others = placed.map(\.point).filter { $0.sunSpecModel == id && $0.type == .s16 }
    guard let factor = others.first(where: { $0.name == name }) else {
      let known = others.map(\.name)
      schema.report(
        node,
        "the scale factor '\(name)' is no s16 of model \(id): "
          + suggestion(for: name, among: known))
      return
    }
    if let constant = point.constant, let exponent = factor.constant.flatMap({ Int(exactly: $0) }),
      point.encode(constant, scaleFactorExponent: exponent) == nil
    {
      schema.report(node, "the constant \(constant) does not fit with its scale factor")
    }
  }

  private func checkRange(_ point: ProfilePoint, _ node: YAMLNode) {
    guard let range = point.range else { return }
    if point.type == .string {
      schema.report(node, "a string has no range; remove it")
    } else if range.lowerBound == range.upperBound {
      schema.report(node, "the range holds one value only; correct it")
    } else if point.scaleFactor == nil, let reach = point.reach,
      range.lowerBound < reach.lowerBound || range.upperBound > reach.upperBound
    {
      schema.report(
        node,
        "the register holds \(reach.lowerBound)..\(reach.upperBound) \(point.unit.symbol); "
          + "the range goes beyond; correct scale or range")
    }
  }

  /// Two points that are written may share a register only when each has bits of its own.
  private func checkOverlaps(_ placed: [PlacedPoint]) {
    struct Cell: Hashable {
      var table: RegisterTable
      var model: Int
      var address: Int
      var bit: Int
    }
    var owners: [Cell: String] = [:]
    for (point, node) in placed where point.access != .read && point.type != .string {
      let taken = point.cells.first { cell in
        owners[
          Cell(
            table: point.table, model: point.sunSpecModel ?? 0, address: cell.address, bit: cell.bit
          )
        ] != nil
      }
      for cell in point.cells {
        let key = Cell(
          table: point.table, model: point.sunSpecModel ?? 0, address: cell.address, bit: cell.bit)
        if let owner = owners[key], taken?.address == cell.address, taken?.bit == cell.bit {
          schema.report(
            node,
            "'\(point.name)' writes over '\(owner)' (register \(cell.address)); "
              + "give each its own register or bits")
        }
        owners[key] = point.name
      }
    }
  }

  /// A device that acts in silence must hear us at least twice within its time-out.
  func check(_ silence: SilenceRule, _ timing: LinkTiming, at node: YAMLNode) {
    let pace = silence.signOfLife == .writes ? timing.refresh : timing.fast
    let word = silence.signOfLife == .writes ? "refresh" : "fast"
    if pace * 2 > silence.timeout {
      schema.report(
        node,
        "the device acts after \(silence.timeout) ms of silence, but '\(word)' is \(pace) ms; "
          + "make it at most half of that")
    }
  }
}

extension ProfilePoint {
  /// Every register bit that the point takes, numbered within each register.
  fileprivate var cells: [(address: Int, bit: Int)] {
    guard let bits else {
      return (0..<max(width, 1)).flatMap { word in (0..<16).map { (address + word, $0) } }
    }
    return bits.map { bit in
      let word = wordOrder == .highFirst ? width - 1 - bit / 16 : bit / 16
      return (address + word, bit % 16)
    }
  }
}

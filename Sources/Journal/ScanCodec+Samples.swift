// What the points say, in the format of a scan. A value changes when its point is read; what changes
// without a reading (a sample that grew stale) is the exception and is told apart.

import Plant

extension ScanCodec {
  func codeSamples<Coder: BitCoder>(_ coder: inout Coder) throws(BlockError) {
    var hasStray = false
    for place in 0..<last.count where !wasRead(place) && isNews(place) { hasStray = true }
    hasStray = coder.bit(hasStray, &models[map.hasStray])
    for place in 0..<last.count {
      let isRead = wasRead(place)
      let model = isRead ? map.isNews + place : map.isStray
      if isRead || hasStray, coder.bit(isNews(place), &models[model]) {
        try codeSample(place, &coder)
      } else {
        frame.samples[place].value = last[place].value
        frame.samples[place].quality = last[place].quality
      }
    }
  }

  private func wasRead(_ place: Int) -> Bool { frame.samples[place].time != last[place].time }

  private func isNews(_ place: Int) -> Bool {
    frame.samples[place].value.bitPattern != last[place].value.bitPattern
      || frame.samples[place].quality.code != last[place].quality.code
  }

  private func codeSample<Coder: BitCoder>(
    _ place: Int, _ coder: inout Coder
  ) throws(BlockError) {
    let code = frame.samples[place].quality.code
    var quality = last[place].quality
    if coder.bit(code != quality.code, &models[map.hasOtherQuality]) {
      let coded = coder.symbol(Int(code), bits: 8, models, map.quality)
      guard let other = Quality(code: UInt8(coded)) else {
        throw BlockError(.damaged, "\(coded) is no quality")
      }
      quality = other
    }
    frame.samples[place].quality = quality
    frame.samples[place].value = try codeValue(
      frame.samples[place].value, after: last[place].value, place, &coder)
  }

  /// Codes a number as a change from `before`.
  /// - Parameter place: the place that remembers how its numbers go.
  func codeValue<Coder: BitCoder>(
    _ value: Double, after before: Double, _ place: Int, _ coder: inout Coder
  ) throws(BlockError) -> Double {
    let best = ValueForm.best(for: value, last: values.form(at: place))
    let form = ValueForm(code: coder.symbol(best.code, bits: 3, models, map.form(place)))
    let origin = form.steps(of: before)
    let models = map.steps(form, size: values.size(at: place))
    let change = coder.signed(form.steps(of: value) &- origin, self.models, models)
    values.keep(form, change: change, at: place)
    let coded = form.value(of: origin &+ change)
    guard coded.isFinite else { throw BlockError(.damaged, "a value is not a number") }
    return coded
  }
}

// Making a failure small: the run is repeated with ever fewer gusts, as long as the same law breaks. What
// is left is the story that somebody has to understand.

import PlantTruth

extension Hunter {
  /// A run of the same seed that breaks the same law with as few gusts as could be found, and the plan
  /// that brings it back. Nil when the result is no failure.
  public func shrunk(_ result: RunResult, plan: HuntPlan) throws -> (RunResult, HuntPlan)? {
    guard let law = result.breach?.law else { return nil }
    var best = result
    var bestPlan = plan
    var left = result.gusts.filter { !plan.leftOut.contains($0) }
    var size = max(left.count / 2, 1)
    while true {
      var start = 0
      var hasShrunk = false
      while start < left.count {
        let chunk = left[start..<min(start + size, left.count)]
        var next = bestPlan
        next.leftOut.formUnion(chunk)
        let tried = try run(result.seed, plan: next)
        if tried.breach?.law == law {
          best = tried
          bestPlan = next
          left.removeSubrange(chunk.indices)
          hasShrunk = true
        } else {
          start += size
        }
      }
      if size == 1, !hasShrunk { return (best, bestPlan) }
      size = max(size / 2, 1)
    }
  }
}

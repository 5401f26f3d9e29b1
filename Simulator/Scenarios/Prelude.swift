// The prelude: the hours before a story begins, lived through in virtual time by the same step. The
// site is reset, purged and in automatic, and its units gather benefit; only the decisions wait, so
// that the story itself shows the start. What comes out is the memory of dispatch, as a controller
// keeps it over a restart.

import Control
import EnergyDispatch
public import Plant
public import PlantSimulation
public import SiteConfiguration

/// The accounts of dispatch after `duration` of such hours, which end at `start`.
/// - Parameters:
///   - loaded: a simulated site.
///   - start: plant time at which the story begins, in ms since 1970 UTC.
///   - civilOffset: offset of the site's civil time from UTC, in ms.
/// - Throws: `NotSimulated` for a site without a plant.
public func gatheredAccounts(
  _ loaded: LoadedSite, year: KasselYear, before start: Milliseconds, civilOffset: Milliseconds,
  duration: Milliseconds = 3 * 3_600_000, seed: UInt64 = 1
) throws -> [UInt8] {
  var patient = loaded
  patient.description.dispatch.period = .max
  let site = try VirtualSite(
    patient, year: year, start: start - duration, seed: seed, isWarm: true)
  site.civilOffset = civilOffset
  // Five minutes of clean air, then the key, as after every start.
  site.run(305_000, period: 1_000)
  site.plant.press(.resetKey(pressDuration: 2_000))
  site.run(4_000, period: 1_000)
  for unit in site.hydrogenUnits { site.ask(unit, .automatic) }
  site.run(start - site.plant.time, period: 1_000)
  return site.accounts
}

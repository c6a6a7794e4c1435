import { kilometres } from './place/distance.ts'
import type { Place } from './place/places-file.ts'

export type Travel = { kilometres: number; hours: number; impossible: boolean }

/** Faster than any airliner from door to door, kilometres an hour. */
const fastest = 900
/** Below this the places of addresses are too inexact, and carriers move them within a province. */
const shortest = 150

/**
 * The way between two sign-ins: at least the distance of the two middles less what each place may be off.
 * @param hours between them; less than none counts as none
 */
export const travelBetween = (from: Place, to: Place, hours: number): Travel => {
  const way = Math.max(0, Math.round(kilometres(from, to) - from.radiusKm - to.radiusKm))
  const time = Math.max(0, hours)
  const sameProvince = from.country === to.country && from.province === to.province && from.province !== null
  return { kilometres: way, hours: time, impossible: !sameProvince && way > shortest && way > fastest * time }
}

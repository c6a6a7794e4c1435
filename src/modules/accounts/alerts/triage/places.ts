import type { KnownPlace } from '../parse/find-place.ts'

/** The same city; where one of the two is known by province alone, the same province. */
export const sameCity = (one: KnownPlace | null, other: KnownPlace): boolean =>
  sameProvince(one, other) && (one?.city === other.city || one?.city === null || other.city === null)

/** The same province of the mainland, the same country elsewhere. */
export const sameProvince = (one: KnownPlace | null, other: KnownPlace): boolean =>
  one !== null && one.country === other.country && (one.country !== 'CN' || (one.province !== null && one.province === other.province))

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const earthKm = 6371
/** Faster than any airliner from door to door, kilometres an hour; and what is too near to say anything. */
const fastest = 900
const shortest = 150

/** Whether nobody gets from one to the other in so many hours, with what each place may be off. */
export const tooFar = (from: KnownPlace, to: KnownPlace, hours: number): boolean => {
  if (sameProvince(from, to)) return false
  const [a, b] = [radians(from.latitude), radians(to.latitude)]
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  const way = 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(half))) - from.radiusKm - to.radiusKm
  return way > shortest && way > fastest * hours
}

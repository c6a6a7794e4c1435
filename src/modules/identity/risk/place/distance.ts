export type Point = { latitude: number; longitude: number }

/** Mean radius of the earth, kilometres. */
const earth = 6371

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Kilometres between two points along the surface (haversine). */
export const kilometres = (a: Point, b: Point): number => {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)]
  const half =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(half)))
}

import { kilometres, type Point } from '../../src/modules/identity/risk/place/distance.ts'
import type { Area, Town } from './sources.ts'

export type Middle = Point & { radiusKm: number }

/** Letters alone: Lǚliáng, Ya’an and Pu'er become luliang, yaan and puer. */
export const plain = (name: string): string =>
  name.normalize('NFD').toLowerCase().replaceAll(/[^a-z]/g, '')

/** The mean of some towns, and the distance within which nine in ten of them lie, at least 25 km. */
const middleOf = (towns: readonly Town[]): Middle | undefined => {
  if (towns.length === 0) return undefined
  const points = towns.map(({ lat, lng }) => ({ latitude: Number(lat), longitude: Number(lng) }))
  // On the sphere, so that countries across the date line have their middle where they are.
  const sum = { x: 0, y: 0, z: 0 }
  for (const { latitude, longitude } of points) {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    sum.x += Math.cos(phi) * Math.cos(lambda)
    sum.y += Math.cos(phi) * Math.sin(lambda)
    sum.z += Math.sin(phi)
  }
  const middle = {
    latitude: Math.round((Math.atan2(sum.z, Math.hypot(sum.x, sum.y)) * 18_000) / Math.PI) / 100,
    longitude: Math.round((Math.atan2(sum.y, sum.x) * 18_000) / Math.PI) / 100,
  }
  const distances = points.map((point) => kilometres(middle, point)).toSorted((a, b) => a - b)
  return { ...middle, radiusKm: Math.max(25, Math.round(distances[Math.floor(distances.length * 0.9)] ?? 0)) }
}

export type Middles = {
  country: (code: string) => Middle | undefined
  /** By English names; a city that GeoNames does not know is undefined. */
  province: (province: string) => Middle | undefined
  city: (province: string, city: string) => Middle | undefined
}

/** Where countries, Chinese provinces and Chinese prefectures have their middle, out of GeoNames. */
export const findMiddles = (towns: readonly Town[], provinces: readonly Area[], prefectures: readonly Area[]): Middles => {
  const byCountry = Map.groupBy(towns, ({ country }) => country)
  const chinese = byCountry.get('CN') ?? []
  const provinceCode = new Map(
    provinces.flatMap(({ code, name }) => (code.startsWith('CN.') ? [[plain(name), code.slice(3)] as const] : [])),
  )
  const inProvince = (province: string): { code: string; towns: readonly Town[] } => {
    const code = provinceCode.get(plain(province)) ?? ''
    return { code, towns: chinese.filter(({ admin1 }) => admin1 === code) }
  }
  return {
    country: (code) => middleOf(byCountry.get(code) ?? []),
    province: (province) => middleOf(inProvince(province).towns),
    city: (province, city) => {
      const { code, towns: around } = inProvince(province)
      const area = prefectures.find((one) => one.code.startsWith(`CN.${code}.`) && plain(one.name).startsWith(plain(city)))
      const within = around.filter(({ admin2 }) => area !== undefined && `CN.${code}.${admin2}` === area.code)
      return middleOf(within) ?? middleOf(around.filter(({ name }) => plain(name) === plain(city)).slice(0, 1))
    },
  }
}

import { together } from '../../src/modules/identity/risk/place/ranges.ts'
import { listedNetworks } from '../../src/modules/identity/risk/place/networks.ts'
import { placesTable } from '../../src/modules/identity/risk/place/place-of-ip.ts'
import type { Dice } from './dice.ts'

/** Real ranges of addresses, from the table that ships: by carrier and city, by kind of network, by country. */
export type Carrier = 'telecom' | 'unicom' | 'mobile'

type Stretch = { start: number; size: number }

export type Addresses = {
  /** An address of a carrier in a city; of any city of the province where the carrier has none there. */
  inCity: (dice: Dice, carrier: Carrier, place: CityKey) => string
  /** The /24 networks (as their first address) from which one connection gets its changing addresses. */
  pool: (dice: Dice, carrier: Carrier, place: CityKey, networks: number) => readonly string[]
  v6: (dice: Dice, carrier: Carrier, networks: number) => readonly string[]
  hostingInChina: (dice: Dice) => string
  hostingAbroad: (dice: Dice) => string
  /** Not of a listed data centre. */
  homeAbroad: (dice: Dice, country: string) => string
}

/** `浙江/杭州`. */
export type CityKey = string

const smallest = 256
const limit4 = 2 ** 32

const carrierOf = (asn: number): Carrier | undefined => {
  const zh = listedNetworks().get(asn)?.name.zh ?? ''
  if (zh.startsWith('中国电信')) return 'telecom'
  if (zh.startsWith('中国联通')) return 'unicom'
  return zh.startsWith('中国移动') ? 'mobile' : undefined
}

const writeV4 = (value: number): string => [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.')

const addTo = (groups: Map<string, Stretch[]>, key: string, stretch: Stretch): void => {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [stretch])
  else group.push(stretch)
}

const collect = (): { v4: Map<string, Stretch[]>; v6: Map<string, Stretch[]> } => {
  const { places, v4Place, v4Asn, v6Asn } = placesTable()
  const [v4, v6] = [new Map<string, Stretch[]>(), new Map<string, Stretch[]>()]
  for (const { start, end, a, b } of together(v4Place, v4Asn, limit4)) {
    const place = places[a - 1]
    if (place === undefined || b === 0 || end - start < smallest) continue
    const stretch = { start, size: end - start }
    const kind = listedNetworks().get(b)?.kind ?? 'unknown'
    const carrier = carrierOf(b)
    if (kind === 'hosting' || kind === 'vpn') addTo(v4, place.country === 'CN' ? 'hosting/CN' : 'hosting/abroad', stretch)
    else if (place.country !== 'CN') addTo(v4, `home/${place.country}`, stretch)
    else if (carrier !== undefined && place.province !== null) {
      addTo(v4, `${carrier}/${place.province}`, stretch)
      if (place.city !== null) addTo(v4, `${carrier}/${place.province}/${place.city}`, stretch)
    }
  }
  v6Asn.starts.forEach((start, at) => {
    const carrier = carrierOf(v6Asn.ids[at] ?? 0)
    const size = (v6Asn.starts[at + 1] ?? start) - start
    if (carrier !== undefined && size > 0) addTo(v6, carrier, { start, size })
  })
  return { v4, v6 }
}

/** Reads the table once; a second of work. */
export const openAddresses = (): Addresses => {
  const { v4, v6 } = collect()
  const within = (dice: Dice, ...keys: readonly string[]): number => {
    const stretches = keys.map((key) => v4.get(key)).find((group) => group !== undefined)
    if (stretches === undefined) throw new Error(`no addresses of ${keys.join(' or ')}`)
    // Larger ranges hold more people.
    const sum = stretches.reduce((total, { size }) => total + size, 0)
    let left = Math.floor(dice.share() * sum)
    for (const { start, size } of stretches) {
      if (left < size) return start + left
      left -= size
    }
    throw new Error('beyond the last range')
  }
  const inCity = (dice: Dice, carrier: Carrier, place: CityKey): number =>
    within(dice, `${carrier}/${place}`, `${carrier}/${place.split('/')[0]}`, `telecom/${place}`, `telecom/${place.split('/')[0]}`)
  return {
    inCity: (dice, carrier, place) => writeV4(inCity(dice, carrier, place)),
    pool: (dice, carrier, place, networks) => Array.from({ length: networks }, () => writeV4(inCity(dice, carrier, place))),
    v6: (dice, carrier, networks) =>
      Array.from({ length: networks }, () => {
        const { start, size } = dice.one(v6.get(carrier) ?? [])
        const prefix = start + Math.floor(dice.share() * size)
        return [32, 16, 0].map((bits) => (Math.floor(prefix / 2 ** bits) % 65_536).toString(16)).join(':')
      }),
    hostingInChina: (dice) => writeV4(within(dice, 'hosting/CN')),
    hostingAbroad: (dice) => writeV4(within(dice, 'hosting/abroad')),
    homeAbroad: (dice, country) => writeV4(within(dice, `home/${country}`)),
  }
}

/** Another address of the same /24. */
export const neighbour = (dice: Dice, address: string): string => address.replace(/\d+$/, String(1 + dice.below(254)))

/** An address within the /48 that `v6` gave. */
export const withinV6 = (dice: Dice, prefix: string): string => `${prefix}:${dice.below(65_536).toString(16)}::${(1 + dice.below(65_000)).toString(16)}`

import { readFileSync } from 'node:fs'
import { isInternal, parseAddress } from './address.ts'
import { listedNetworks, type NetworkKind } from './networks.ts'
import { filesNamed, withNewerPlaces } from './newer-places.ts'
import { decodePlaces, type Place, type PlacesFile } from './places-file.ts'

/** A network as a sign-in keeps it. */
export type Network = {
  /** IPv4 /24 or IPv6 /48; empty where the address could not be read. */
  prefix: string
  /** Autonomous system number, where one announces the address. */
  asn: number | null
  kind: NetworkKind
  /** What it is called, where the pack lists it. */
  name: { zh: string; en: string } | null
}

export type Whereabouts = { place: Place | null; network: Network }

const shippedFile = new URL('../../../../../dist/places/places.bin', import.meta.url)

let loaded: PlacesFile | undefined

/** The table that the build makes; read once, 9 MB. */
export const placesTable = (): PlacesFile => {
  loaded ??= decodePlaces(readFileSync(shippedFile))
  return loaded
}

/**
 * Lets files of the company's own say where Chinese addresses are, from now on and for the whole process.
 * @param names what WEIDUN_PLACES says: xdb files of ip2region, separated by commas; without it the table stays as it ships
 * @throws OperatorError where one cannot be used
 */
export const usePlacesFrom = (names: string | undefined): void => {
  const shipped = decodePlaces(readFileSync(shippedFile))
  loaded = names === undefined ? shipped : withNewerPlaces(shipped, filesNamed(names))
}

/** What the range that holds `value` stands for. */
const idAt = (starts: Uint32Array | Float64Array, ids: Uint16Array | Uint32Array, value: number): number => {
  let [low, high] = [0, starts.length]
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? Infinity) <= value) low = middle
    else high = middle
  }
  return ids[low] ?? 0
}

const internalName = { zh: '内网', en: 'internal network' }

/**
 * Where an address is and whose it is, from tables that ship with the program: nothing is asked outside. Microseconds.
 * Chinese IPv4 is known by city, Chinese IPv6 by province where its network is at home in one (by city with a file of the
 * company's own, see `usePlacesFrom`), the rest by country.
 * @param ip IPv4, IPv6 or IPv4 in IPv6; whatever else has neither place nor network
 * @returns `place` null for internal addresses and where nothing is known
 */
export const placeOfIp = (ip: string): Whereabouts => {
  const address = parseAddress(ip)
  if (address === null) return { place: null, network: { prefix: '', asn: null, kind: 'unknown', name: null } }
  const { version, value, prefix } = address
  if (isInternal(address)) return { place: null, network: { prefix, asn: null, kind: 'internal', name: internalName } }
  const { places, v4Place, v4Asn, v6Place, v6Asn } = placesTable()
  const [byPlace, byNetwork] = version === 4 ? [v4Place, v4Asn] : [v6Place, v6Asn]
  const asn = idAt(byNetwork.starts, byNetwork.ids, value)
  const { kind, name } = listedNetworks().get(asn) ?? { kind: 'unknown', name: null }
  return {
    place: places[idAt(byPlace.starts, byPlace.ids, value) - 1] ?? null,
    network: { prefix, asn: asn === 0 ? null : asn, kind, name },
  }
}

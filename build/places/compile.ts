import { pinyin } from 'pinyin-pro'
import { encodePlaces, type Place } from '../../src/modules/identity/risk/place/places-file.ts'
import { homeProvinces } from './home-provinces.ts'
import { findMiddles, type Middles } from './middles.ts'
import type { NamedPlace } from '../../src/modules/identity/risk/place/xdb.ts'
import { shortName } from '../../src/modules/identity/risk/place/short-name.ts'
import { countryCode, countryName, englishName } from './names.ts'
import { combine } from '../../src/modules/identity/risk/place/ranges.ts'
import { readCountries, readGeoNames, readIp2region, readNetworks } from './sources.ts'

const limits = { 4: 2 ** 32, 6: 2 ** 48 }

const read = (text: string): string[] => pinyin(text, { toneType: 'none', type: 'array' }).map((syllable) => syllable.replace('ü', 'u'))

/** Numbers places from 1, each once. */
const registerOf = (middles: Middles) => {
  const places: Place[] = []
  const numbers = new Map<string, number>()
  const add = (key: string, make: () => Place): number => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    const number = places.push(make())
    numbers.set(key, number)
    return number
  }
  /** Half the earth: a place of which nothing is known is never far from anywhere. */
  const nowhere = { latitude: 0, longitude: 0, radiusKm: 20_000 }
  const country = (code: string): number =>
    add(code, () => ({ country: code, province: null, city: null, name: countryName(code), ...(middles.country(code) ?? nowhere) }))
  const province = (name: string): number =>
    add(`CN/${name}`, () => {
      const en = englishName(name, read)
      const middle = middles.province(en)
      if (middle === undefined) throw new Error(`GeoNames knows no province ${en} (${name})`)
      return { country: 'CN', province: name, city: null, name: { zh: name, en }, ...middle }
    })
  const city = (provinceName: string, name: string): number =>
    add(`CN/${provinceName}/${name}`, () => {
      const [inProvince, en] = [englishName(provinceName, read), englishName(name, read)]
      const middle = middles.city(inProvince, en) ?? middles.province(inProvince) ?? nowhere
      const names = provinceName === name ? { zh: name, en } : { zh: `${provinceName}${name}`, en: `${en}, ${inProvince}` }
      return { country: 'CN', province: provinceName, city: name, name: names, ...middle }
    })
  return { places, country, province, city }
}

/**
 * Makes the table of places and networks out of ip2region (Chinese cities, and countries of IPv4), @ip-location-db
 * (networks, and countries where ip2region says nothing) and GeoNames (where cities are).
 */
export const compilePlaces = async (): Promise<Uint8Array> => {
  const { towns, provinces, prefectures } = await readGeoNames()
  const register = registerOf(findMiddles(towns, provinces, prefectures))

  const numberOf = ({ country, province, city }: NamedPlace): number => {
    const apart = { 香港: 'HK', 澳门: 'MO', 台湾省: 'TW' }[province]
    if (country !== '中国' || apart !== undefined) {
      const code = apart ?? countryCode(country)
      return code === undefined ? 0 : register.country(code)
    }
    if (province === '') return register.country('CN')
    return city === '' ? register.province(shortName(province)) : register.city(shortName(province), shortName(city))
  }
  // ZZ and other codes of no country.
  const countryNumber = (code: string): number => (/^[A-Y][A-Z]$/.test(code) && code !== 'EU' && code !== 'AP' ? register.country(code) : 0)

  const [named, registered4, networks4] = [await readIp2region(numberOf), await readCountries(4, countryNumber), await readNetworks(4)]
  const places4 = combine(named, registered4, limits[4], (place, country) => place || country)
  const homes = homeProvinces({ places: places4, networks: networks4, limit: limits[4] }, (place) => {
    const province = register.places[place - 1]?.province
    return province === null || province === undefined ? undefined : register.province(province)
  })
  const [registered6, networks6, china] = [await readCountries(6, countryNumber), await readNetworks(6), register.country('CN')]
  const places6 = combine(registered6, networks6, limits[6], (country, network) =>
    country === china ? (homes.get(network) ?? china) : country)

  return encodePlaces({
    places: register.places,
    v4Place: { starts: Uint32Array.from(places4.starts), ids: Uint16Array.from(places4.ids) },
    v4Asn: { starts: Uint32Array.from(networks4.starts), ids: Uint32Array.from(networks4.ids) },
    v6Place: { starts: Float64Array.from(places6.starts), ids: Uint16Array.from(places6.ids) },
    v6Asn: { starts: Float64Array.from(networks6.starts), ids: Uint32Array.from(networks6.ids) },
  })
}

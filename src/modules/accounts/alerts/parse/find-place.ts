import type { Found } from './found.ts'

/** A place as the table of addresses names it; see identity's places. */
export type KnownPlace = {
  country: string
  province: string | null
  city: string | null
  name: { zh: string; en: string }
  latitude: number
  longitude: number
  radiusKm: number
}

/** Finds places in texts and knows what their words stand for. */
export type Gazetteer = {
  pattern: RegExp
  /** What words such as 广东省深圳市 stand for; `abroad` where they only say that it is not in the mainland. */
  placeOf: (words: string) => KnownPlace | 'abroad' | null
}

const escaped = (words: Iterable<string>): string =>
  [...words].toSorted((a, b) => b.length - a.length).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')

const regions = { HK: '香港', MO: '澳门', TW: '台湾' } as const
const provinceEnd = '(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?'
const cityEnd = '(?:市|地区|自治州|州)?'
const abroad = '(?:境外|海外|国外|中国大陆以外)'

/** Makes a gazetteer of the table's places; once, it compiles a pattern of some hundred names. */
export const gazetteerOf = (places: readonly KnownPlace[]): Gazetteer => {
  const mainland = places.filter(({ country }) => country === 'CN')
  const others = places.filter(({ country, province }) => country !== 'CN' && province === null)
  const countries = new Map<string, KnownPlace>(others.map((place) => [place.name.zh, place]))
  for (const [country, short] of Object.entries(regions)) {
    const place = others.find((one) => one.country === country)
    if (place !== undefined) countries.set(short, place)
  }
  const provinces = new Set(mainland.flatMap(({ province }) => (province === null ? [] : [province])))
  const cities = new Set(mainland.flatMap(({ city }) => (city === null ? [] : [city])))
  const [province, city, country] = [escaped(provinces), escaped(cities), escaped(countries.keys())]
  const home = `(?:中国[ 　]?)?(?:(?:${province})${provinceEnd}[ 　·]?(?:(?:${city})${cityEnd})?|(?:${city})${cityEnd})`
  const away = `${abroad}(?:[（(][^（）()\\n]{1,12}[）)]|[ 　](?:${country}))?|(?:${country})`
  return {
    pattern: new RegExp(`${away}|${home}`, 'g'),
    placeOf: (words) => {
      const found = [...countries].find(([name]) => words.includes(name))
      if (found !== undefined) return found[1]
      if (new RegExp(abroad).test(words)) return 'abroad'
      const inProvince = mainland.filter((one) => one.province !== null && words.includes(one.province))
      const inCity = mainland.filter((one) => one.city !== null && words.includes(one.city))
      return inCity.find((one) => inProvince.includes(one)) ?? inProvince.find((one) => one.city === null) ?? inCity[0] ?? null
    },
  }
}

const label = /(?:地点|地区|地域|归属地|属地|位置|城市|登录地|来源地|来自)\s?[:：]?\s?["“「]?$/
const led = /(?:在|于|从|自|[（(])\s?$/
const leads = /^["”」]?\s?(?:异地|尝试|登录|登陆|使用|通过|用)/

/** Where it happened: what stands behind a label first, then what a sentence says, then any place that is named in full. */
export const findPlace = (text: string, { pattern }: Gazetteer): Found | null => {
  let best: { found: Found; rank: number } | null = null
  for (const match of text.matchAll(pattern)) {
    const start = match.index
    const value = match[0].trimEnd()
    const end = start + value.length
    const before = text.slice(Math.max(0, start - 12), start)
    const after = text.slice(end, end + 8)
    const rank = label.test(before) ? 3 : led.test(before) || leads.test(after) ? 2 : value.length >= 4 ? 1 : 0
    if (rank > 0 && rank > (best?.rank ?? 0)) best = { found: { value, start, end }, rank }
  }
  return best?.found ?? null
}

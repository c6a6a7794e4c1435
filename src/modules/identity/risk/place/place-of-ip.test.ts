import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildPlaces } from '../../../../../build/places.ts'
import { parseAddress } from './address.ts'
import { kilometres } from './distance.ts'
import { listedNetworks, parseNetworks } from './networks.ts'
import { placeOfIp, placesTable } from './place-of-ip.ts'
import { decodePlaces, encodePlaces } from './places-file.ts'

beforeAll(async () => {
  await buildPlaces(() => {})
})

/** Public name servers of carriers, clouds and others, whose places are common knowledge. */
const known: readonly [string, string, string, string][] = [
  ['202.96.128.86', '广东广州', 'Guangzhou, Guangdong', 'carrier'],
  ['202.96.134.133', '广东深圳', 'Shenzhen, Guangdong', 'carrier'],
  ['202.96.209.133', '上海', 'Shanghai', 'carrier'],
  ['101.226.4.6', '上海', 'Shanghai', 'unknown'],
  ['202.106.0.20', '北京', 'Beijing', 'carrier'],
  ['202.101.172.35', '浙江杭州', 'Hangzhou, Zhejiang', 'carrier'],
  ['61.134.1.4', "陕西西安", "Xi'an, Shaanxi", 'carrier'],
  ['61.128.128.68', '重庆', 'Chongqing', 'carrier'],
  ['211.138.180.2', '安徽合肥', 'Hefei, Anhui', 'carrier'],
  ['223.5.5.5', '浙江杭州', 'Hangzhou, Zhejiang', 'hosting'],
  ['119.29.29.29', '北京', 'Beijing', 'hosting'],
  ['203.80.96.10', '中国香港', 'Hong Kong, China', 'unknown'],
  ['202.175.3.8', '中国澳门', 'Macao, China', 'unknown'],
  ['168.95.1.1', '中国台湾', 'Taiwan, China', 'unknown'],
  ['8.8.8.8', '美国', 'United States', 'hosting'],
  ['210.130.1.1', '日本', 'Japan', 'unknown'],
  ['2001:4860:4860::8888', '美国', 'United States', 'hosting'],
  ['2a01:4f8::1', '德国', 'Germany', 'hosting'],
  ['2400:3200::1', '中国', 'China', 'hosting'],
  // Networks at home in one province; those of the whole country are known as China alone.
  ['2408:8207::1', '北京', 'Beijing', 'carrier'],
  ['240e:47d:c20::1', '中国', 'China', 'carrier'],
]

describe('where an address is (ACC-5)', () => {
  it.each(known)('%s is in %s', (ip, zh, en, kind) => {
    const { place, network } = placeOfIp(ip)
    expect(place?.name).toEqual({ zh, en })
    expect(network.kind).toBe(kind)
  })

  it('takes IPv4 in IPv6 for the IPv4 that it is', () => {
    for (const ip of ['::ffff:223.5.5.5', '::ffff:df05:505']) expect(placeOfIp(ip)).toEqual(placeOfIp('223.5.5.5'))
  })

  it.each(['10.1.2.3', '172.31.0.1', '192.168.1.1', '127.0.0.1', '100.64.9.9', '169.254.1.1', '::1', 'fe80::1%eth0', 'fd00::1', '::ffff:10.0.0.1'])(
    'knows %s for an internal address, which is no place',
    (ip) => {
      const { place, network } = placeOfIp(ip)
      expect(place).toBeNull()
      expect(network).toMatchObject({ kind: 'internal', asn: null, name: { zh: '内网' } })
    },
  )

  it.each(['', 'x', '1.2.3', '1.2.3.4.5', '256.1.1.1', ':::', '1'.repeat(5000)])('knows nothing of %s, and says so', (ip) => {
    expect(placeOfIp(ip)).toEqual({ place: null, network: { prefix: '', asn: null, kind: 'unknown', name: null } })
  })

  it('answers for every address, with the network that it stands in', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        expect(placeOfIp(ip).network.prefix).toBe(`${ip.split('.').slice(0, 3).join('.')}.0/24`)
      }),
    )
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        expect(parseAddress(ip)).not.toBeNull()
        expect(placeOfIp(ip).network.prefix).toMatch(/^([0-9a-f]{1,4}:){3}:\/48$|\/24$/)
      }),
    )
  })

  it('knows the middle of Chinese cities to within their radius, and where countries are', () => {
    const at = (ip: string) => placeOfIp(ip).place
    const cities = { '202.96.128.86': [23.13, 113.26], '202.106.0.20': [39.9, 116.4], '202.101.172.35': [30.27, 120.15] }
    for (const [ip, [latitude = 0, longitude = 0]] of Object.entries(cities)) {
      const place = at(ip)
      expect(place).not.toBeNull()
      if (place !== null) expect(kilometres(place, { latitude, longitude })).toBeLessThan(place.radiusKm)
    }
    const unknown = placesTable().places.filter(({ radiusKm }) => radiusKm >= 20_000)
    expect(unknown.map(({ name }) => name.zh).join()).toMatch(/^(南极洲)?(,?阿森松岛)?$/)
  })

  it('looks up thousands of addresses in a moment', () => {
    const started = process.cpuUsage()
    for (let i = 0; i < 20_000; i += 1) placeOfIp(`${1 + (i % 220)}.${(i * 7) % 256}.${(i * 13) % 256}.${i % 256}`)
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 20_000).toBeLessThan(20)
  })

  it('reads the table as it was written', () => {
    const table = placesTable()
    expect(decodePlaces(encodePlaces(table))).toEqual(table)
  })
})

describe('packs/networks.yaml', () => {
  it('names networks in both languages, and each once', () => {
    expect(listedNetworks().get(37963)).toEqual({ kind: 'hosting', name: { zh: '阿里云', en: 'Alibaba Cloud' } })
    expect(listedNetworks().get(9009)?.kind).toBe('vpn')
    const twice = 'hosting: { 1: { zh: 甲, en: A } }\nvpn: { 1: { zh: 乙, en: B } }\ncarrier: {}'
    expect(() => parseNetworks(twice)).toThrow('lists 1 twice')
    expect(() => parseNetworks('hosting: { x: { zh: 甲, en: A } }\nvpn: {}\ncarrier: {}')).toThrow()
  })

  it('lists networks that announce addresses', () => {
    const announced = new Set(placesTable().v4Asn.ids)
    expect([...listedNetworks().keys()].filter((number) => !announced.has(number))).toEqual([])
  })
})

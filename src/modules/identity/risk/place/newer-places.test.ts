import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IPv4, IPv6, newWithBuffer } from 'ip2region.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildPlaces } from '../../../../../build/places.ts'
import { placeOfIp, usePlacesFrom } from './place-of-ip.ts'
import { xdbOf } from './xdb.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'weidun-places-'))
const kept = (name: string, file: Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, file)
  return path
}
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => buildPlaces(() => {}))
afterEach(() => usePlacesFrom(undefined))

const v6 = xdbOf(3, [
  { start: '240e:47d:c20::', end: '240e:47d:c2f:ffff:ffff:ffff:ffff:ffff', text: '中国|广东省|深圳市|电信|CN' },
  { start: '240e:47d:c30::', end: '240e:47d:c3f:ffff:ffff:ffff:ffff:ffff', text: '中国|浙江省|0|电信|CN' },
  { start: '240e:47d:c40::', end: '240e:47d:c4f:ffff:ffff:ffff:ffff:ffff', text: '中国|四川省|无此市|电信|CN' },
  { start: '2a01:4f8::', end: '2a01:4f8:ffff:ffff:ffff:ffff:ffff:ffff', text: 'Germany|Bavaria|Nuremberg|0|DE' },
])
const v4 = xdbOf(2, [
  { start: '223.5.5.0', end: '223.5.5.255', text: '中国|0|江苏省|南京市|阿里云' },
  { start: '223.5.6.0', end: '223.5.6.255', text: '中国|0|0|0|阿里云' },
])

describe("files of the company's own say where Chinese addresses are (ACC-5)", () => {
  it('reads what the maker of the format reads', async () => {
    expect(await newWithBuffer(IPv6, v6).search('240e:47d:c20:1627:30a3:ba0d:a5e6:ec19')).toBe('中国|广东省|深圳市|电信|CN')
    expect(await newWithBuffer(IPv4, v4).search('223.5.5.5')).toBe('中国|0|江苏省|南京市|阿里云')
  })

  it('knows Chinese IPv6 by city, a city that it has not by its province, and nothing new of other countries', () => {
    const before = placeOfIp('2a01:4f8::1').place
    usePlacesFrom(kept('v6.xdb', v6))
    expect(placeOfIp('240e:47d:c20:1627:30a3:ba0d:a5e6:ec19').place).toMatchObject({ province: '广东', city: '深圳' })
    expect(placeOfIp('240e:47d:c30::1').place).toMatchObject({ province: '浙江', city: null })
    expect(placeOfIp('240e:47d:c40::1').place).toMatchObject({ province: '四川', city: null })
    expect(placeOfIp('240e:47d:c50::1').place).toMatchObject({ country: 'CN', province: null })
    expect(placeOfIp('2a01:4f8::1').place).toEqual(before)
  })

  it('takes several files, of both structures', () => {
    usePlacesFrom(`${kept('v4.xdb', v4)}, ${kept('v6.xdb', v6)}`)
    expect(placeOfIp('223.5.5.5').place).toMatchObject({ province: '江苏', city: '南京' })
    expect(placeOfIp('223.5.6.6').place).toMatchObject({ province: '浙江', city: '杭州' })
    expect(placeOfIp('240e:47d:c20::1').place).toMatchObject({ city: '深圳' })
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['another file', Buffer.alloc(600_000, 'weidun')],
    ['a file that is cut short', v6.subarray(0, -1)],
    ['a file whose index points outside', Buffer.concat([v6.subarray(0, 12), Buffer.from([0xff, 0xff, 0xff, 0xff]), v6.subarray(16)])],
    ['a file whose ranges are in disorder', Buffer.concat([v6.subarray(0, -38), v6.subarray(-114, -76)])],
  ])('refuses %s and says what to do', (_what, file) => {
    expect(() => usePlacesFrom(kept('broken.xdb', file))).toThrow(/请重新下载/)
  })

  it('names the variable and the file where there is none', () => {
    expect(() => usePlacesFrom(join(folder, 'missing.xdb'))).toThrow(/^WEIDUN_PLACES: .*missing\.xdb/)
  })
})

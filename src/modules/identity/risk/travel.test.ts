import { describe, expect, it } from 'vitest'
import { travelBetween } from './travel.ts'

const place = (country: string, province: string | null, at: readonly [number, number], radiusKm: number) => ({
  country, province, city: null, name: { zh: '某地', en: 'somewhere' }, latitude: at[0], longitude: at[1], radiusKm,
})
const hangzhou = place('CN', '浙江', [30.2, 120], 107)
const wenzhou = place('CN', '浙江', [27.9, 120.7], 86)
const beijing = place('CN', '北京', [40, 116.4], 58)
const shanghai = place('CN', '上海', [31.2, 121.4], 40)
const germany = place('DE', null, [50.7, 10.2], 346)
const china = place('CN', null, [32.8, 110.2], 1796)

describe('the speed of travel (ACC-5)', () => {
  it.each([
    ['杭州 to 北京 in an hour', hangzhou, beijing, 1, true],
    ['杭州 to 北京 in three hours, by plane', hangzhou, beijing, 3, false],
    ['杭州 to Germany in five hours', hangzhou, germany, 5, true],
    ['杭州 to Germany in twelve hours', hangzhou, germany, 12, false],
    ['杭州 to 上海 in no time: their edges touch', hangzhou, shanghai, 0, false],
    ['杭州 to 温州 in no time: carriers move addresses within a province', hangzhou, wenzhou, 0, false],
    ['杭州 to somewhere in China', hangzhou, china, 0, false],
  ])('%s', (_name, from, to, hours, impossible) => {
    expect(travelBetween(from, to, hours).impossible).toBe(impossible)
    expect(travelBetween(to, from, hours).impossible).toBe(impossible)
  })

  it('counts from the edges of both places', () => {
    expect(travelBetween(hangzhou, beijing, 1).kilometres).toBeGreaterThan(900)
    expect(travelBetween(hangzhou, hangzhou, -5)).toEqual({ kilometres: 0, hours: 0, impossible: false })
  })
})

import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildPlaces } from '../../../../build/places.ts'
import { say } from '../../../kernel/sentence.ts'
import { deviceOf } from './device/device-of.ts'
import { countSignIn, historyOf, noCounts } from './history.ts'
import { addresses, attempt, morning, officeDays, signIn, userAgents } from './risk.fixture.ts'
import type { Attempt, SignIn } from './sign-in.ts'
import { shanghaiTime } from './sign-in.ts'
import { signInRisk } from './sign-in-risk.ts'

beforeAll(async () => {
  await buildPlaces(() => {})
})

const hourMs = 3_600_000

const judge = (past: readonly SignIn[], now: Attempt) => {
  const { level, reasons } = signInRisk(historyOf(past, now.at), now)
  return { level, codes: reasons.map(({ code }) => code.replace('sign-in-risk.', '')), said: reasons.map(({ sentence, params }) => say(sentence, 'zh', params)) }
}

describe('the risk of a sign-in (ACC-5)', () => {
  const past = officeDays(43)

  it('is low where somebody always signs in, and gives no reasons', () => {
    expect(judge(past, attempt())).toEqual({ level: 'low', codes: [], said: [] })
  })

  it('is not raised by a new version of the browser, nor by another address of the same network', () => {
    const updated = userAgents.edge.replaceAll('142', '143')
    expect(judge(past, attempt({ userAgent: updated })).level).toBe('low')
    expect(judge(past, attempt({ ip: '202.101.172.99' })).level).toBe('low')
  })

  it('says what was usual, with numbers, and what is now', () => {
    const trip = [...past, signIn({ at: morning - 60 * 86_400_000, ip: addresses.beijing }), signIn({ at: morning - 61 * 86_400_000, ip: addresses.beijing })]
    const { level, said } = judge(trip, attempt({ ip: addresses.germany, userAgent: userAgents.chrome, deviceKey: 'other', at: morning + 17 * hourMs }))
    expect(level).toBe('high')
    expect(said).toEqual([
      '常用地点 浙江杭州（62 天内 45 次登录中 43 次），本次 境外（德国），此前从未在该国家或地区登录',
      '没有用过的网络 217.237.149.142（AS3320）（62 天内 45 次登录中 0 次）',
      '新设备：电脑 · Windows · Chrome；常用 电脑 · Windows · Edge（45 次登录中 45 次）',
      '没有用过的浏览器或应用 Chrome（45 次登录中 0 次）',
      '不常见的时间：2026-03-05 周四 02:30，45 次登录中约 0 次在这个时段',
    ])
  })

  it.each<[string, Parameters<typeof attempt>[0], string, string[]]>([
    ['a new device', { deviceKey: 'other' }, 'elevated', ['device-new']],
    ['a browser without its cookie, which may be any', { deviceKey: null }, 'elevated', ['device-new']],
    ['another city in the time of a flight, on the known device', { ip: addresses.guangzhou }, 'elevated', ['place-unfamiliar', 'network-unfamiliar']],
    [
      'abroad for the first time, on the known device',
      { ip: addresses.germany, at: morning + 24 * hourMs },
      'elevated',
      ['place-abroad', 'network-unfamiliar'],
    ],
    ['the middle of the night, for somebody who never works then', { at: morning + 17 * hourMs }, 'elevated', ['hour-unusual']],
    ['another system with the cookie of the known one', { userAgent: userAgents.iPhone }, 'elevated', ['system-unfamiliar', 'browser-unfamiliar']],
    ['a cloud server in the own city', { ip: addresses.aliyun }, 'elevated', ['network-hosting']],
    ['a network of this company\'s own attackers', { knownBad: true }, 'high', ['known-bad-network']],
  ])('%s', (_name, said, level, codes) => {
    expect(judge(past, attempt(said))).toMatchObject({ level, codes })
  })

  it('is high for a journey that nobody can make, with a device that nobody knows', () => {
    const now = attempt({ ip: addresses.beijing, at: morning + 10 * 60_000, deviceKey: 'other' })
    const { level, codes, said } = judge([...past, signIn()], now)
    expect(level).toBe('high')
    expect(codes).toContain('travel-impossible')
    expect(said[0]).toMatch(/^10 分钟前在 浙江杭州 登录，本次在 北京，相距至少 \d+ 公里，这段时间到不了$/)
    expect(judge([...past, signIn()], attempt({ ip: addresses.beijing, at: morning + 10 * 60_000 })).level).not.toBe('low')
  })

  it('does not take two lines of one person for a journey', () => {
    const both = past.flatMap((one) => [one, signIn({ at: one.at + 60_000, ip: addresses.guangzhou })])
    expect(judge(both, attempt({ ip: addresses.guangzhou, at: morning })).codes).not.toContain('travel-impossible')
  })

  it('asks at the first sign-in after the invitation, and does not cry wolf at it', () => {
    const { level, codes, said } = judge([], attempt())
    expect({ level, codes }).toEqual({ level: 'elevated', codes: ['first'] })
    expect(said).toEqual(['此前没有登录记录，本次从 浙江杭州 用 电脑 · Windows · Edge 登录'])
    expect(judge([], attempt({ ip: addresses.germany, userAgent: null, deviceKey: null })).level).toBe('elevated')
  })

  it('expects little of people with few sign-ins: the second one from home is no alarm', () => {
    expect(judge(officeDays(2), attempt({ ip: '122.224.10.10', at: morning + 11 * hourMs })).level).toBe('low')
  })

  it('lets the company\'s own way out through a cloud be used to', () => {
    expect(judge(officeDays(4, { ip: addresses.aliyun }), attempt({ ip: addresses.aliyun })).level).toBe('elevated')
    expect(judge(officeDays(5, { ip: addresses.aliyun }), attempt({ ip: addresses.aliyun })).level).toBe('low')
  })

  it('does not take Chinese IPv6, of which no city is known, nor the company\'s own network for another place', () => {
    for (const ip of ['240e:47d:c20::1', addresses.inside]) {
      const { codes, level } = judge(officeDays(4), attempt({ ip }))
      expect({ codes, level }).toEqual({ codes: [], level: 'low' })
    }
  })

  it('speaks of wrong passwords before, and of VPN exits', () => {
    expect(judge(past, attempt({ ip: addresses.vpn, failuresBefore: 4 })).codes).toEqual(
      expect.arrayContaining(['network-vpn', 'failures-before', 'place-abroad']),
    )
  })

  it('forgets what is older than 180 days or beyond the last 100 sign-ins', () => {
    const long = [...officeDays(120), ...officeDays(190).slice(185).map((one) => ({ ...one, deviceKey: 'old' }))]
    const history = historyOf(long, morning)
    expect(history.total).toBe(100)
    expect(history.levels['key']?.seen['|old']).toBeUndefined()
    expect(historyOf(officeDays(1, {}).map((one) => ({ ...one, at: morning - 181 * 86_400_000 })), morning).total).toBe(0)
  })

  it('counts hours and weekends in Shanghai', () => {
    expect(shanghaiTime(Date.parse('2026-03-06T23:59:00+08:00'))).toEqual({ hour: 23, weekend: false })
    expect(shanghaiTime(Date.parse('2026-03-06T16:00:00Z'))).toEqual({ hour: 0, weekend: true })
    expect(shanghaiTime(Date.parse('2026-03-08T15:59:00Z'))).toEqual({ hour: 23, weekend: true })
    expect(shanghaiTime(Date.parse('2026-03-08T16:00:00Z'))).toEqual({ hour: 0, weekend: false })
  })
})

const anyIp = fc.oneof(fc.constantFrom(...Object.values(addresses)), fc.ipV4(), fc.ipV6(), fc.constant('nonsense'))
const anyAgent = fc.oneof(fc.constantFrom(...Object.values(userAgents)), fc.string({ maxLength: 60 }), fc.constant(null), fc.constant('__proto__ (a; Android 9; __proto__)'))
const anyKey = fc.constantFrom('own', 'other', 'third', '__proto__', 'constructor', null)
const anySignIn = fc
  .record({ back: fc.integer({ min: 1, max: 200 * 24 * 60 }), ip: anyIp, userAgent: anyAgent, deviceKey: anyKey })
  .map(({ back, ...said }) => signIn({ ...said, at: morning - back * 60_000 }))
const anyPast = fc.array(anySignIn, { maxLength: 130 })
const anyAttempt = fc
  .record({ later: fc.integer({ min: 0, max: 1440 }), ip: anyIp, userAgent: anyAgent, deviceKey: anyKey, failuresBefore: fc.nat(30), knownBad: fc.boolean() })
  .map(({ later, ...said }) => attempt({ ...said, at: morning + later * 60_000 }))
const levels = ['low', 'elevated', 'high']

describe('the risk of any sign-in', () => {
  it('is finite, explained when it is not low, and in whole sentences', () => {
    fc.assert(
      fc.property(anyPast, anyAttempt, anyPast, (past, now, others) => {
        const population = noCounts()
        for (const one of others) countSignIn(population, one)
        const { level, score, reasons } = signInRisk(historyOf(past, now.at), now, population)
        expect(Number.isFinite(score)).toBe(true)
        expect(reasons.length > 0).toBe(level !== 'low')
        for (const { sentence, params } of reasons) expect(say(sentence, 'zh', params) + say(sentence, 'en', params)).not.toMatch(/[{}]|NaN|undefined/)
      }),
    )
  })

  it('does not depend on the order in which the past is read, nor on being stored as JSON', () => {
    fc.assert(
      fc.property(anyPast, anyAttempt, (past, now) => {
        const history = historyOf(past, now.at)
        expect(historyOf([...past].toReversed(), now.at)).toEqual(history)
        const read = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value))
        expect(signInRisk(read(history), read(now))).toEqual(signInRisk(history, now))
      }),
    )
  })

  it('is never raised by one more sign-in of the same kind', () => {
    fc.assert(
      fc.property(anyPast, anyAttempt, fc.integer({ min: 1, max: 100 * 24 * 60 }), (past, now, back) => {
        const before = signInRisk(historyOf(past, now.at), now)
        const after = signInRisk(historyOf([...past, { ...now, at: now.at - back * 7 * 24 * 60 * 60_000 }], now.at), now)
        expect(after.score).toBeLessThanOrEqual(before.score + 1e-9)
        expect(levels.indexOf(after.level)).toBeLessThanOrEqual(levels.indexOf(before.level))
      }),
    )
  })

  it('takes whatever a browser sends for a name, never for a property', () => {
    const named = signIn({ userAgent: 'a (b; Android 9; __proto__) c', deviceKey: '__proto__', at: morning - hourMs })
    expect(deviceOf('a (b; Android 9; __proto__) c').model).toBe('__proto__')
    expect(historyOf([named], morning).levels['key']?.seen['|__proto__']).toBe(1)
    expect(Object.getPrototypeOf(historyOf([named], morning).levels['key']?.seen)).toBe(Object.prototype)
  })
})

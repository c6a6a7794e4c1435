import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { placesTable } from '../../../identity/risk/place/place-of-ip.ts'
import type { KnownPlace } from '../parse/find-place.ts'
import type { AccountHistory, AlertFacts, SignInHere } from './history.ts'
import { triageAlert } from './triage-alert.ts'

const known = (zh: string): KnownPlace => {
  const place = placesTable().places.find(({ name }) => name.zh === zh)
  if (place === undefined) throw new Error(`no ${zh}`)
  return place
}
const hangzhou = known('浙江杭州')
const ningbo = known('浙江宁波')
const shenzhen = known('广东深圳')
const america = known('美国')
const at = new Date('2026-11-19T06:00:00Z')
const hour = 3_600_000

const signIn = (change: Partial<SignInHere> = {}, hoursBefore = 48): SignInHere => ({
  personId: 'lin', at: new Date(at.getTime() - hoursBefore * hour), place: hangzhou, prefix: '1.2.3.0/24', system: 'iOS', ...change,
})
const history = (change: Partial<AccountHistory> = {}): AccountHistory => ({
  holders: [{ id: 'lin', name: '林晓' }, { id: 'chen', name: '陈默' }],
  subjectGone: null,
  leavers: [],
  signIns: Array.from({ length: 12 }, (_, index) => signIn({ personId: index % 2 === 0 ? 'lin' : 'chen' }, 24 * (index + 1))),
  offices: new Map(),
  genuine: [],
  stolen: [],
  factors: ['password', 'scan'],
  checkOuts: [],
  publications: [],
  ...change,
})
const alert = (change: Partial<AlertFacts> = {}): AlertFacts => ({
  action: 'sign-in', at, place: hangzhou, network: null, device: 'iPhone 15', forgedHosts: [], reportedAt: at, ...change,
})
const network = (prefix: string, kind = 'carrier') => ({ prefix, kind, name: null })
const verdict = (change: Partial<AlertFacts>, of: Partial<AccountHistory> = {}) => triageAlert(history(of), alert(change)).verdict
const codes = (change: Partial<AlertFacts>, of: Partial<AccountHistory> = {}) => triageAlert(history(of), alert(change)).reasons.map(({ code }) => code)

describe('the verdict on an alert (ACC-6)', () => {
  it.each<[string, Partial<AlertFacts>, Partial<AccountHistory>, string]>([
    ['the usual city, on a usual device', {}, {}, 'likely-genuine'],
    ['abroad, on a device that nobody has', { place: america, device: 'Windows 10' }, {}, 'likely-stolen'],
    ['abroad without a country, on such a device', { place: 'abroad', device: 'Windows 10' }, {}, 'likely-stolen'],
    ['another province, on a usual device', { place: shenzhen }, {}, 'unclear'],
    ['another city of the province', { place: ningbo }, {}, 'unclear'],
    ['the network of the company', { network: network('9.9.9.0/24') }, { offices: new Map([['9.9.9.0/24', 9]]) }, 'likely-genuine'],
    ['a network that robbed the account before', { network: network('6.6.6.0/24') }, { stolen: [{ at: null, place: null, prefix: '6.6.6.0/24', device: null }] }, 'unclear'],
    ['a data centre abroad', { place: america, network: network('7.7.7.0/24', 'hosting') }, {}, 'likely-stolen'],
    ['nothing said but that it happened', { place: null, device: null, at: null }, {}, 'unclear'],
    ['nothing known to compare with', { place: america, device: 'Windows' }, { signIns: [] }, 'unclear'],
    ['too little known to trust', {}, { signIns: [signIn()] }, 'unclear'],
  ])('of %s', (_, change, of, expected) => {
    expect(verdict(change, of)).toBe(expected)
  })

  it('says the numbers that it compared: usually Hangzhou, 12 of 12, now abroad', () => {
    const { reasons } = triageAlert(history(), alert({ place: america }))
    expect(reasons[0]).toMatchObject({ code: 'place-abroad', points: 4, params: { usualZh: '浙江杭州', times: 12, total: 12, placeZh: '美国' } })
  })

  it('says what is unknown and does not guess it', () => {
    expect(codes({ place: null, device: null, at: null })).toEqual(expect.arrayContaining(['place-unknown', 'device-unknown', 'time-unknown']))
    expect(codes({}, { signIns: [] })).toContain('history-none')
  })

  it('believes a colleague who was there at that moment on such a device, in another province as well', () => {
    const there = signIn({ place: shenzhen }, 0.2)
    const of = { signIns: [...history().signIns, there, signIn({ place: shenzhen }, 1)] }
    const { verdict: found, reasons } = triageAlert(history(of), alert({ place: shenzhen }))
    expect(found).toBe('likely-genuine')
    expect(reasons.find(({ code }) => code === 'same-time-and-place')).toMatchObject({ params: { name: '林晓', minutes: 12 }, about: ['lin'] })
  })

  it('counts against it that everybody who was here then was too far away', () => {
    const of = { signIns: [...history().signIns, signIn({}, 0.5)] }
    expect(codes({ place: shenzhen }, of)).toContain('everybody-elsewhere')
    // Six hours earlier somebody may have flown.
    expect(codes({ place: shenzhen })).not.toContain('everybody-elsewhere')
  })

  it('thinks of whoever left: their city, their network, their seat that nobody took back', () => {
    const left = { leavers: [{ id: 'wu', name: '吴某', hasSeat: true }] }
    const theirs = signIn({ personId: 'wu', place: shenzhen, prefix: '5.5.5.0/24' })
    const of = { ...left, signIns: [...history().signIns, theirs] }
    expect(codes({ place: shenzhen }, of)).toEqual(expect.arrayContaining(['leaver-place', 'leaver-seat']))
    expect(verdict({ place: shenzhen, network: network('5.5.5.0/24') }, of)).toBe('likely-stolen')
    // In the city where everybody is it says nothing.
    expect(codes({}, { ...left, signIns: [...history().signIns, signIn({ personId: 'wu' })] })).not.toContain('leaver-place')
  })

  it('takes for stolen the sign-in of a member who has left, wherever it comes from', () => {
    const of = { holders: [], subjectGone: { id: 'lin', name: '林晓' }, leavers: [{ id: 'lin', name: '林晓', hasSeat: false }] }
    expect(verdict({}, of)).toBe('likely-stolen')
    expect(codes({}, of)).toContain('subject-gone')
  })

  it('knows that the account has only a password, that a password was checked out, that something was published', () => {
    expect(codes({ place: shenzhen }, { factors: ['password', 'sms'] })).toContain('weak-factors')
    expect(codes({}, { factors: ['password', 'sms'] })).not.toContain('weak-factors')
    const checkOuts = [{ personId: 'lin', name: '林晓', at: new Date(at.getTime() - 10 * 60_000) }]
    expect(triageAlert(history({ checkOuts }), alert()).reasons.find(({ code }) => code === 'checked-out')).toMatchObject({ params: { minutes: 10 } })
    // A thief abroad is not excused by it.
    expect(codes({ place: america }, { checkOuts })).not.toContain('checked-out')
    expect(codes({}, { publications: [at] })).toContain('published')
  })

  it('is never swayed to genuine where a hosting network, a thief’s network or another country contradicts', () => {
    const excuses = { genuine: Array.from({ length: 5 }, () => ({ at: null, place: america, prefix: null, device: 'iPhone' })), publications: [at] }
    expect(verdict({ place: america, action: 'failed' }, excuses)).not.toBe('likely-genuine')
    expect(verdict({ network: network('7.7.7.0/24', 'hosting') })).not.toBe('likely-genuine')
  })

  it('gives the same sum as its reasons, gravest first, whatever it is asked', () => {
    const places = fc.constantFrom(null, 'abroad' as const, hangzhou, shenzhen, america)
    const kinds = fc.constantFrom('hosting', 'vpn', 'carrier', 'internal', 'unknown')
    fc.assert(
      fc.property(places, kinds, fc.option(fc.string({ maxLength: 60 })), fc.integer({ min: -100, max: 100 }), (place, kind, device, hours) => {
        const one = alert({ place, device, network: network('1.2.3.0/24', kind), at: new Date(at.getTime() + hours * hour) })
        const { score, reasons } = triageAlert(history(), one)
        expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score)
        const weights = reasons.map(({ points }) => Math.abs(points))
        expect(weights).toEqual(weights.toSorted((a, b) => b - a))
      }),
    )
  })
})

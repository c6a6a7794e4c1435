import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isQuiet } from './quiet-hours.ts'
import { type SendFacts, sendGate } from './send-gate.ts'
import { channels, purposes } from './vocabulary.ts'

/** Ten in the morning in Beijing. */
const morning = new Date('2026-06-01T02:00:00Z')
const fine: SendFacts = {
  now: morning,
  purpose: 'marketing',
  channel: 'sms',
  person: { under14: false, restricted: false },
  consent: 'given',
  guardian: false,
  unsubscribed: false,
  marketingThisMonth: 0,
  cap: 3,
  quietHours: { from: 21 * 60, until: 9 * 60 },
  copy: { approved: true, wayOut: true },
  onChannelThisMonth: 0,
  platformLimit: null,
}
const codes = (changed: Partial<SendFacts>): string[] => sendGate({ ...fine, ...changed }).reasons.map(({ code }) => code)

const anyFacts: fc.Arbitrary<SendFacts> = fc.record({
  now: fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  purpose: fc.constantFrom(...purposes),
  channel: fc.constantFrom(...channels),
  person: fc.option(fc.record({ under14: fc.boolean(), restricted: fc.boolean() })),
  consent: fc.constantFrom('given', 'outdated', 'withdrawn', 'none'),
  guardian: fc.boolean(),
  unsubscribed: fc.boolean(),
  marketingThisMonth: fc.nat(6),
  cap: fc.option(fc.integer({ min: 1, max: 6 })),
  quietHours: fc.option(fc.record({ from: fc.integer({ min: 0, max: 1439 }), until: fc.integer({ min: 0, max: 1439 }) })),
  copy: fc.option(fc.record({ approved: fc.boolean(), wayOut: fc.boolean() })),
  onChannelThisMonth: fc.nat(6),
  platformLimit: fc.option(fc.integer({ min: 1, max: 6 })),
})

describe('the send gate (OUT-1)', () => {
  it('lets a message pass that everything speaks for', () => {
    expect(sendGate(fine)).toEqual({ verdict: 'allow', reasons: [] })
  })

  it.each<[string, Partial<SendFacts>]>([
    ['person-unknown', { person: null }],
    ['restricted', { person: { under14: false, restricted: true } }],
    ['no-consent', { consent: 'none' }],
    ['consent-outdated', { consent: 'outdated' }],
    ['withdrawn', { consent: 'withdrawn' }],
    ['unsubscribed', { unsubscribed: true }],
    ['minor', { person: { under14: true, restricted: false } }],
    ['cap-reached', { marketingThisMonth: 3 }],
    ['quiet-hours', { now: new Date('2026-06-01T13:00:00Z') }],
    ['copy-not-approved', { copy: null }],
    ['copy-not-approved', { copy: { approved: false, wayOut: true } }],
    ['no-way-out', { copy: { approved: true, wayOut: false } }],
    ['platform-limit', { platformLimit: 4, onChannelThisMonth: 4 }],
  ])('says %s, and nothing else, for %j', (code, changed) => {
    expect(codes(changed)).toEqual([code])
  })

  it('names every reason at once', () => {
    expect(codes({ consent: 'withdrawn', unsubscribed: true, marketingThisMonth: 9 })).toEqual([
      'withdrawn',
      'unsubscribed',
      'cap-reached',
    ])
  })

  it('lets a guardian consent for a child under 14', () => {
    expect(codes({ person: { under14: true, restricted: false }, guardian: true })).toEqual([])
  })

  it('takes no cap for no cap, however many there were', () => {
    expect(codes({ cap: null, marketingThisMonth: 1_000 })).toEqual([])
  })

  it('caps, silences and asks consent for marketing alone', () => {
    const against = { consent: 'none', marketingThisMonth: 9, now: new Date('2026-06-01T20:00:00Z'), copy: null } as const
    expect(codes({ ...against, purpose: 'service' })).toEqual([])
    expect(codes({ ...against, purpose: 'statutory' })).toEqual([])
  })

  it('lets nobody refuse what the law wants sent', () => {
    const refused = { unsubscribed: true, consent: 'withdrawn', person: { under14: false, restricted: true } } as const
    expect(codes({ ...refused, purpose: 'statutory' })).toEqual([])
    expect(codes({ ...refused, purpose: 'service' })).toEqual(['restricted', 'withdrawn', 'unsubscribed'])
  })

  it('never lets marketing pass without consent in force, over the cap, after an unsubscribe, at night or unapproved', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { verdict, reasons } = sendGate(facts)
        expect(verdict === 'allow').toBe(reasons.length === 0)
        if (verdict !== 'allow' || facts.purpose !== 'marketing') return
        expect(facts.consent).toBe('given')
        expect(facts.unsubscribed).toBe(false)
        expect(facts.marketingThisMonth).toBeLessThan(facts.cap ?? Number.POSITIVE_INFINITY)
        expect(facts.copy).toEqual({ approved: true, wayOut: true })
        expect(facts.person?.restricted).toBe(false)
        expect(facts.quietHours === null || !isQuiet(facts.quietHours, facts.now)).toBe(true)
      }),
    )
  })

  it('never gets milder when one more message was sent, or somebody unsubscribes', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        if (sendGate(facts).verdict === 'allow') return
        const more = { ...facts, marketingThisMonth: facts.marketingThisMonth + 1, unsubscribed: true }
        expect(sendGate(more).verdict).toBe('deny')
      }),
    )
  })
})

describe('quiet hours', () => {
  const at = (time: string): Date => new Date(`2026-06-01T${time}:00+08:00`)

  it.each([
    ['20:59', false],
    ['21:00', true],
    ['23:59', true],
    ['00:00', true],
    ['08:59', true],
    ['09:00', false],
  ])('from 21:00 to 09:00 in Beijing: %s is quiet: %s', (time, quiet) => {
    expect(isQuiet({ from: 21 * 60, until: 9 * 60 }, at(time))).toBe(quiet)
  })

  it('reach over noon as well, and the same twice is all day', () => {
    expect(isQuiet({ from: 12 * 60, until: 14 * 60 }, at('13:00'))).toBe(true)
    expect(isQuiet({ from: 12 * 60, until: 14 * 60 }, at('14:00'))).toBe(false)
    expect(isQuiet({ from: 0, until: 0 }, at('17:00'))).toBe(true)
  })
})

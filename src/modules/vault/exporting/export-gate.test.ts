import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keysOf } from '../origin.ts'
import { agreeGate } from './agree-gate.ts'
import { downloadGate, takingGate } from './download-gate.ts'
import { type ExportFacts, exportGate } from './export-gate.ts'
import { exportStates, mayFollow } from './export-life.ts'
import { exportPurposes } from './purposes.ts'

const plain: ExportFacts = {
  purpose: 'campaign', variant: 'clear', format: 'csv', sensitive: false, mayOpen: true, maySensitive: false, wanted: 100, recent: 0, alone: 500, limit: 20_000, open: 0, openOfAll: 0, slowed: false, hourSpent: false,
}

const facts: fc.Arbitrary<ExportFacts> = fc.record({
  purpose: fc.constantFrom(...keysOf(exportPurposes)),
  variant: fc.constantFrom('clear', 'masked'),
  format: fc.constantFrom('xlsx', 'csv'),
  sensitive: fc.boolean(),
  mayOpen: fc.boolean(),
  maySensitive: fc.boolean(),
  wanted: fc.nat(200_000),
  recent: fc.nat(50_000),
  alone: fc.nat(10_000),
  limit: fc.integer({ min: 1, max: 100_000 }),
  open: fc.nat(30),
  openOfAll: fc.nat(300),
  slowed: fc.boolean(),
  hourSpent: fc.boolean(),
})

describe('whether customers may be taken out (DAT-3, DAT-4)', () => {
  it.each([
    ['a few', {}, 'allow', []],
    ['nobody', { wanted: 0 }, 'deny', ['export.nobody']],
    ['as many as one may alone', { wanted: 500 }, 'allow', []],
    ['one more', { wanted: 501 }, 'review', ['export.agree-size']],
    ['one more with those before', { wanted: 100, recent: 401 }, 'review', ['export.agree-size']],
    ['more than a day allows', { wanted: 100, recent: 19_901 }, 'deny', ['export.too-many', 'export.agree-size']],
    ['sensitive data without the right', { sensitive: true }, 'deny', ['export.sensitive', 'export.agree-sensitive']],
    ['sensitive data with it', { sensitive: true, maySensitive: true }, 'review', ['export.agree-sensitive']],
    ['sensitive data, masked', { sensitive: true, variant: 'masked' }, 'review', ['export.agree-sensitive']],
    ['clear data by a post that opens none', { mayOpen: false }, 'deny', ['export.clear']],
    ['clear data for statistics', { purpose: 'analysis' }, 'deny', ['export.clear-not-needed']],
    ['the last one that may be open', { open: 19, openOfAll: 199 }, 'allow', []],
    ['one more than may be open', { open: 20, openOfAll: 20 }, 'deny', ['export.too-many-open']],
    ['one more than the house may have', { openOfAll: 200 }, 'deny', ['export.house-full']],
    ['whoever was slowed down', { slowed: true }, 'review', ['export.agree-slowed']],
    ['clear data when the hour is spent', { hourSpent: true }, 'review', ['export.agree-hour']],
    ['masks when the hour is spent', { hourSpent: true, variant: 'masked' }, 'allow', []],
    ['a workbook that is too large', { format: 'xlsx', wanted: 20_001, limit: 100_000 }, 'deny', ['export.too-large', 'export.agree-size']],
  ] as const)('decides on %s', (_, change, verdict, codes) => {
    const decision = exportGate({ ...plain, ...change })
    expect([decision.verdict, decision.reasons.map(({ code }) => code)]).toEqual([verdict, codes])
  })

  it('lets nothing large or sensitive pass alone, whatever else holds', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const { verdict } = exportGate(one)
        if (one.sensitive || one.wanted + one.recent > one.alone) expect(verdict).not.toBe('allow')
        if (one.slowed || (one.hourSpent && one.variant === 'clear')) expect(verdict).not.toBe('allow')
        if (one.variant === 'clear' && (!one.mayOpen || (one.sensitive && !one.maySensitive))) expect(verdict).toBe('deny')
        if (one.wanted + one.recent > one.limit) expect(verdict).toBe('deny')
      }),
    )
  })

  it('never gets easier by asking for more', () => {
    const rank = { allow: 0, review: 1, deny: 2 }
    fc.assert(
      fc.property(facts, fc.nat(1_000), (one, more) => {
        fc.pre(one.wanted > 0)
        expect(rank[exportGate({ ...one, wanted: one.wanted + more }).verdict]).toBeGreaterThanOrEqual(rank[exportGate(one).verdict])
      }),
    )
  })

  it('lets nobody agree to their own, and nothing out that is gone, was lost or holds the erased', () => {
    expect(agreeGate({ samePerson: true, inReach: true, ownAlert: false }).verdict).toBe('deny')
    expect(agreeGate({ samePerson: false, inReach: false, ownAlert: false }).verdict).toBe('deny')
    expect(agreeGate({ samePerson: false, inReach: true, ownAlert: false }).verdict).toBe('allow')
    expect(agreeGate({ samePerson: false, inReach: true, ownAlert: true }).verdict).toBe('deny')
    for (const [slowed, hourSpent, agreed, verdict] of [
      [false, false, false, 'allow'], [true, false, false, 'deny'], [false, true, false, 'deny'], [true, true, true, 'allow'],
    ] as const) {
      expect(takingGate({ slowed, hourSpent, agreed }).verdict).toBe(verdict)
    }
    for (const wrong of [{ kept: false }, { mayStill: false }, { gone: 1 }]) {
      expect(downloadGate({ kept: true, mayStill: true, gone: 0, ...wrong }).verdict).toBe('deny')
    }
  })

  it('never comes back from an end', () => {
    const states = keysOf(exportStates)
    const ends = ['refused', 'withdrawn', 'lapsed', 'destroyed'] as const
    for (const end of ends) expect(states.filter((state) => mayFollow(end, state))).toEqual([])
    expect(states.filter((state) => mayFollow(state, 'ready'))).toEqual(['making'])
  })
})

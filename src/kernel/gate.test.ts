import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineGate, enforce } from './gate.ts'

type Facts = { signed: boolean; sober: boolean; count: number }

const gate = defineGate<Facts>([
  {
    code: 'unsigned',
    otherwise: 'deny',
    law: '民法典第四百九十条',
    sentence: { zh: '还没有签字。', en: 'It is not signed.' },
    holds: ({ signed }) => signed,
  },
  {
    code: 'many',
    otherwise: 'review',
    sentence: { zh: '多达 {count} 份。', en: 'As many as {count}.' },
    holds: ({ count }) => count < 3,
    params: ({ count }) => ({ count }),
  },
  { code: 'drunk', otherwise: 'deny', sentence: { zh: '饮酒后不得办理。', en: 'Not after drinking.' }, holds: ({ sober }) => sober },
])

describe('a gate', () => {
  it('allows when every requirement holds', () => {
    expect(gate({ signed: true, sober: true, count: 1 })).toEqual({ verdict: 'allow', reasons: [] })
  })

  it('names every requirement that does not hold, with its law and figures', () => {
    const { verdict, reasons } = gate({ signed: false, sober: true, count: 7 })
    expect(verdict).toBe('deny')
    expect(reasons).toMatchObject([{ code: 'unsigned', law: '民法典第四百九十条' }, { code: 'many', params: { count: 7 } }])
  })

  it('lets the gravest consequence win, and never allows with a reason', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.nat(9), (signed, sober, count) => {
        const { verdict, reasons } = gate({ signed, sober, count })
        expect(verdict).toBe(!signed || !sober ? 'deny' : count >= 3 ? 'review' : 'allow')
        expect(reasons.length > 0).toBe(verdict !== 'allow')
      }),
    )
  })

  it('stops an operation with all reasons', () => {
    expect(() => enforce(gate({ signed: false, sober: false, count: 0 }))).toThrow(
      expect.objectContaining({ code: 'gate.refused', reasons: [{ code: 'unsigned' }, { code: 'drunk' }].map((r) => expect.objectContaining(r)) }),
    )
    expect(() => enforce(gate({ signed: true, sober: true, count: 9 }))).toThrow()
    expect(() => enforce(gate({ signed: true, sober: true, count: 0 }))).not.toThrow()
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CoreFacts, coreGate } from './core-gate.ts'
import { type Factor, factorNames } from './factors.ts'

const good: CoreFacts = {
  core: true,
  factors: ['password', 'passkey'],
  administrators: 2,
  hasRecovery: true,
  verifiedSubject: '杭州青禾茶饮有限公司',
  verificationExpiresOn: '2026-06-01',
  today: '2026-06-01',
}
const lacks = (change: Partial<CoreFacts>): string[] => coreGate({ ...good, ...change }).reasons.map(({ code }) => code)

describe('what a core account needs (ACC-1, ACC-3)', () => {
  it('is content with a strong factor, two administrators, a way to recover and a verification in time', () => {
    expect(coreGate(good)).toEqual({ verdict: 'allow', reasons: [] })
  })

  it.each([
    ['account.core-without-strong-factor', { factors: ['password', 'sms'] }],
    ['account.core-without-strong-factor', { factors: [] }],
    ['account.core-with-few-administrators', { administrators: 1 }],
    ['account.core-without-recovery', { hasRecovery: false }],
    ['account.core-not-verified', { verifiedSubject: null }],
    ['account.verification-expired', { verificationExpiresOn: '2026-05-31' }],
  ] satisfies [string, Partial<CoreFacts>][])('names %s', (code, change) => {
    expect(lacks(change)).toEqual([code])
    expect(lacks({ ...change, core: false })).toEqual([])
  })

  it('takes a verification without an end for good', () => {
    expect(lacks({ verificationExpiresOn: null })).toEqual([])
  })

  it('never finds less when a factor is switched off or an administrator goes', () => {
    const factors = fc.subarray(Object.keys(factorNames) as Factor[])
    fc.assert(
      fc.property(factors, fc.nat(3), (on, administrators) => {
        const before = lacks({ factors: on, administrators: administrators + 1 }).length
        expect(lacks({ factors: on.slice(1), administrators }).length).toBeGreaterThanOrEqual(before)
      }),
    )
  })
})

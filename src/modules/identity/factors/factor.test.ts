import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assurances } from '../../../kernel/actor.ts'
import { shippedMatrix } from '../posts/permission-matrix.ts'
import { type Enrolled, hasSecondFactor, isAtLeast, offeredFactors, provingFactors } from './factor.ts'
import { factorChangeGate } from './factor-change-gate.ts'
import { standingOf } from './session-standing.ts'

const nothing: Enrolled = { passkeys: 0, totp: false, phoneEnding: null, recoveryCodes: 0 }
const enrolled = fc.record({
  passkeys: fc.nat(3),
  totp: fc.boolean(),
  phoneEnding: fc.constantFrom(null, '1234'),
  recoveryCodes: fc.nat(10),
})
const assurance = fc.constantFrom(...assurances)
const posts = fc.subarray(shippedMatrix().posts.map(({ id }) => id))

describe('what a sign-in goes on with (ACC-3)', () => {
  it('offers the strongest first', () => {
    expect(offeredFactors({ passkeys: 1, totp: true, phoneEnding: '1234', recoveryCodes: 3 })).toEqual([
      'passkey',
      'totp',
      'sms',
      'recovery-code',
    ])
  })

  it('takes codes on paper for no factor of their own', () => {
    expect(hasSecondFactor({ ...nothing, recoveryCodes: 10 })).toBe(false)
  })

  it('asks again for a passkey alone where the session rests on one', () => {
    expect(provingFactors('passkey', { ...nothing, passkeys: 1, totp: true })).toEqual(['passkey'])
    expect(provingFactors('totp', { ...nothing, passkeys: 1, totp: true })).toEqual(['passkey', 'totp'])
    expect(provingFactors('password', nothing)).toEqual(['password'])
  })

  it('never takes the password for a proof where there is a second factor', () => {
    fc.assert(
      fc.property(assurance, enrolled, (session, has) => {
        expect(provingFactors(session, has).includes('password')).toBe(!hasSecondFactor(has))
      }),
    )
  })
})

describe('what a session may do (ACC-3)', () => {
  const demands = { secondFactor: true, passkey: true }

  it('is everything of its posts or withheld from it, and never both', () => {
    fc.assert(
      fc.property(posts, assurance, fc.boolean(), (held, proven, demanded) => {
        const facts = { demands: { secondFactor: true, passkey: demanded }, assurance: proven, hasSecondFactor: true, passwordExpired: false, posts: held }
        const { permissions, withheld } = standingOf(shippedMatrix(), facts)
        const whole = standingOf(shippedMatrix(), { ...facts, assurance: 'security-key' }).permissions
        expect([...permissions].filter((permission) => withheld.has(permission))).toEqual([])
        expect(new Set([...permissions, ...withheld])).toEqual(whole)
        if (isAtLeast(proven, 'passkey') || !demanded) expect(withheld.size).toBe(0)
      }),
    )
  })

  it.each(['security-administrator', 'auditor', 'legal', 'finance'])('is nothing of the post %s without a passkey', (post) => {
    const facts = { demands, assurance: 'totp', hasSecondFactor: true, passwordExpired: false, posts: [post] } as const
    expect(standingOf(shippedMatrix(), facts).permissions.size).toBe(0)
  })

  it.each([
    ['a second factor first', { hasSecondFactor: false, assurance: 'password', passwordExpired: true }, 'second-factor'],
    ['a new password', { hasSecondFactor: true, assurance: 'totp', passwordExpired: true }, 'new-password'],
    ['nothing', { hasSecondFactor: true, assurance: 'totp', passwordExpired: false }, null],
  ] as const)('lacks %s', (_what, facts, lacks) => {
    expect(standingOf(shippedMatrix(), { demands, posts: [], ...facts }).lacks).toBe(lacks)
  })

  it('reaches core accounts by a security key alone', () => {
    for (const proven of assurances) {
      const facts = { demands, assurance: proven, hasSecondFactor: true, passwordExpired: false, posts: [] }
      expect(standingOf(shippedMatrix(), facts).onCoreAccounts).toBe(proven === 'security-key')
    }
  })
})

describe('changing what one signs in with (ACC-3)', () => {
  const change = fc.record({
    factor: fc.constantFrom('passkey' as const, 'totp' as const, 'sms' as const, 'recovery-code' as const),
    change: fc.constantFrom('add' as const, 'remove' as const),
    session: assurance,
    enrolled,
    demanded: fc.boolean(),
  })

  it('is never possible with a password alone once there is a second factor', () => {
    fc.assert(
      fc.property(change, (facts) => {
        if (hasSecondFactor(facts.enrolled) && facts.session === 'password') {
          expect(factorChangeGate(facts).verdict).toBe('deny')
        }
      }),
    )
  })

  it('touches passkeys by a passkey alone once there is one', () => {
    fc.assert(
      fc.property(change, (facts) => {
        if (facts.factor === 'passkey' && facts.enrolled.passkeys > 0 && !isAtLeast(facts.session, 'passkey')) {
          expect(factorChangeGate(facts).verdict).toBe('deny')
        }
      }),
    )
  })
})

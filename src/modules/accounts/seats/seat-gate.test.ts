import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { postsForRight, seatRights } from './rights.ts'
import { type GrantFacts, grantGate, type WithdrawFacts, withdrawGate } from './seat-gate.ts'

const now = new Date('2026-06-01T02:00:00Z')
const grant: GrantFacts = {
  right: 'operator', accountActive: true, personActive: true, posts: ['operations'], hasSeat: false, core: true,
  byPassword: false, endsAt: null, now,
}
const withdraw: WithdrawFacts = { right: 'administrator', core: true, accountActive: true, personActive: true, administrators: 3 }
const codes = (change: Partial<GrantFacts>) => grantGate({ ...grant, ...change }).reasons.map(({ code }) => code)

describe('granting a seat (ACC-1)', () => {
  it.each([
    ['seat.account-closed', { accountActive: false }],
    ['seat.person-not-active', { personActive: false, posts: [] }],
    ['seat.post-does-not-allow', { posts: ['customer-service', 'finance'] }],
    ['seat.post-does-not-allow', { posts: [] }],
    ['seat.held-already', { hasSeat: true }],
    ['seat.core-by-password', { byPassword: true }],
    ['seat.end-not-ahead', { endsAt: now }],
  ] satisfies [string, Partial<GrantFacts>][])('is refused by %s', (code, change) => {
    expect(codes(change)).toEqual([code])
    expect(grantGate({ ...grant, ...change }).verdict).toBe('deny')
  })

  it('is allowed to the post whose duty needs it, on an account that is not core by a shared password too', () => {
    expect(codes({})).toEqual([])
    expect(codes({ core: false, byPassword: true, endsAt: new Date(now.getTime() + 1) })).toEqual([])
  })

  it('never goes to somebody none of whose posts needs the right', () => {
    const posts = fc.subarray(['operations', 'customer-service', 'finance', 'legal', 'department-head', 'security-administrator', 'auditor', 'hr'])
    fc.assert(
      fc.property(fc.constantFrom(...seatRights), posts, (right, held) => {
        const needs = held.some((post) => postsForRight[right].includes(post))
        expect(grantGate({ ...grant, right, posts: held }).verdict).toBe(needs ? 'allow' : 'deny')
      }),
    )
  })
})

describe('withdrawing a seat (ACC-1, ACC-7)', () => {
  it('leaves a core account two administrators', () => {
    expect(withdrawGate(withdraw).verdict).toBe('allow')
    expect(withdrawGate({ ...withdraw, administrators: 2 }).verdict).toBe('deny')
    expect(withdrawGate({ ...withdraw, administrators: 1, right: 'owner' }).verdict).toBe('deny')
  })

  it.each([{ core: false }, { accountActive: false }, { personActive: false }, { right: 'operator' }] satisfies Partial<WithdrawFacts>[])(
    'is always possible with %o',
    (change) => {
      expect(withdrawGate({ ...withdraw, administrators: 0, ...change }).verdict).toBe('allow')
    },
  )
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mustChangePassword, passwordAge } from './password-age.ts'

const day = 24 * 60 * 60_000
const set = new Date('2026-06-01T02:00:00Z')
const after = (days: number): Date => new Date(set.getTime() + days * day)

describe('how passwords age (ACC-4)', () => {
  it.each([
    [0, { daysLeft: 90, expired: false }],
    [75.5, { daysLeft: 15, expired: false }],
    [76, { daysLeft: 14, expired: false }],
    [89.5, { daysLeft: 1, expired: false }],
    [90, { daysLeft: 0, expired: false }],
    [90 + 1 / day, { daysLeft: 0, expired: true }],
    [400, { daysLeft: 0, expired: true }],
  ])('after %d days: %j', (days, age) => {
    expect(passwordAge(set, after(days), { periodDays: 90 })).toEqual(age)
  })

  it('never ends where the company set no period', () => {
    expect(passwordAge(set, after(4000), { periodDays: null })).toEqual({ daysLeft: null, expired: false })
  })

  it('never gets younger', () => {
    fc.assert(
      fc.property(fc.nat(800), fc.nat(800), fc.integer({ min: 30, max: 366 }), (early, more, periodDays) => {
        const left = (days: number): number => passwordAge(set, after(days), { periodDays }).daysLeft ?? 0
        expect(left(early + more)).toBeLessThanOrEqual(left(early))
      }),
    )
  })

  it('must be changed once it expired or an administrator demands it', () => {
    const password = { changedAt: set, mustChangeSince: null }
    expect(mustChangePassword(password, after(90), { periodDays: 90 })).toBe(false)
    expect(mustChangePassword(password, after(91), { periodDays: 90 })).toBe(true)
    expect(mustChangePassword({ ...password, mustChangeSince: after(1) }, after(2), { periodDays: null })).toBe(true)
  })
})

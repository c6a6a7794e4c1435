import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

describe('a rate limit', () => {
  it('allows a burst of one minute, then tells how long to wait', () => {
    let now = 0
    const limit = createRateLimit(() => now)
    for (let i = 0; i < 10; i += 1) expect(limit.take('a', 10).waitSeconds).toBe(0)
    expect(limit.take('a', 10)).toEqual({ waitSeconds: 6, left: 0, fullInSeconds: 60 })
    expect(limit.take('b', 10)).toEqual({ waitSeconds: 0, left: 9, fullInSeconds: 6 })
    now += 6_000
    expect(limit.take('a', 10).waitSeconds).toBe(0)
    expect(limit.take('a', 10).waitSeconds).toBeGreaterThan(0)
  })

  it('never lets through more than the burst and what was refilled', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (gaps, perMinute) => {
        let now = 0
        let allowed = 0
        const limit = createRateLimit(() => now)
        for (const gap of gaps) {
          now += gap
          const { waitSeconds, left } = limit.take('key', perMinute)
          if (waitSeconds === 0) allowed += 1
          expect(left).toBeGreaterThanOrEqual(0)
          expect(left).toBeLessThan(perMinute)
        }
        expect(allowed).toBeLessThanOrEqual(perMinute + (now / 60_000) * perMinute + 1e-6)
      }),
    )
  })
})

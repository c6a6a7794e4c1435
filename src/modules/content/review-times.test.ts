import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresOf, inTimeShare, median, percentile } from './review-times.ts'

const start = new Date('2026-03-02T01:00:00Z')
const span = (minutes: number, dueMinutes: number | null = 15) => ({
  from: start,
  to: new Date(start.getTime() + minutes * 60_000),
  dueAt: dueMinutes === null ? null : new Date(start.getTime() + dueMinutes * 60_000),
})

describe('review times (CNT-2)', () => {
  it('takes the middle, or the mean of the two in the middle', () => {
    expect(median([])).toBeNull()
    expect(median([7])).toBe(7)
    expect(median([9, 1, 5])).toBe(5)
    expect(median([9, 1, 5, 3])).toBe(4)
  })

  it('takes the 90th percentile by the nearest rank', () => {
    expect(percentile([], 0.9)).toBeNull()
    expect(percentile([4], 0.9)).toBe(4)
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9)
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0.9)).toBe(10)
  })

  it('is never exceeded by more than the rest of the share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
        fc.constantFrom(0.1, 0.5, 0.9, 1),
        (values, share) => {
          const value = percentile(values, share) ?? -1
          expect(values).toContain(value)
          expect(values.filter((other) => other <= value).length).toBeGreaterThanOrEqual(share * values.length)
          expect(values.filter((other) => other < value).length).toBeLessThan(share * values.length)
        },
      ),
    )
  })

  it('gives minutes to one decimal', () => {
    expect(figuresOf([span(1.26), span(2), span(20)])).toEqual({ count: 3, medianMinutes: 2, p90Minutes: 20 })
    expect(figuresOf([span(1.26)])).toEqual({ count: 1, medianMinutes: 1.3, p90Minutes: 1.3 })
    expect(figuresOf([])).toEqual({ count: 0, medianMinutes: null, p90Minutes: null })
  })

  it('counts a decision at the very deadline as in time, and leaves out what had none', () => {
    expect(inTimeShare([span(15), span(15.01), span(99, null)])).toBe(0.5)
    expect(inTimeShare([span(99, null)])).toBeNull()
  })
})

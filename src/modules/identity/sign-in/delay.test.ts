import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delayAfter, loginDelay, networkDelay } from './delay.ts'

describe('how failures slow down further attempts', () => {
  it('lets a person mistype four times without waiting', () => {
    expect([1, 2, 3, 4].map((failures) => delayAfter(failures, loginDelay))).toEqual([0, 0, 0, 0])
  })

  it('doubles the wait from the fifth failure on, up to 15 minutes', () => {
    expect([5, 6, 7, 8, 9, 10, 11, 1000].map((failures) => delayAfter(failures, loginDelay))).toEqual([
      30, 60, 120, 240, 480, 900, 900, 900,
    ])
  })

  it('leaves fewer than 110 guesses a day against one name', () => {
    let seconds = 0
    let guesses = 0
    while (seconds < 86_400) {
      guesses += 1
      seconds += delayAfter(guesses, loginDelay)
    }
    expect(guesses).toBeLessThan(110)
  })

  it('never shortens the wait', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom(loginDelay, networkDelay), (failures, policy) => {
        expect(delayAfter(failures + 1, policy)).toBeGreaterThanOrEqual(delayAfter(failures, policy))
      }),
    )
  })
})

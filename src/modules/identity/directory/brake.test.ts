import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brakeHolds, mayLeaveAtOnce } from './brake.ts'

describe('the brake on leavings that a directory begins (ACC-7)', () => {
  it.each([
    [5, 3],
    [20, 3],
    [30, 3],
    [99, 9],
    [100, 10],
    [50_000, 10],
  ])('of %i people, %i may go within a day', (people, most) => {
    expect(mayLeaveAtOnce(people)).toBe(most)
  })

  it.each([
    [{ linkedPeople: 50, begun: 0, next: 5 }, false],
    [{ linkedPeople: 50, begun: 0, next: 6 }, true],
    [{ linkedPeople: 50, begun: 5, next: 1 }, true],
    [{ linkedPeople: 50, begun: 50, next: 0 }, false],
    [{ linkedPeople: 1, begun: 0, next: 1 }, false],
  ])('%j: holds %s', (facts, holds) => {
    expect(brakeHolds(facts)).toBe(holds)
  })

  it('never lets more than ten go, in whatever parts they come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 }), (linkedPeople, parts) => {
        let begun = 0
        for (const next of parts) if (!brakeHolds({ linkedPeople, begun, next })) begun += next
        return begun <= 10
      }),
    )
  })
})

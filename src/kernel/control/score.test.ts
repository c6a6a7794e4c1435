import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dimensions, type MeasuredControl, scoreOf } from './score.ts'

const control = (part: Partial<MeasuredControl> & { share?: number } = {}): MeasuredControl => {
  const { share = 1, ...rest } = part
  const state = share === 1 ? 'holds' : share === 0 ? 'fails' : 'partly'
  return { id: 'c', dimension: 'content', weight: 1, measurement: { state, share }, ...rest }
}

const inconclusive = { state: 'inconclusive', share: 0 } as const

const someControls = fc
  .array(
    fc.record({
      dimension: fc.constantFrom(...dimensions),
      weight: fc.integer({ min: 1, max: 10 }),
      share: fc.oneof(fc.constantFrom(0, 1, 1 / 3, 0.9995), fc.double({ min: 0, max: 1, noNaN: true })),
      measured: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((parts) =>
    parts.map(({ measured, ...part }, index) =>
      control({ id: `c${index}`, ...part, ...(measured ? {} : { measurement: inconclusive }) }),
    ),
  )

const tenths = (points: number): number => Math.round(points * 10)

describe('the score', () => {
  it('is the weighted share that holds', () => {
    const score = scoreOf([
      control({ id: 'levels', weight: 3, share: 1 }),
      control({ id: 'in-time', weight: 1, share: 0.5 }),
      control({ id: 'keys', dimension: 'account', weight: 4, share: 0.25 }),
    ])
    expect(score.overall).toBe(56.2)
    expect(score.dimensions).toEqual([
      { id: 'account', score: 25 },
      { id: 'content', score: 87.5 },
      { id: 'data', score: null },
      { id: 'channel', score: null },
      { id: 'people', score: null },
    ])
    expect(score.lost).toEqual([
      { id: 'levels', points: 0 },
      { id: 'in-time', points: 6.3 },
      { id: 'keys', points: 37.5 },
    ])
    expect(score.gains.map(({ id }) => id)).toEqual(['keys', 'in-time'])
  })

  it('leaves out what could not be measured, and shows it', () => {
    const score = scoreOf([control({ id: 'a', weight: 1 }), control({ id: 'b', weight: 3, measurement: inconclusive })])
    expect(score).toMatchObject({ overall: 100, inconclusive: ['b'], coverage: 0.25 })
    expect(score.lost.map(({ id }) => id)).toEqual(['a'])
  })

  it('is no number while nothing could be measured', () => {
    expect(scoreOf([])).toMatchObject({ overall: null, coverage: 0, lost: [], gains: [] })
    expect(scoreOf([control({ measurement: inconclusive })])).toMatchObject({ overall: null, coverage: 0 })
  })

  it('is 100 only when everything holds', () => {
    const almost = scoreOf([control({ id: 'a', weight: 10 }), control({ id: 'b', share: 0.9999 })])
    expect(almost.overall).toBe(99.9)
    expect(almost.gains).toEqual([{ id: 'b', points: 0.1 }])
  })

  it('does not lose a tenth to binary fractions', () => {
    const thirds = ['a', 'b', 'c'].map((id) => control({ id, share: 0 }))
    expect(scoreOf(thirds).overall).toBe(0)
    const ten = Array.from({ length: 10 }, (_, index) => control({ id: `c${index}`, share: 0.9 }))
    expect(scoreOf(ten)).toMatchObject({ overall: 90, lost: ten.map(({ id }) => ({ id, points: 1 })) })
  })

  it('loses exactly what its controls lose', () => {
    fc.assert(
      fc.property(someControls, (controls) => {
        const { overall, lost, gains, coverage, inconclusive: left } = scoreOf(controls)
        expect(lost.length + left.length).toBe(controls.length)
        if (overall === null) return
        expect(lost.reduce((sum, { points }) => sum + tenths(points), 0)).toBe(1_000 - tenths(overall))
        expect(overall).toBeGreaterThanOrEqual(0)
        expect(overall).toBeLessThanOrEqual(100)
        expect(coverage).toBeGreaterThan(0)
        expect(gains.map(({ points }) => points)).toEqual(
          lost.map(({ points }) => points).filter((points) => points > 0).toSorted((left, right) => right - left),
        )
      }),
    )
  })

  it('deals each control within a tenth of its exact part', () => {
    fc.assert(
      fc.property(someControls, (controls) => {
        const measured = controls.filter(({ measurement }) => measurement.state !== 'inconclusive')
        const weight = measured.reduce((sum, each) => sum + each.weight, 0)
        const exact = measured.map((each) => (100 * each.weight * (1 - each.measurement.share)) / weight)
        for (const [index, { points }] of scoreOf(controls).lost.entries()) {
          expect(Math.abs(points - (exact[index] ?? Number.NaN))).toBeLessThan(0.1 + 1e-6)
        }
      }),
    )
  })

  it('does not fall when a control gets better', () => {
    fc.assert(
      fc.property(someControls, fc.nat(), (controls, pick) => {
        const index = controls.length === 0 ? 0 : pick % controls.length
        const better = controls.map((each, at) =>
          at === index && each.measurement.state !== 'inconclusive'
            ? { ...each, measurement: { state: 'holds' as const, share: 1 } }
            : each,
        )
        expect(scoreOf(better).overall ?? -1).toBeGreaterThanOrEqual(scoreOf(controls).overall ?? -1)
      }),
    )
  })

  it.each([
    ['weight', { weight: 0 }],
    ['weight', { weight: Number.NaN }],
    ['share', { measurement: { state: 'partly' as const, share: 1.01 } }],
    ['share', { measurement: { state: 'partly' as const, share: Number.NaN } }],
  ])('refuses a %s out of bounds', (field, part) => {
    expect(() => scoreOf([control(part)])).toThrow(field)
  })
})

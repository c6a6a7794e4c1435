import { beforeAll, describe, expect, it } from 'vitest'
import { openAddresses } from '../../../../bench/sign-in-risk/addresses.ts'
import { evaluate, type Judged } from '../../../../bench/sign-in-risk/evaluate.ts'
import { buildPlaces } from '../../../../build/places.ts'

beforeAll(async () => {
  await buildPlaces(() => {})
})

/** A small company of `npm run bench -- sign-in-risk`, so that a change that spoils the model does not wait for the bench. */
describe('the risk model on made-up sign-ins (ACC-5)', () => {
  const size = { people: 15, days: 75, restless: 1, attacksPerPerson: 10 }

  it('finds thieves abroad, behind a VPN and in the same city at the cost of asking 5 of 100 again', () => {
    const { judged } = evaluate(7, size, openAddresses())
    const of = (kind: Judged['kind']) => judged.filter((one) => one.kind === kind)
    const found = (kind: Judged['kind'], score: (one: Judged) => number): number => {
      const genuine = of('genuine').map(score).toSorted((a, b) => b - a)
      const threshold = genuine[Math.floor(genuine.length * 0.05)] ?? 0
      return of(kind).filter((one) => score(one) > threshold).length / of(kind).length
    }
    const marks = [['abroad', 0.99], ['vpn', 0.94], ['city', 0.85]] as const
    for (const [kind, mark] of marks) expect(found(kind, ({ ours }) => ours)).toBeGreaterThanOrEqual(mark)
    // The published features are measured beside it and do worse where it matters.
    expect(found('city', ({ withoutKey }) => withoutKey)).toBeGreaterThan(found('city', ({ published }) => published))
    expect(of('genuine').filter(({ level }) => level === 'high').length).toBeLessThan(of('genuine').length * 0.01)
  })

  it('makes the same company of the same seed', () => {
    const addresses = openAddresses()
    const small = { ...size, people: 3, days: 45 }
    expect(evaluate(7, small, addresses).judged).toEqual(evaluate(7, small, addresses).judged)
  })
})

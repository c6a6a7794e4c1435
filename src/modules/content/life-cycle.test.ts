import { describe, expect, it } from 'vitest'
import { type MaterialState, materialStates, nextState, type Step, transitions } from './life-cycle.ts'

const steps = Object.keys(transitions) as Step[]

const reachable = (without: readonly Step[]): Set<MaterialState> => {
  const seen = new Set<MaterialState>(['draft'])
  let grew = true
  while (grew) {
    grew = false
    for (const state of Array.from(seen)) {
      for (const step of steps.filter((name) => !without.includes(name))) {
        const next = nextState(state, step)
        if (next !== null && !seen.has(next)) {
          seen.add(next)
          grew = true
        }
      }
    }
  }
  return seen
}

describe('life of a material', () => {
  it('reaches every state from the draft', () => {
    expect(reachable([])).toEqual(new Set(materialStates))
  })

  it.each(['submit', 'pass-self-check', 'approve-department', 'approve-legal'] as const)(
    'has no way to publication around %s (CNT-1)',
    (step) => {
      expect(reachable([step]).has('published')).toBe(false)
    },
  )

  it('leads back to the draft on any change, from every state but the end (CNT-1)', () => {
    for (const state of materialStates) expect(nextState(state, 'save')).toBe(state === 'discarded' ? null : 'draft')
  })

  it('ends when discarded', () => {
    for (const step of steps) expect(nextState('discarded', step)).toBeNull()
  })

  it('does not discard what is still out', () => {
    expect(nextState('published', 'discard')).toBeNull()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decision } from '../../screening/types.ts'
import { opinionGate, raises } from './opinion-gate.ts'
import { nextAttempt } from './second-opinion.ts'

type Row = [machine: Decision, opinions: ('pass' | 'review' | 'block' | null)[], together: Decision]

describe('machine and second opinions together (CNT-2)', () => {
  const table: Row[] = [
    ['allow', [], 'allow'],
    ['allow', ['pass'], 'allow'],
    ['allow', [null], 'allow'],
    ['allow', ['review'], 'review'],
    ['allow', ['block'], 'review'],
    ['allow', ['pass', 'review'], 'review'],
    ['allow', [null, 'block'], 'review'],
    ['review', [], 'review'],
    ['review', ['pass'], 'review'],
    ['review', ['pass', 'pass', 'pass'], 'review'],
    ['review', ['block'], 'review'],
    ['deny', [], 'deny'],
    ['deny', ['pass'], 'deny'],
    ['deny', ['review'], 'deny'],
    ['deny', [null, 'block'], 'deny'],
  ]
  it.each(table)('%s with %j is %s', (machine, opinions, together) => {
    expect(opinionGate({ machine, opinions }).verdict).toBe(together)
  })

  const gravity = { allow: 0, review: 1, deny: 2 }
  const machines = fc.constantFrom<Decision>('allow', 'review', 'deny')
  const words = ['pass', 'review', 'block', null] as const
  const opinions = fc.array(fc.constantFrom(...words), { maxLength: 6 })

  it('never lowers what the machine decided, whatever is said, and in whatever order', () => {
    fc.assert(
      fc.property(machines, opinions, (machine, said) => {
        const { verdict } = opinionGate({ machine, opinions: said })
        expect(gravity[verdict]).toBeGreaterThanOrEqual(gravity[machine])
        expect(opinionGate({ machine, opinions: said.toReversed() }).verdict).toBe(verdict)
      }),
    )
  })

  it('raises only what the machine would have let pass, and only by a doubt', () => {
    expect(raises('allow', 'review')).toBe(true)
    expect(raises('allow', 'block')).toBe(true)
    expect(raises('allow', 'pass')).toBe(false)
    expect(raises('review', 'block')).toBe(false)
    expect(raises('deny', 'block')).toBe(false)
  })
})

describe('asking again (CNT-2)', () => {
  const now = new Date('2026-06-01T02:00:00Z')
  it.each([
    ['time-out', 1, '2026-06-01T02:02:00.000Z'],
    ['busy', 2, '2026-06-01T02:10:00.000Z'],
    ['unreachable', 3, '2026-06-01T03:00:00.000Z'],
    ['unreachable', 4, undefined],
    ['refused', 1, undefined],
    ['unreadable', 1, undefined],
    ['not-configured', 1, undefined],
  ] as const)('after %s for the %d. time: %s', (reason, failures, at) => {
    expect(nextAttempt(reason, failures, now)?.toISOString()).toBe(at)
  })
})

import { describe, expect, it } from 'vitest'
import { type DecisionFacts, decisionGate, overrules } from './alert-gate.ts'

const facts = (change: Partial<DecisionFacts>): DecisionFacts => ({
  decision: 'genuine', core: false, verdict: 'unclear', deciderId: 'a', administrator: false, claimedBy: null, hasReason: false, ...change,
})

describe('who may decide an alert (ACC-6)', () => {
  it.each<[string, Partial<DecisionFacts>, string | null]>([
    ['one person suffices for an ordinary account', {}, null],
    ['a core account wants a statement first', { core: true }, 'alert.statement-first'],
    ['and another person than who made it', { core: true, claimedBy: 'a' }, 'alert.second-person'],
    ['with both it passes', { core: true, claimedBy: 'b' }, null],
    ['an administrator is bound by it as well', { core: true, claimedBy: 'a', administrator: true }, 'alert.second-person'],
    ['where theft is likely an ordinary account wants both', { verdict: 'likely-stolen', claimedBy: 'a', hasReason: true }, 'alert.second-person'],
    ['whoever overrules the machine says why', { verdict: 'likely-stolen', claimedBy: 'b' }, 'alert.reason-needed'],
    ['also towards theft', { verdict: 'likely-genuine', decision: 'stolen' }, 'alert.reason-needed'],
    ['theft needs nobody else', { core: true, decision: 'stolen' }, null],
    ['a forged notice needs a reason', { decision: 'forged' }, 'alert.reason-needed'],
    ['and of a core account an administrator', { core: true, decision: 'forged', hasReason: true }, 'alert.forged-by-administrator'],
  ])('%s', (_, change, code) => {
    expect(decisionGate(facts(change)).reasons[0]?.code ?? null).toBe(code)
  })

  it('knows what overrules the machine: nothing where it was unsure', () => {
    expect(overrules('genuine', 'unclear')).toBe(false)
    expect(overrules('stolen', 'likely-stolen')).toBe(false)
    expect(overrules('genuine', 'likely-stolen')).toBe(true)
  })
})

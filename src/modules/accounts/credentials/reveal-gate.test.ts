import { describe, expect, it } from 'vitest'
import { mostRevealsAnHour, type RevealFacts, revealGate } from './reveal-gate.ts'

const facts: RevealFacts = { kind: 'password', state: 'active', connected: true, core: true, onCoreAccounts: true, recent: 0 }

describe('checking out a shared password (ACC-8)', () => {
  it('is allowed to whoever has a seat, up to three times an hour', () => {
    expect(revealGate(facts)).toEqual({ verdict: 'allow', reasons: [] })
    expect(revealGate({ ...facts, recent: mostRevealsAnHour - 1 }).verdict).toBe('allow')
    expect(revealGate({ ...facts, core: false, onCoreAccounts: false }).verdict).toBe('allow')
  })

  it.each([
    ['reveal.not-a-password', { kind: 'app-secret' }],
    ['reveal.not-a-password', { kind: 'api-key' }],
    ['reveal.not-a-password', { kind: 'token' }],
    ['reveal.not-in-use', { state: 'leaked' }],
    ['reveal.not-in-use', { state: 'retired' }],
    ['reveal.no-seat', { connected: false }],
    ['reveal.core-account', { onCoreAccounts: false }],
    ['reveal.too-many', { recent: mostRevealsAnHour }],
  ] satisfies [string, Partial<RevealFacts>][])('is refused by %s for %o', (code, change) => {
    const { verdict, reasons } = revealGate({ ...facts, ...change })
    expect(verdict).toBe('deny')
    expect(reasons.map((reason) => reason.code)).toEqual([code])
  })
})

import { describe, expect, it } from 'vitest'
import { type EnforceFacts, enforceGate, isAlone } from './enforce-gate.ts'

const now = new Date('2026-06-04T02:00:00Z')
const [ann, ben, cai] = ['ann', 'ben', 'cai']

const sound: EnforceFacts = {
  changed: true,
  faults: 0,
  failedSamples: 0,
  dryRunEndedAt: new Date('2026-06-03T02:00:00Z'),
  now,
  personId: ben,
  lastEditorId: ann,
  editorIds: [ann],
  holderIds: [ann, ben],
  reason: '双十一前收紧',
}

const reasonsFor = (change: Partial<EnforceFacts>): readonly string[] =>
  enforceGate({ ...sound, ...change }).reasons.map(({ code }) => code)

describe('putting rules in force', () => {
  it('is allowed to a colleague, after samples and a fresh dry-run, with a reason', () => {
    expect(enforceGate(sound).verdict).toBe('allow')
  })

  it.each<[string, Partial<EnforceFacts>, string]>([
    ['nothing changed', { changed: false }, 'rules.nothing-changed'],
    ['a rule cannot be compiled', { faults: 1 }, 'rules.faulty'],
    ['a sample does not hold', { failedSamples: 2 }, 'rules.samples'],
    ['this draft was never dry-run', { dryRunEndedAt: null }, 'rules.dry-run-missing'],
    [
      'the dry-run is 72 hours and a moment old',
      { dryRunEndedAt: new Date('2026-06-01T01:59:59Z') },
      'rules.dry-run-old',
    ],
    ['no reason is given', { reason: '  ' }, 'rules.reason'],
  ])('is refused when %s', (_, change, code) => {
    expect(reasonsFor(change)).toEqual([code])
  })

  it('counts a dry-run of exactly 72 hours ago as fresh', () => {
    expect(reasonsFor({ dryRunEndedAt: new Date('2026-06-01T02:00:00Z') })).toEqual([])
  })

  it('names every requirement that does not hold', () => {
    expect(reasonsFor({ changed: false, faults: 1, reason: '' })).toEqual([
      'rules.nothing-changed',
      'rules.faulty',
      'rules.reason',
    ])
  })
})

describe('who may put rules in force (ACC-2)', () => {
  const cases: readonly [string, Partial<EnforceFacts>, boolean][] = [
    ['the only holder, although they wrote it', { personId: ann, holderIds: [ann] }, true],
    ['the writer, while a colleague wrote nothing of it', { personId: ann }, false],
    ['a colleague who wrote nothing of it', { personId: ben }, true],
    [
      'an earlier writer, while a colleague wrote nothing of it',
      { personId: ann, editorIds: [ann, ben], lastEditorId: ben, holderIds: [ann, ben, cai] },
      false,
    ],
    ['an earlier writer, where everybody wrote', { personId: ann, editorIds: [ann, ben], lastEditorId: ben }, true],
    ['the last writer, where everybody wrote', { personId: ben, editorIds: [ann, ben], lastEditorId: ben }, false],
    ['the only holder, after somebody else wrote last', { personId: ben, lastEditorId: ann, holderIds: [ben] }, true],
  ]
  it.each(cases)('%s', (_, change, allowed) => {
    expect(reasonsFor(change)).toEqual(allowed ? [] : ['rules.own-draft'])
  })

  it('says when nobody else could have', () => {
    expect(isAlone({ personId: ann, holderIds: [ann] })).toBe(true)
    expect(isAlone({ personId: ann, holderIds: [ann, ben] })).toBe(false)
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approvalGate, type ApprovalFacts, claimGate, returnGate } from './review-gate.ts'
import { selfCheckGate, type SelfCheckFacts } from './self-check-gate.ts'

const digest = 'd'.repeat(64)

const sound: ApprovalFacts = {
  personId: 'reviewer',
  hasRight: true,
  writerIds: ['author'],
  otherLevelReviewerIds: [],
  holderId: 'reviewer',
  level: 'legal',
  seenDigest: digest,
  submittedDigest: digest,
  currentDigest: digest,
  findings: [],
  overrules: [],
}

const codes = (change: Partial<ApprovalFacts>): string[] =>
  approvalGate({ ...sound, ...change }).reasons.map(({ code }) => code)

const finding = (id: string, severity: 'block' | 'warn' | 'note', change = {}) => ({
  id,
  severity,
  answered: true,
  overruled: false,
  ...change,
})

describe('who may review (CNT-1, ACC-2)', () => {
  it.each([
    ['refuses whoever lacks the right of the level', { hasRight: false }, 'review.right'],
    ['refuses the author as reviewer', { writerIds: ['reviewer'] }, 'review.own-work'],
    ['refuses an editor of the text as reviewer', { writerIds: ['author', 'reviewer'] }, 'review.own-work'],
    ['refuses the same person at two levels', { otherLevelReviewerIds: ['reviewer'] }, 'review.two-levels'],
  ] as const)('%s', (_, change, code) => {
    expect(claimGate({ ...sound, ...change }).reasons.map((reason) => reason.code)).toEqual([code])
    expect(returnGate({ ...sound, ...change }).reasons.map((reason) => reason.code)).toEqual([code])
    expect(codes(change)).toEqual([code])
  })

  it.each([null, 'somebody else'])('refuses a decision without the claim (held by %s)', (holderId) => {
    expect(returnGate({ ...sound, holderId }).reasons.map(({ code }) => code)).toEqual(['review.claim'])
    expect(codes({ holderId })).toEqual(['review.claim'])
  })
})

describe('what an approval needs', () => {
  it('allows a sound one', () => {
    expect(approvalGate(sound)).toEqual({ verdict: 'allow', reasons: [] })
  })

  it.each(['seenDigest', 'submittedDigest', 'currentDigest'] as const)('refuses when %s differs (CNT-1)', (name) => {
    expect(codes({ [name]: 'e'.repeat(64) })).toEqual(['review.digest'])
  })

  it('refuses while the author has not answered a finding (CNT-2)', () => {
    for (const level of ['department', 'legal'] as const) {
      expect(codes({ level, findings: [finding('f', 'warn', { answered: false, overruled: true })] })).toEqual([
        'review.unanswered',
      ])
    }
  })

  it('lets nobody but legal overrule a block (CNT-2)', () => {
    const findings = [finding('f', 'block')]
    expect(codes({ level: 'department', findings, overrules: ['f'] })).toEqual(['review.block-needs-legal'])
    expect(codes({ level: 'legal', findings, overrules: ['f'] })).toEqual([])
  })

  it('lets department or legal overrule a warning', () => {
    const findings = [finding('f', 'warn')]
    expect(codes({ level: 'department', findings, overrules: ['f'] })).toEqual([])
    expect(codes({ level: 'legal', findings, overrules: ['f'] })).toEqual([])
  })

  it('lets the department leave findings to legal, and legal leave none', () => {
    const findings = [finding('f', 'warn'), finding('g', 'block')]
    expect(codes({ level: 'department', findings })).toEqual([])
    expect(codes({ level: 'legal', findings })).toEqual(['review.not-overruled'])
    expect(codes({ level: 'legal', findings, overrules: ['f'] })).toEqual(['review.not-overruled'])
    expect(codes({ level: 'legal', findings, overrules: ['f', 'g'] })).toEqual([])
  })

  it('refuses to overrule what is unknown, needs none, was overruled, or is named twice', () => {
    const findings = [finding('n', 'note'), finding('o', 'warn', { overruled: true }), finding('w', 'warn')]
    for (const overrules of [['x', 'w'], ['n', 'w'], ['o', 'w'], ['w', 'w']]) {
      expect(codes({ findings, overrules })).toEqual(['review.overrule-unknown'])
    }
  })

  it('never lets a writer, a second level or an open block through, whatever else is true', () => {
    const people = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(
        fc.record({
          personId: people,
          hasRight: fc.boolean(),
          writerIds: fc.uniqueArray(people, { minLength: 1 }),
          otherLevelReviewerIds: fc.uniqueArray(people),
          holderId: fc.option(people),
          level: fc.constantFrom('department' as const, 'legal' as const),
          seenDigest: fc.constantFrom('x', 'y'),
          submittedDigest: fc.constantFrom('x', 'y'),
          currentDigest: fc.constantFrom('x', 'y'),
          findings: fc.uniqueArray(
            fc.record({
              id: fc.constantFrom('1', '2', '3'),
              severity: fc.constantFrom('block' as const, 'warn' as const, 'note' as const),
              answered: fc.boolean(),
              overruled: fc.boolean(),
            }),
            { selector: ({ id }) => id },
          ),
          overrules: fc.array(fc.constantFrom('1', '2', '3'), { maxLength: 3 }),
        }),
        (facts) => {
          if (approvalGate(facts).verdict !== 'allow') return
          expect(facts.hasRight).toBe(true)
          expect(facts.writerIds).not.toContain(facts.personId)
          expect(facts.otherLevelReviewerIds).not.toContain(facts.personId)
          expect(facts.holderId).toBe(facts.personId)
          expect([facts.seenDigest, facts.submittedDigest]).toEqual([facts.currentDigest, facts.currentDigest])
          for (const { id, severity, answered, overruled } of facts.findings) {
            if (severity === 'note') continue
            expect(answered).toBe(true)
            if (facts.level === 'legal') expect(overruled || facts.overrules.includes(id)).toBe(true)
            else if (severity === 'block') expect(facts.overrules).not.toContain(id)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('the self-check (CNT-1, level one)', () => {
  const check: SelfCheckFacts = {
    personId: 'author',
    writerIds: ['author'],
    submittedDigest: digest,
    currentDigest: digest,
    findings: [finding('f', 'block'), finding('n', 'note', { answered: false })],
  }

  it.each([
    ['passes when every finding is answered; a note needs no answer', {}, []],
    ['is not for somebody who did not write it', { personId: 'other' }, ['self-check.writer']],
    ['refuses changed content', { currentDigest: 'x' }, ['self-check.digest']],
    ['refuses an open warning', { findings: [finding('f', 'warn', { answered: false })] }, ['self-check.unanswered']],
    ['refuses an open block', { findings: [finding('f', 'block', { answered: false })] }, ['self-check.unanswered']],
  ] as const)('%s', (_, change, expected) => {
    expect(selfCheckGate({ ...check, ...change }).reasons.map(({ code }) => code)).toEqual(expected)
  })
})

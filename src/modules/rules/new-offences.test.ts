import { describe, expect, it } from 'vitest'
import type { Finding, Severity } from '../../screening/types.ts'
import { changeOf } from './compare-verdicts.ts'
import { newOffences } from './new-offences.ts'

const finding = (
  severity: Severity,
  [start, end]: readonly [number, number] = [4, 8],
  rule = 'company.brand.slogan',
): Finding => ({
  rule,
  severity,
  start,
  end,
  excerpt: '',
  law: '',
  advice: '',
  why: '',
  category: 'absolute_term',
})

describe('what a re-check raises (CNT-7)', () => {
  it.each<[string, Finding, boolean]>([
    ['a new finding that stops it', finding('block'), true],
    ['a new finding that needs a person', finding('warn'), true],
    ['never a note', finding('note'), false],
  ])('%s', (_, found, raised) => {
    expect(newOffences([found], []).length).toBe(raised ? 1 : 0)
  })

  it('tells the copy and the parts of attached files apart', () => {
    const at = (place: string) => ({ ...finding('block'), attachment: { digest: 'a'.repeat(64), name: '单页.pdf', place } })
    const found = [finding('block'), at('第1页'), at('第2页')]
    const known = { rule: 'company.brand.slogan', severity: 'block', start: 4, end: 8 } as const
    expect(newOffences(found, [known])).toEqual(found.slice(1))
    const inFile = { ...known, attachment: { digest: 'a'.repeat(64), place: '第2页' } }
    expect(newOffences(found, [inFile])).toEqual(found.slice(0, 2))
  })

  it.each<[string, { severity: Severity; start: number; end: number; rule?: string }, boolean]>([
    ['the same words answered before', { severity: 'block', start: 4, end: 8 }, false],
    ['the words answered before, in a longer stretch', { severity: 'block', start: 2, end: 6 }, false],
    ['what was milder when it was answered', { severity: 'warn', start: 4, end: 8 }, true],
    ['other words', { severity: 'block', start: 8, end: 12 }, true],
    ['another rule on the same words', { severity: 'block', start: 4, end: 8, rule: 'adlaw.absolute.first' }, true],
  ])('%s', (_, known, raised) => {
    const answered = [{ rule: 'company.brand.slogan', ...known }]
    expect(newOffences([finding('block')], answered).length).toBe(raised ? 1 : 0)
  })
})

describe('what a dry-run counts', () => {
  it.each([
    ['allow', 'deny', 'more-stopped'],
    ['review', 'deny', 'more-stopped'],
    ['deny', 'allow', 'fewer-stopped'],
    ['deny', 'review', 'fewer-stopped'],
    ['allow', 'review', 'more-reviewed'],
    ['review', 'allow', 'fewer-reviewed'],
    ['deny', 'deny', null],
    ['allow', 'allow', null],
  ] as const)('from %s to %s: %s', (before, after, kind) => {
    expect(changeOf(before, after)).toBe(kind)
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../screening/types.ts'
import { attachmentOptions, countedIn, inFile } from './check-attachments.ts'
import { checkByMachine } from './machine-check.ts'
import type { Screen } from './ports.ts'

/** A stand-in for the rules: finds one place and says so. */
const findsAt =
  (start: number, end: number): Screen =>
  (text) => {
    const finding: Finding = {
      rule: 'test.rule',
      category: 'absolute_term',
      severity: 'warn',
      start,
      end,
      excerpt: text.slice(start, end),
      law: '广告法第九条（三）',
      advice: '改写',
      why: '绝对化用语',
    }
    return { decision: 'review', findings: [finding] }
  }

const fields = { title: '全网最低价', copy: '100%治愈失眠', channel: 'weibo', industry: null, advertising: true } as const

describe('a finding in an attached file', () => {
  const file = { digest: 'a'.repeat(64), name: '方案.docx' }
  const found = { ...findsAt(0, 4)('全网最低价', {}).findings[0], place: '第3段' } as Parameters<typeof inFile>[0][number]

  it('carries the file and the place, and no more than can be kept', () => {
    const long = { ...found, excerpt: `${'长'.repeat(19_999)}😀` }
    const [finding, longest] = inFile([found, long], file)
    expect(finding).toMatchObject({ field: 'attachment', attachment: { ...file, place: '第3段' }, excerpt: '全网最低' })
    expect(longest?.excerpt).toHaveLength(20_000)
    expect(longest?.excerpt.isWellFormed()).toBe(true)
  })

  it('is one of the gravest where there are more than a round can hold', () => {
    const notes = Array.from({ length: 600 }, () => ({ ...found, severity: 'note' as const }))
    const many = countedIn([...notes, found])
    expect(many).toHaveLength(501)
    expect(many[0]).toBe(found)
    expect(countedIn(notes.slice(0, 501))).toEqual(notes.slice(0, 501))
  })

  it('is none for what the post as a whole must say', () => {
    expect(countedIn([{ ...found, category: 'missing_ad_mark' }, found])).toEqual([found])
    expect(attachmentOptions({ ...fields, industry: '食品' })).toEqual({ channel: '微博', industry: '食品' })
  })
})

describe('the check of title and copy (CNT-2)', () => {
  it('reads both as one text, with channel, trade and purpose', () => {
    const seen: unknown[] = []
    const screen: Screen = (text, options) => {
      seen.push(text, options)
      return { decision: 'allow', findings: [] }
    }
    checkByMachine(screen, { ...fields, industry: '食品' })
    expect(seen).toEqual(['全网最低价\n100%治愈失眠', { channel: '微博', advertising: true, industry: '食品' }])
  })

  it('places every finding in the field where it stands, with its own words', () => {
    fc.assert(
      fc.property(fc.nat(14), fc.nat(14), (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)]
        const [finding] = checkByMachine(findsAt(start, end), fields).findings
        if (finding === undefined) throw new Error('The finding is gone')
        expect(finding.field).toBe(end <= fields.title.length ? 'title' : 'copy')
        expect(fields[finding.field].slice(finding.start, finding.end)).toBe(finding.excerpt)
      }),
    )
  })
})

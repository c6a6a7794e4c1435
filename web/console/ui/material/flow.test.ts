import { describe, expect, it } from 'vitest'
import type { Material } from '../../domain.ts'
import { flowOf } from './flow.ts'

const author = { id: 'a', name: '林晓' }
const at = (minute: number): string => `2026-03-01T01:${String(minute).padStart(2, '0')}:00.000Z`

const review = (
  level: Material['reviews'][number]['level'],
  state: Material['reviews'][number]['state'],
  minute: number,
): Material['reviews'][number] => ({
  id: `${level}-${minute}`,
  level,
  version: 1,
  state,
  reviewer: state === 'waiting' ? null : { id: level, name: level },
  openedAt: at(minute),
  claimedAt: null,
  decidedAt: state === 'approved' || state === 'returned' ? at(minute + 1) : null,
  reason: null,
  dueAt: null,
})

const material = (state: Material['state'], reviews: Material['reviews']): Material => ({
  id: 'm',
  state,
  version: 1,
  fields: {
    title: '',
    copy: '',
    channel: 'weibo',
    industry: null,
    advertising: false,
    aiGenerated: false,
    audienceConsent: null,
    accountIds: [],
    attachments: [],
  },
  digest: '',
  author,
  department: { id: 'd', name: '市场部' },
  accounts: [],
  submittedAt: null,
  updatedAt: at(0),
  rulesVersion: null,
  findings: [],
  opinions: [],
  reviews,
  approval: state === 'approved' ? { digest: 'd'.repeat(64), at: at(40) } : null,
  publications: [],
  versions: [{ version: 1, title: '', copy: '', savedAt: at(0), savedBy: author, digest: '' }],
  history: [],
  may: {
    edit: false,
    submit: false,
    answer: false,
    passSelfCheck: false,
    claim: false,
    decide: false,
    publish: false,
    takeDown: false,
    discard: false,
  },
})

const outline = (shown: Material): string[] =>
  flowOf(shown).map((step) => `${step.kind === 'review' ? step.level : step.kind} ${step.state}`)

describe('the way of a material through the house (CNT-1)', () => {
  it('shows a draft all three levels ahead', () => {
    expect(outline(material('draft', []))).toEqual([
      'written current',
      'self ahead',
      'department ahead',
      'legal ahead',
      'approved ahead',
    ])
  })

  it('shows where it waits, what is done and what is still ahead', () => {
    expect(
      outline(material('department-review', [review('department', 'waiting', 10), review('self', 'approved', 5)])),
    ).toEqual(['written done', 'self done', 'department current', 'legal ahead', 'approved ahead'])
  })

  it('keeps a return in its place and the second round behind it', () => {
    const reviews = [
      review('department', 'claimed', 30),
      review('self', 'approved', 25),
      review('department', 'returned', 10),
      review('self', 'approved', 5),
    ]
    expect(outline(material('department-review', reviews)).slice(1, 5)).toEqual([
      'self done',
      'department returned',
      'self done',
      'department current',
    ])
  })

  it('has nothing ahead of an approved material', () => {
    const steps = outline(material('approved', [review('legal', 'approved', 30)]))
    expect(steps.at(-1)).toBe('approved done')
  })
})

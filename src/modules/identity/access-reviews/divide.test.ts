import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lapseOf, reviewerOf } from './divide.ts'
import { quarterOf } from './quarter.ts'
import { reviewGate, type ReviewFacts } from './review-gate.ts'

const person = (personId: string, departmentId: string, posts: readonly string[], active = true) => ({
  personId,
  departmentId,
  posts,
  active,
})

describe('who reviews which post (ACC-1)', () => {
  const writer = person('lin', 'marketing', ['operations'])
  const head = person('su', 'marketing', ['department-head', 'operations'])
  const headless = person('qian', 'finance', ['finance'])
  const administrator = person('zhou', 'marketing', ['security-administrator'])
  const auditor = person('gao', 'marketing', ['auditor'])
  const reviewer = reviewerOf([writer, head, headless, administrator, auditor])

  it('leaves people to the heads of their department', () => {
    expect(reviewer(writer, 'operations')).toBe('marketing')
  })

  it('leaves heads, administrators, auditors and departments without a head to the security administrators', () => {
    expect(reviewer(head, 'department-head')).toBeNull()
    expect(reviewer(head, 'operations')).toBeNull()
    expect(reviewer(administrator, 'security-administrator')).toBeNull()
    expect(reviewer(auditor, 'auditor')).toBeNull()
    expect(reviewer(headless, 'finance')).toBeNull()
  })

  it('does not wait for a head who is not active', () => {
    expect(reviewerOf([writer, { ...head, active: false }])(writer, 'operations')).toBeNull()
  })
})

describe('what nobody confirmed in time', () => {
  const item = (id: string, post: string, since = '2026-01-01') => ({ id, personId: id, post, since: new Date(since) })

  it('lapses', () => {
    const items = [item('lin', 'operations'), item('zhou', 'security-administrator')]
    expect(lapseOf(items, ['zhou', 'wu'])).toEqual({ lapsed: items, kept: null })
  })

  it('keeps the last administrator, the one of longest standing', () => {
    const [zhou, wu] = [item('zhou', 'security-administrator', '2026-03-01'), item('wu', 'security-administrator')]
    expect(lapseOf([zhou, wu], ['zhou', 'wu'])).toEqual({ lapsed: [zhou], kept: wu })
    expect(lapseOf([zhou], ['zhou'])).toEqual({ lapsed: [], kept: zhou })
  })

  it('never leaves a company without an active administrator that had one', () => {
    const ids = ['a', 'b', 'c', 'd']
    fc.assert(
      fc.property(fc.subarray(ids, { minLength: 1 }), fc.subarray(ids), (active, undecided) => {
        const { lapsed } = lapseOf(undecided.map((id) => item(id, 'security-administrator')), active)
        expect(active.some((id) => !lapsed.some(({ personId }) => personId === id))).toBe(true)
      }),
    )
  })
})

describe('the quarters', () => {
  it('begin on the first day on which people work, holidays and 调休 included', () => {
    expect(quarterOf(new Date('2026-07-15T02:00:00Z'))).toEqual({ name: '2026Q3', firstDay: '2026-07-01', firstWorkingDay: '2026-07-01' })
    expect(quarterOf(new Date('2026-10-03T02:00:00Z'))).toEqual({ name: '2026Q4', firstDay: '2026-10-01', firstWorkingDay: '2026-10-08' })
    expect(quarterOf(new Date('2026-03-31T15:59:59Z')).name).toBe('2026Q1')
    expect(quarterOf(new Date('2026-03-31T16:00:00Z')).name).toBe('2026Q2')
  })
})

describe('who may decide (ACC-2)', () => {
  const facts: ReviewFacts = {
    reviewerId: 'su',
    reviewerDepartment: 'marketing',
    administrator: false,
    items: [{ personId: 'lin', departmentId: 'marketing', decision: 'confirmed', reason: undefined }],
  }
  const codes = (change: Partial<ReviewFacts>, item: Partial<ReviewFacts['items'][number]> = {}) =>
    reviewGate({ ...facts, items: facts.items.map((one) => ({ ...one, ...item })), ...change }).reasons.map(({ code }) => code)

  it('lets heads decide on their people, and administrators on everybody', () => {
    expect(codes({})).toEqual([])
    expect(codes({}, { departmentId: 'finance' })).toEqual(['access-review.other-department'])
    expect(codes({}, { departmentId: null })).toEqual(['access-review.other-department'])
    expect(codes({ administrator: true }, { departmentId: null })).toEqual([])
  })

  it('lets nobody decide on their own posts, nor withdraw without a reason', () => {
    expect(codes({ administrator: true }, { personId: 'su' })).toEqual(['access-review.oneself'])
    expect(codes({}, { decision: 'withdrawn' })).toEqual(['access-review.reason'])
  })
})

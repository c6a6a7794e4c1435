import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permissionsOf, shippedMatrix } from '../posts/permission-matrix.ts'
import { findUnused, type UseFacts } from './unused-rights.ts'

const matrix = shippedMatrix()
const now = new Date('2026-10-01T02:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const facts: UseFacts = {
  matrix,
  changes: [],
  held: [{ personId: 'lin', post: 'operations', since: daysAgo(400) }],
  uses: [],
  measured: new Set(Object.keys(matrix.grants)),
  recordedSince: daysAgo(200),
  now,
}
const posts = (change: Partial<UseFacts>) =>
  findUnused({ ...facts, ...change }).posts.map(({ personId, post }) => `${personId} ${post}`)
const rights = (change: Partial<UseFacts>) =>
  findUnused({ ...facts, ...change }).rights.map(({ post, permission }) => `${post} ${permission}`)

describe('rights that nobody used for 90 days (ACC-1)', () => {
  it('offers a post whose holder used none of its rights', () => {
    expect(posts({})).toEqual(['lin operations'])
    expect(findUnused(facts)).toMatchObject({ judged: 1, posts: [{ lastUsedAt: null }] })
  })

  it('counts any use of any right of the post', () => {
    expect(posts({ uses: [{ personId: 'lin', permission: 'content.write', at: daysAgo(89) }] })).toEqual([])
    expect(posts({ uses: [{ personId: 'lin', permission: 'content.write', at: daysAgo(91) }] })).toEqual(['lin operations'])
    expect(posts({ uses: [{ personId: 'other', permission: 'content.write', at: daysAgo(1) }] })).toEqual(['lin operations'])
    expect(posts({ uses: [{ personId: 'lin', permission: 'ledger.search', at: daysAgo(1) }] })).toEqual(['lin operations'])
  })

  it('says nothing of a post given less than 90 days ago, nor before uses were recorded for 90 days', () => {
    expect(posts({ held: [{ personId: 'lin', post: 'operations', since: daysAgo(89) }] })).toEqual([])
    expect(findUnused({ ...facts, recordedSince: daysAgo(89) })).toMatchObject({ posts: [], rights: [], judged: 0 })
    expect(findUnused({ ...facts, recordedSince: null })).toMatchObject({ posts: [], rights: [], judged: 0 })
  })

  it('says nothing of a post without rights, nor of rights whose use is not recorded', () => {
    expect(posts({ held: [{ personId: 'qian', post: 'finance', since: daysAgo(400) }] })).toEqual([])
    expect(posts({ measured: new Set() })).toEqual([])
  })

  it('offers a right that none of the holders of a post used, and says how many hold it', () => {
    const held = [...facts.held, { personId: 'chen', post: 'operations', since: daysAgo(10) }]
    const uses = [
      { personId: 'lin', permission: 'content.write', at: daysAgo(1) },
      { personId: 'chen', permission: 'content.publish', at: daysAgo(2) },
    ]
    expect(rights({ held, uses })).toEqual([
      'operations accounts.view',
      'operations accounts.rotate-credentials',
      'operations accounts.use-credentials',
      'operations content.check',
      'operations content.take-down',
      'operations outreach.view',
      'operations outreach.manage-audiences',
      'operations outreach.audit-campaigns',
      'operations vault.view',
      'operations vault.register',
      'operations vault.import',
      'operations vault.view-exports',
      'operations vault.export',
      'operations rules.view',
    ])
    expect(findUnused({ ...facts, held, uses }).rights[0]).toMatchObject({ holders: 2, lastUsedAt: null })
  })

  it('does not offer what somebody must hold, nor what the company gave less than 90 days ago', () => {
    const held = [{ personId: 'zhou', post: 'security-administrator', since: daysAgo(400) }]
    const administered = [{ personId: 'zhou', permission: 'webhooks.manage', at: daysAgo(1) }]
    const offered = rights({ held, uses: administered })
    expect(offered).toContain('security-administrator accounts.manage')
    expect(offered).not.toContain('security-administrator identity.manage-people')
    expect(offered).not.toContain('security-administrator identity.review-posts')
    const given = { post: 'operations', permission: 'content.export', given: true }
    const changed = { ...matrix, grants: { ...matrix.grants, 'content.export': ['operations'] } }
    const uses = [{ personId: 'lin', permission: 'content.write', at: daysAgo(1) }]
    const since = (days: number) => [{ ...given, since: daysAgo(days).toISOString() }]
    expect(rights({ matrix: changed, changes: since(10), uses })).not.toContain('operations content.export')
    expect(rights({ matrix: changed, changes: since(100), uses })).toContain('operations content.export')
  })

  it('names only the holders where nobody uses the post at all', () => {
    expect(rights({})).toEqual([])
  })

  it('never offers a post of whoever used one of its rights within 90 days', () => {
    const permission = fc.constantFrom(...permissionsOf(matrix, ['operations']))
    fc.assert(
      fc.property(permission, fc.integer({ min: 0, max: 89 }), (used, days) => {
        expect(posts({ uses: [{ personId: 'lin', permission: used, at: daysAgo(days) }] })).toEqual([])
      }),
    )
  })
})

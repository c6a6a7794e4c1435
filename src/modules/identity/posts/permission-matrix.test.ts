import { describe, expect, it } from 'vitest'
import {
  conflictsAmong,
  forbiddenAmong,
  isPrivileged,
  matrixFaults,
  matrixGaps,
  type PermissionMatrix,
  parsePermissionMatrix,
  permissionsOf,
  requireWholeMatrix,
  shippedMatrix,
} from './permission-matrix.ts'

const matrix = shippedMatrix()
const postIds = matrix.posts.map(({ id }) => id)
const pairs = postIds.flatMap((a, at) => postIds.slice(at + 1).map((b) => [a, b] as const))
const pairsThatHoldTooMuch = pairs.filter((pair) => forbiddenAmong(matrix, pair).length > 0)

describe('the permission matrix of packs/ (ACC-1, ACC-2)', () => {
  it('knows the eight posts of ACC-1', () => {
    expect(postIds.toSorted()).toEqual([
      'auditor',
      'customer-service',
      'department-head',
      'finance',
      'hr',
      'legal',
      'operations',
      'security-administrator',
    ])
  })

  it('marks as privileged who administers, audits, finally approves or handles money (ACC-3)', () => {
    expect(postIds.filter(isPrivileged)).toEqual(['finance', 'legal', 'security-administrator', 'auditor'])
    expect(isPrivileged('king')).toBe(false)
  })

  it('bounds how many people administer and audit (ACC-2)', () => {
    const bounds = matrix.posts.filter(({ holders }) => holders !== undefined).map(({ id, holders }) => [id, holders])
    expect(bounds).toEqual([
      ['security-administrator', { least: 2, most: 4 }],
      ['auditor', { least: 1, most: 3 }],
    ])
  })

  it('contradicts itself nowhere', () => {
    expect(matrixFaults(matrix)).toEqual([])
  })

  it.each(postIds)('gives the post %s no forbidden combination', (post) => {
    expect(forbiddenAmong(matrix, [post])).toEqual([])
  })

  it.each(pairsThatHoldTooMuch)('lists %s with %s as conflicting: together they hold what nobody may hold', (a, b) => {
    expect(conflictsAmong(matrix, [a, b])).toHaveLength(1)
  })

  it('holds writing with final approval apart through the posts as well', () => {
    expect(pairsThatHoldTooMuch).toContainEqual(['operations', 'legal'])
  })

  it('lets nobody both write and finally approve', () => {
    for (const post of postIds) {
      const held = permissionsOf(matrix, [post])
      expect(held.has('content.write') && held.has('content.review-legal')).toBe(false)
    }
  })

  it('keeps administration and audit apart', () => {
    const administrator = permissionsOf(matrix, ['security-administrator'])
    expect([...administrator].filter((permission) => permission.startsWith('ledger.'))).toEqual([])
    const auditor = permissionsOf(matrix, ['auditor'])
    const powers = /manage|write|review|publish|configure|extend/
    expect([...auditor].filter((permission) => powers.test(permission))).toEqual([])
  })

  it('gives the auditor no second post', () => {
    for (const post of postIds.filter((id) => id !== 'auditor')) {
      expect(conflictsAmong(matrix, ['auditor', post])).toHaveLength(1)
    }
  })

  it('stays sound when every permission is spread as far as it may be (ACC-2)', () => {
    const grants = Object.fromEntries(
      Object.entries(matrix.grants).map(([id, posts]) => [id, [...posts, ...(matrix.grantable[id] ?? [])]]),
    )
    expect(matrixFaults({ ...matrix, grants })).toEqual([])
  })

  it('lets nobody but those posts that hold them as shipped administer or audit', () => {
    const powers = /^(identity\.(manage|change)|ledger\.|accounts\.manage|rules\.enforce|content\.(review|configure))/
    expect(Object.keys(matrix.grantable).filter((id) => powers.test(id))).toEqual([])
  })

  it('grants nothing to somebody without a post', () => {
    expect(permissionsOf(matrix, [])).toEqual(new Set())
    expect(permissionsOf(matrix, ['no-such-post'])).toEqual(new Set())
  })
})

describe('the checks of a matrix', () => {
  const say = (text: string) => ({ zh: text, en: text })
  const conflict = (a: string, b: string) => ({ posts: [a, b] as [string, string], why: say('') })
  const small: PermissionMatrix = {
    posts: [
      { id: 'writer', title: say('writer'), duty: say('writes'), privileged: false, emergency: false },
      { id: 'lawyer', title: say('lawyer'), duty: say('approves'), privileged: true, emergency: false },
    ],
    grants: { 'content.write': ['writer'], 'content.review-legal': ['lawyer'] },
    conflicts: [{ posts: ['writer', 'lawyer'], why: say('apart') }],
    forbidden: [{ permissions: ['content.write', 'content.review-legal'], why: say('apart') }],
    grantable: {},
    needed: {},
    standby: [],
  }

  it('finds nothing wrong with a sound one', () => {
    expect(matrixFaults(small)).toEqual([])
  })

  it.each([
    ['an unknown post in a grant', { grants: { ...small.grants, 'content.write': ['writer', 'ghost'] } }, 'ghost'],
    ['an unknown post in a conflict', { conflicts: [...small.conflicts, conflict('writer', 'ghost')] }, 'ghost'],
    ['a post in conflict with itself', { conflicts: [...small.conflicts, conflict('writer', 'writer')] }, 'itself'],
    ['a post that is listed twice', { posts: [...small.posts, ...small.posts.slice(0, 1)] }, 'twice'],
    ['an unknown permission in a combination', { forbidden: [{ permissions: ['x.y', 'a.b'], why: say('') }] }, 'a.b'],
    [
      'a post that needs more holders than it may have',
      { posts: small.posts.map((post) => ({ ...post, holders: { least: 3, most: 2 } })) },
      'more holders',
    ],
    [
      'a privileged post that may be taken in an emergency',
      { posts: small.posts.map((post) => ({ ...post, emergency: true })) },
      'emergency',
    ],
    ['an unknown post in a reach', { grantable: { 'content.write': ['ghost'] } }, 'ghost'],
    ['an unknown permission that is needed', { needed: { 'a.b': 1 } }, 'a.b'],
    ['a post that holds too much', { grants: { ...small.grants, 'content.write': ['lawyer'] } }, 'alone'],
    ['two posts that add up to one and are not listed', { conflicts: [] }, 'not listed as conflicting'],
  ] as const)('finds %s', (_what, change, words) => {
    expect(matrixFaults({ ...small, ...change }).join('\n')).toContain(words)
  })

  it('names permissions that are undecided, and decisions on none', () => {
    expect(matrixGaps(small, ['content.write', 'content.review-legal'])).toEqual([])
    expect(matrixGaps(small, ['content.write', 'content.publish'])).toEqual([
      'content.publish is not in the permission matrix',
      'content.review-legal belongs to no module',
    ])
  })

  it('lets no program start whose permissions the matrix does not know', () => {
    const whole = Object.keys(matrix.grants)
    expect(() => requireWholeMatrix(whole)).not.toThrow()
    expect(() => requireWholeMatrix([...whole, 'a.b'])).toThrow('a.b is not in the permission matrix')
    expect(() => requireWholeMatrix(whole.slice(1))).toThrow('belongs to no module')
  })

  it('refuses a file of a wrong shape', () => {
    expect(() => parsePermissionMatrix('posts: []\nconflicts: []', 'grants: {}\ngrantable: {}\nneeded: {}\nstandby: []\nforbidden: []')).toThrow()
    expect(() => parsePermissionMatrix('posts: [{ id: A b }]\nconflicts: []', 'grants: {}\ngrantable: {}\nneeded: {}\nforbidden: []')).toThrow()
  })
})

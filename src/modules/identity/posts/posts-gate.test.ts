import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conflictsAmong, shippedMatrix } from './permission-matrix.ts'
import { type PostsFacts, postsGate, suspensionGate } from './posts-gate.ts'

const matrix = shippedMatrix()
const gate = postsGate(matrix)
const facts: PostsFacts = {
  actorId: 'administrator',
  personId: 'somebody',
  before: [],
  after: ['operations'],
  temporary: [],
  actorForGood: true,
  active: true,
  otherAdministrators: 1,
  otherHolders: {},
}
const codes = (change: Partial<PostsFacts>) => gate({ ...facts, ...change }).reasons.map(({ code }) => code)

describe('who may be given which posts (ACC-2)', () => {
  it('lets an administrator give one post', () => {
    expect(gate(facts)).toEqual({ verdict: 'allow', reasons: [] })
  })

  it('refuses writing together with final approval and says why', () => {
    const { verdict, reasons } = gate({ ...facts, after: ['operations', 'legal'] })
    expect(verdict).toBe('deny')
    expect(reasons).toHaveLength(1)
    expect(reasons[0]?.sentence.zh).toBe('“运营”与“法务”不能由同一人担任：写稿的人不能同时是终审的人。')
  })

  it('names every conflict, not only the first', () => {
    expect(codes({ after: ['operations', 'legal', 'auditor'] })).toEqual(
      ['posts.conflict', 'posts.conflict', 'posts.conflict'],
    )
  })

  it('refuses somebody who changes their own posts', () => {
    expect(codes({ personId: 'administrator', before: ['operations'], after: [] })).toEqual(['posts.own'])
    expect(codes({ personId: 'administrator', before: ['operations'], after: ['operations'] })).toEqual([])
  })

  it('keeps the last active security administrator', () => {
    const lose = { before: ['security-administrator'], after: ['hr'] }
    expect(codes({ ...lose, otherAdministrators: 0 })).toEqual(['posts.last-administrator'])
    expect(codes({ ...lose, otherAdministrators: 1 })).toEqual([])
    expect(codes({ ...lose, otherAdministrators: 0, active: false })).toEqual([])
  })

  it('counts posts that are held for some hours', () => {
    expect(codes({ after: ['operations'], temporary: ['legal'] })).toEqual(['posts.conflict'])
  })

  it('lets nobody give posts who may do so for some hours only; taking them is free', () => {
    expect(codes({ actorForGood: false })).toEqual(['posts.actor-temporary'])
    expect(codes({ actorForGood: false, before: ['operations', 'hr'], after: ['hr'] })).toEqual([])
  })

  it('refuses one holder too many of a bounded post, and says how many there may be', () => {
    const appoint = { after: ['auditor'], otherHolders: { auditor: 3 } }
    const { reasons } = gate({ ...facts, ...appoint })
    expect(reasons.map(({ code, params }) => [code, params])).toEqual([['posts.too-many-holders', { most: 3 }]])
    expect(codes({ ...appoint, otherHolders: { auditor: 2 } })).toEqual([])
  })

  it('leaves those who hold it already, however many they are', () => {
    expect(codes({ before: ['auditor'], after: ['auditor'], otherHolders: { auditor: 9 } })).toEqual([])
  })

  it('allows a set of posts exactly when no two of it conflict', () => {
    const posts = fc.subarray(matrix.posts.map(({ id }) => id))
    fc.assert(
      fc.property(posts, (after) => {
        expect(gate({ ...facts, after }).verdict === 'allow').toBe(conflictsAmong(matrix, after).length === 0)
      }),
    )
  })
})

describe('who may be suspended', () => {
  const suspension = { actorId: 'administrator', personId: 'somebody', posts: ['operations'], otherAdministrators: 1 }
  const reasonsFor = (change: Partial<typeof suspension>) =>
    suspensionGate({ ...suspension, ...change }).reasons.map(({ code }) => code)

  it('lets an administrator suspend somebody else', () => {
    expect(reasonsFor({})).toEqual([])
  })

  it('refuses to suspend oneself', () => {
    expect(reasonsFor({ personId: 'administrator' })).toEqual(['suspension.oneself'])
  })

  it('refuses to suspend the last active security administrator', () => {
    const posts = ['security-administrator']
    expect(reasonsFor({ posts, otherAdministrators: 0 })).toEqual(['suspension.last-administrator'])
    expect(reasonsFor({ posts, otherAdministrators: 1 })).toEqual([])
  })
})

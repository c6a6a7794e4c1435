import { describe, expect, it } from 'vitest'
import { matrixChangeGate, type MatrixChangeFacts } from './matrix-change-gate.ts'
import { withChanges } from './matrix-change.ts'
import { shippedMatrix } from './permission-matrix.ts'

const shipped = shippedMatrix()
const gift = (post: string, permission: string) => ({ post, permission, given: true })
const taking = (post: string, permission: string) => ({ post, permission, given: false })
const person = (id: string, posts: readonly string[], lasting = posts) => ({ id, name: id, active: true, posts, lasting })
const facts: MatrixChangeFacts = {
  drafter: { id: 'zhou', posts: ['security-administrator'] },
  confirmer: { id: 'wu', posts: ['security-administrator'] },
  base: 3,
  current: 3,
  shipped,
  before: shipped,
  changes: [gift('hr', 'score.view')],
  people: [
    person('zhou', ['security-administrator']),
    person('wu', ['security-administrator']),
    person('li', ['operations']),
    person('zhang', ['legal']),
  ],
  titleOf: (id) => ({ zh: id, en: id }),
}
const codes = (change: Partial<MatrixChangeFacts>) => matrixChangeGate({ ...facts, ...change }).reasons.map(({ code }) => code)

describe('who may change the matrix, and how (ACC-2)', () => {
  it('lets one administrator draft and another confirm', () => {
    expect(matrixChangeGate(facts)).toEqual({ verdict: 'allow', reasons: [] })
    expect(codes({ confirmer: null })).toEqual([])
  })

  it('refuses the drafter as confirmer', () => {
    expect(codes({ confirmer: facts.drafter })).toEqual(['matrix.second-person'])
  })

  it('refuses a draft that the matrix has moved on from', () => {
    expect(codes({ current: 4 })).toEqual(['matrix.stale'])
  })

  it('refuses whoever holds the right for a time only', () => {
    expect(codes({ confirmer: { id: 'wu', posts: [] } })).toContain('matrix.temporary-right')
  })

  it('gives a business right that no administrator holds, within its reach', () => {
    expect(codes({ changes: [gift('department-head', 'content.write')] })).toEqual([])
  })

  it('gives back what was taken', () => {
    const before = withChanges(shipped, [taking('operations', 'content.publish')])
    expect(codes({ before, changes: [gift('operations', 'content.publish')] })).toEqual([])
  })

  it('refuses a right beyond its reach that drafter or confirmer does not hold: nobody gives more than they hold', () => {
    const { reasons } = matrixChangeGate({ ...facts, changes: [gift('hr', 'content.export')] })
    expect(reasons.map(({ code }) => code)).toEqual(['matrix.beyond-reach'])
    expect(reasons[0]?.sentence.zh).toContain('人事')
  })

  it('gives a right beyond its reach that both hold', () => {
    expect(codes({ changes: [gift('hr', 'webhooks.manage')] })).toEqual([])
    expect(codes({ changes: [gift('hr', 'webhooks.manage')], confirmer: { id: 'wu', posts: ['hr'] } })).toContain(
      'matrix.beyond-reach',
    )
  })

  it('lets nobody gain a right by their own draft or confirmation', () => {
    expect(codes({ changes: [gift('security-administrator', 'content.view-all')] })).toEqual(['matrix.own-gain'])
  })

  it('refuses a post that would hold what must stay apart, with the reason', () => {
    const { reasons } = matrixChangeGate({ ...facts, changes: [gift('legal', 'content.write')] })
    const together = reasons.filter(({ code }) => code === 'matrix.together-in-post')
    expect(together[0]?.sentence.zh).toBe('“法务”会同时拥有互斥的权限：撰写与终审分离。')
  })

  it('refuses two posts that may be held together and would add up to what must stay apart', () => {
    expect(codes({ changes: [gift('hr', 'content.review-legal')] })).toContain('matrix.together-in-posts')
  })

  it('refuses a person who would hold what must stay apart, whatever posts let them', () => {
    const people = [...facts.people, person('sun', ['hr', 'operations', 'legal'])]
    const before = withChanges(shipped, [taking('operations', 'content.write'), taking('operations', 'content.publish')])
    const { reasons } = matrixChangeGate({ ...facts, before, people, changes: [gift('operations', 'content.write')] })
    const met = reasons.filter(({ code }) => code === 'matrix.together-in-person')
    expect(met[0]).toMatchObject({ params: { name: 'sun' } })
  })

  it('keeps enough people who may administer: the right to change the matrix is needed twice', () => {
    expect(codes({ changes: [taking('security-administrator', 'identity.change-matrix')] })).toEqual(['matrix.no-holder'])
    expect(codes({ changes: [taking('security-administrator', 'identity.manage-people')] })).toEqual(['matrix.no-holder'])
  })

  it('does not count a temporary holder as enough', () => {
    const people = [person('wu', ['security-administrator'], [])]
    const before = withChanges(shipped, [gift('hr', 'webhooks.manage')])
    expect(codes({ before, people, changes: [taking('hr', 'webhooks.manage')] })).toEqual([])
  })

  it('refuses a post or a permission that the matrix does not know', () => {
    expect(codes({ changes: [gift('king', 'score.view')] })).toEqual(['matrix.unknown-cell'])
    expect(codes({ changes: [gift('hr', 'king.rule')] })).toEqual(['matrix.unknown-cell'])
  })

  it('names every reason, not only the first', () => {
    expect(codes({ current: 9, confirmer: facts.drafter, changes: [gift('auditor', 'identity.manage-people')] }).length).toBeGreaterThan(3)
  })
})

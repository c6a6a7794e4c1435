import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyChanges,
  differenceByPerson,
  effectiveChanges,
  type MatrixChange,
  mergeChanges,
  type StandingChange,
  withChanges,
} from './matrix-change.ts'
import { matrixFaults, permissionsOf, shippedMatrix } from './permission-matrix.ts'

const shipped = shippedMatrix()
const posts = shipped.posts.map(({ id }) => id)
const change = (post: string, permission: string, given = true): MatrixChange => ({ post, permission, given })
const anyChange = fc.record({
  post: fc.constantFrom(...posts, 'ghost'),
  permission: fc.constantFrom(...Object.keys(shipped.grants), 'ghost.walk'),
  given: fc.boolean(),
})
const at = new Date('2026-06-01T02:00:00Z')

describe('a changed matrix (ACC-1, ACC-2)', () => {
  it('gives and takes what was changed, and nothing else', () => {
    const { matrix, dropped } = applyChanges(shipped, [
      change('hr', 'score.view'),
      change('operations', 'content.take-down', false),
    ])
    expect(dropped).toEqual([])
    expect(permissionsOf(matrix, ['hr'])).toEqual(new Set([...permissionsOf(shipped, ['hr']), 'score.view']))
    expect(permissionsOf(matrix, ['operations']).has('content.take-down')).toBe(false)
    expect(permissionsOf(matrix, ['legal'])).toEqual(permissionsOf(shipped, ['legal']))
  })

  it('is sound whatever was changed: what would let forbidden permissions meet is left out and named', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 12 }), (changes) => {
        const { matrix, dropped } = applyChanges(shipped, changes)
        expect(matrixFaults(matrix)).toEqual([])
        for (const { post, permission, given } of dropped) {
          const known = posts.includes(post) && shipped.grants[permission] !== undefined
          expect(given || !known).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('carries out every withdrawal, even beside a gift that it cannot take', () => {
    const { matrix, dropped } = applyChanges(shipped, [
      change('legal', 'content.write'),
      change('legal', 'content.export', false),
    ])
    expect(dropped).toEqual([change('legal', 'content.write')])
    expect(permissionsOf(matrix, ['legal']).has('content.export')).toBe(false)
  })

  it('forgets a change that puts a cell back as it ships, and keeps since when the others stand', () => {
    const standing: StandingChange[] = [
      { ...change('hr', 'score.view'), since: '2026-01-01T00:00:00.000Z' },
      { ...change('finance', 'score.view'), since: '2026-01-01T00:00:00.000Z' },
    ]
    const fresh = [change('hr', 'score.view', false), change('legal', 'desk.view-all')]
    expect(mergeChanges({ shipped, standing, fresh, at })).toEqual([
      standing[1],
      { ...change('legal', 'desk.view-all'), since: at.toISOString() },
    ])
  })

  it('makes one step of two: changes upon changes are the changes of both', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 8 }), fc.array(anyChange, { maxLength: 8 }), (one, two) => {
        const real = (changes: readonly MatrixChange[]) =>
          changes.filter(({ post, permission }) => posts.includes(post) && shipped.grants[permission] !== undefined)
        const [first, second] = [effectiveChanges(shipped, real(one)), real(two)]
        const standing = mergeChanges({ shipped, standing: [], fresh: first, at })
        const fresh = effectiveChanges(withChanges(shipped, standing), second)
        const merged = withChanges(shipped, mergeChanges({ shipped, standing, fresh, at }))
        const stepwise = withChanges(withChanges(shipped, first), second)
        for (const post of posts) expect(permissionsOf(merged, [post])).toEqual(permissionsOf(stepwise, [post]))
      }),
      { numRuns: 60 },
    )
  })

  it('names each person with each right that they would gain or lose, and nobody else', () => {
    const after = withChanges(shipped, [change('hr', 'score.view'), change('operations', 'content.take-down', false)])
    const people = [
      { id: 'wang', posts: ['hr'] },
      { id: 'li', posts: ['operations'] },
      // Keeps the right through the second post.
      { id: 'zhao', posts: ['operations', 'department-head'] },
      { id: 'qian', posts: [] },
    ]
    expect(differenceByPerson(shipped, after, people)).toEqual([
      { personId: 'wang', gains: ['score.view'], loses: [] },
      { personId: 'li', gains: [], loses: ['content.take-down'] },
    ])
  })

  it('lets the last word on a cell count, and drops what changes nothing', () => {
    expect(
      effectiveChanges(shipped, [
        change('hr', 'score.view'),
        change('hr', 'score.view', false),
        change('legal', 'score.view'),
        change('finance', 'score.view'),
      ]),
    ).toEqual([change('finance', 'score.view')])
  })
})

import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { Problem } from '../../kernel/errors.ts'
import { type House, minute, startHouse } from './content.fixture.ts'
import type { MaterialState } from './life-cycle.ts'

const parts = ['author', 'colleague', 'head', 'lawyer', 'secondLawyer', 'writingHead', 'both'] as const

const actions = [
  'edit',
  'submit',
  'pass',
  'claim',
  'release',
  'approve',
  'return',
  'publish',
  'take-down',
  'discard',
] as const

type Action = (typeof actions)[number]

/** `forward` is what the state calls for, so that walks get far enough to go wrong. */
const move: fc.Arbitrary<Action | 'forward'> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('forward' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...actions) },
)

const forward: Partial<Record<MaterialState, Action>> = {
  draft: 'submit',
  'self-check': 'pass',
  approved: 'publish',
  published: 'publish',
}

describe.each(testDatabases())('whatever people do in whatever order, on $name', ({ name }) => {
  let house: House
  let people: Record<(typeof parts)[number], string>
  beforeAll(async () => {
    house = await startHouse(name)
    const { marketing } = house.departments
    people = {
      ...house.people,
      // Posts that the matrix keeps apart: the gates must hold even where it was got round.
      writingHead: await house.addPerson('撰稿负责人', marketing, ['operations', 'department-head']),
      both: await house.addPerson('身兼三职', marketing, ['operations', 'department-head', 'legal']),
    }
  })

  const step = async (id: string, part: (typeof parts)[number], wanted: Action | 'forward'): Promise<void> => {
    const { app } = house
    const material = await house.view(id)
    const open = material.reviews.find(({ level, state }) => level !== 'self' && ['waiting', 'claimed'].includes(state))
    const reviewId = open?.id ?? id
    const holder = open?.reviewer?.id
    const what = wanted === 'forward' ? (forward[material.state] ?? (holder === undefined ? 'claim' : 'approve')) : wanted
    const actor = await app.as(wanted === 'forward' && what === 'approve' && holder !== undefined ? holder : people[part])
    const { digest, version, fields } = material
    switch (what) {
      case 'edit':
        await app.call('content.update-material', { id, version, ...fields, copy: `${fields.copy}。` }, actor)
        return
      case 'submit':
        await app.call('content.submit-material', { id, version }, actor)
        return
      case 'pass':
        await app.call('content.pass-self-check', { id }, actor)
        return
      case 'claim':
        await app.call('content.claim-review', { reviewId }, actor)
        return
      case 'release':
        await app.call('content.release-review', { reviewId }, actor)
        return
      case 'approve':
        await app.call('content.approve-review', { reviewId, digest, overrules: [] }, actor)
        return
      case 'return':
        await app.call('content.return-review', { reviewId, reason: '请修改' }, actor)
        return
      case 'publish': {
        const url = `https://weibo.example.com/${id}/${app.clock.now().getTime()}`
        const publishedAt = app.clock.now().toISOString()
        const publication = { materialId: id, digest, accountId: house.accounts.shop, publishedAt, url }
        await app.call('content.record-publication', publication, actor)
        return
      }
      case 'take-down': {
        const publicationId = material.publications.find(({ takenDown }) => takenDown === null)?.id ?? id
        await app.call('content.take-down', { publicationId, reason: '下架' }, actor)
        return
      }
      case 'discard':
        await app.call('content.discard-material', { id, reason: '不要了' }, actor)
    }
  }

  const expectSound = async (id: string): Promise<void> => {
    const { state, reviews, publications, approval, digest } = await house.view(id)
    const live = reviews.filter((review) => review.state === 'waiting' || review.state === 'claimed')
    const awaited = { 'self-check': ['self'], 'department-review': ['department'], 'legal-review': ['legal'] }
    expect(live.map(({ level }) => level)).toEqual(state in awaited ? awaited[state as keyof typeof awaited] : [])
    if (state === 'approved' || state === 'published') expect(approval?.digest).toBe(digest)
    if (state === 'published') expect(publications.some((one) => one.digest === digest && one.takenDown === null)).toBe(true)
    const obligations = await house.db
      .selectFrom('obligation')
      .select('state')
      .where('subject_id', '=', id)
      .where('state', '=', 'open')
      .execute()
    expect(obligations).toHaveLength(state === 'department-review' || state === 'legal-review' ? 1 : 0)
  }

  it('only what three different people passed is out, and no state contradicts its reviews (CNT-1, ACC-2)', async () => {
    let published = 0
    const walk = fc.array(fc.tuple(fc.constantFrom(...parts), move), { minLength: 40, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(walk, async (steps) => {
        const id = await house.draft()
        for (const [part, what] of steps) {
          house.app.clock.advance(minute)
          try {
            await step(id, part, what)
          } catch (error) {
            if (!(error instanceof Problem)) throw error
          }
          await expectSound(id)
        }
        published += (await house.view(id)).publications.length
      }),
      { numRuns: 6, seed: 20260601, endOnFailure: true },
    )
    expect(published).toBeGreaterThan(0)
    expect(await house.measure('content.three-levels')).toMatchObject({ state: 'holds' })
  }, 120_000)
})

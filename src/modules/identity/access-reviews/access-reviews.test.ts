import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { codeOf, databaseKinds, problemOf, startIdentity } from '../identity.fixture.ts'

const day = 86_400
const viewed = z.object({
  review: z.object({
    quarter: z.string(),
    dueAt: z.string(),
    closedAt: z.string().nullable(),
    total: z.number(),
    decided: z.number(),
    others: z.object({ total: z.number(), decided: z.number() }),
    items: z.array(
      z.object({
        id: z.string(),
        person: z.object({ id: z.string() }),
        post: z.string(),
        unused: z.boolean(),
        yours: z.boolean(),
        decision: z.string().nullable(),
      }),
    ),
  }),
})

describe.each(databaseKinds)('the access review of a quarter on $name', async (kind) => {
  const app = await startIdentity(kind)
  const head = await app.join(['department-head'])
  const writer = await app.join(['operations'])
  const idle = await app.join(['customer-service', 'hr'])
  const by = async (id: string) => ({ actor: await app.actor(id) })
  const open = () => app.runJob('identity.open-access-review')
  const close = () => app.runJob('identity.close-access-review')
  const view = async (id: string) => viewed.parse(await app.call('view-access-review', {}, await by(id))).review
  const itemOf = async (reviewer: string, personId: string, post: string) =>
    (await view(reviewer)).items.find((item) => item.person.id === personId && item.post === post)?.id ?? ''
  const decide = async (reviewer: string, decisions: readonly object[]) =>
    app.run('decide-access-review', { decisions }, await by(reviewer))
  const reasonsOf = async (call: Promise<unknown>) => (await problemOf(call)).reasons.map(({ code }) => code)
  const postsOf = async (id: string) =>
    (await app.db.selectFrom('person_post').where('person_id', '=', id).select('post').orderBy('post').execute()).map(({ post }) => post)

  it('begins on the first working day of the quarter after set-up, once', async () => {
    await open()
    expect(await app.call('view-access-review', {}, await by(head.id))).toEqual({ review: null })
    app.advance(29 * day)
    await open()
    expect(await app.ledger('access-review.opened')).toEqual([])
    app.advance(day)
    await open()
    await open()
    expect(await app.ledger('access-review.opened')).toMatchObject([{ detail: { quarter: '2026Q3', parts: 2, posts: 5 } }])
    // Ten working days from 1 July, to the end of the day in Beijing.
    expect(await view(head.id)).toMatchObject({ quarter: '2026Q3', dueAt: '2026-07-15T16:00:00.000Z' })
  })

  it('gives heads their people, and the heads themselves and administrators to the administrators, with obligations', async () => {
    const people = async (id: string) => (await view(id)).items.map(({ person }) => person.id)
    expect(new Set(await people(head.id))).toEqual(new Set([writer.id, idle.id]))
    expect(new Set(await people(app.administrator))).toEqual(new Set([app.administrator, head.id, writer.id, idle.id]))
    expect(await view(head.id)).toMatchObject({ total: 3, others: { total: 0, decided: 0 } })
    // What a head decides on is counted apart, and comes behind.
    const { total, others, items } = await view(app.administrator)
    expect([total, others.total]).toEqual([2, 3])
    expect(items.map(({ yours }) => yours)).toEqual([true, true, false, false, false])
    const obligations = await app.obligations('identity.access-review')
    expect(obligations.map((row) => row.owner_post).toSorted()).toEqual(['department-head', 'security-administrator'])
    expect(obligations.every((row) => row.remind_at > app.clock.now() && row.remind_at < row.due_at)).toBe(true)
    expect((await app.ledger('access-review.viewed')).at(-1)?.detail).toMatchObject({ people: expect.arrayContaining([head.id]) })
  })

  it('lets heads confirm and withdraw post by post, nobody their own, and each once (ACC-2)', async () => {
    const id = await itemOf(head.id, writer.id, 'operations')
    await decide(head.id, [{ id, decision: 'confirmed' }])
    expect(await codeOf(decide(head.id, [{ id, decision: 'withdrawn', reason: '改主意' }]))).toBe('access-review.decided')
    const withdrawn = await itemOf(head.id, idle.id, 'hr')
    expect(await reasonsOf(decide(head.id, [{ id: withdrawn, decision: 'withdrawn' }]))).toEqual(['access-review.reason'])
    await decide(head.id, [{ id: withdrawn, decision: 'withdrawn', reason: '已调岗' }])
    expect(await postsOf(idle.id)).toEqual(['customer-service'])
    expect((await app.ledger('posts.changed')).at(-1)).toMatchObject({ actor_id: head.id, detail: { removed: ['hr'], reason: '已调岗' } })
    const own = await itemOf(app.administrator, app.administrator, 'security-administrator')
    expect(await reasonsOf(decide(app.administrator, [{ id: own, decision: 'confirmed' }]))).toEqual(['access-review.oneself'])
    const foreign = await itemOf(app.administrator, head.id, 'department-head')
    expect(await reasonsOf(decide(head.id, [{ id: foreign, decision: 'confirmed' }]))).toEqual([
      'access-review.oneself',
      'access-review.other-department',
    ])
  })

  it('meets the obligation of the heads with their last decision', async () => {
    const id = await itemOf(head.id, idle.id, 'customer-service')
    await decide(head.id, [{ id, decision: 'confirmed' }])
    const [obligation] = (await app.obligations('identity.access-review')).filter((row) => row.owner_post === 'department-head')
    expect(obligation).toMatchObject({ state: 'met', breached_at: null })
    expect(await view(head.id)).toMatchObject({ total: 3, decided: 3 })
  })

  it('withdraws at the deadline what nobody confirmed, in one transaction, and keeps the last administrator as an obligation', async () => {
    app.advance(14 * day)
    await close()
    expect(await postsOf(head.id)).toEqual(['department-head'])
    app.advance(day)
    const own = await itemOf(app.administrator, head.id, 'department-head')
    expect(await codeOf(decide(app.administrator, [{ id: own, decision: 'confirmed' }]))).toBe('access-review.closed')
    await close()
    await close()
    expect(await postsOf(head.id)).toEqual([])
    expect(await postsOf(writer.id)).toEqual(['operations'])
    expect(await postsOf(app.administrator)).toEqual(['security-administrator'])
    const [closed, ...more] = await app.ledger('access-review.closed')
    expect(closed).toMatchObject({ actor_kind: 'job', detail: { lapsed: 1, kept: 1, gone: 0 } })
    expect(more).toEqual([])
    expect((await app.ledger('posts.changed')).at(-1)).toMatchObject({
      subject_id: head.id,
      detail: { removed: ['department-head'], reason: '2026 年第 3 季度岗位复核到期未确认' },
    })
    expect(await app.notices(head.id)).toContain('access-review.lapsed')
    expect(await app.obligations('identity.confirm-last-administrator')).toMatchObject([
      { state: 'open', subject_id: app.administrator, escalate_post: 'auditor' },
    ])
    const rest = (await app.obligations('identity.access-review')).filter((row) => row.owner_post === 'security-administrator')
    expect(rest).toMatchObject([{ state: 'met' }])
    expect(rest[0]?.breached_at).not.toBeNull()
  })

  it('shows what is unused first in the next quarter, and takes nothing that was given anew meanwhile', async () => {
    app.advance(60 * day)
    const { id: departmentId } = await app.db.selectFrom('department').select('id').executeTakeFirstOrThrow()
    const update = { id: head.id, name: '负责人', departmentId, posts: ['department-head'] }
    await app.call('update-person', update, await by(app.administrator))
    app.advance(26 * day)
    await open()
    const review = await view(head.id)
    expect(review.quarter).toBe('2026Q4')
    // The right to write is of another module; that nobody called it is all that is known here.
    expect(review.items.map(({ unused }) => unused)).toEqual(review.items.map(({ unused }) => unused).toSorted((a, b) => Number(b) - Number(a)))
    await app.call('withdraw-post', { personId: writer.id, post: 'operations', reason: '转岗' }, await by(app.administrator))
    app.advance(60)
    await app.call('update-person', { ...update, id: writer.id, posts: ['operations'] }, await by(app.administrator))
    app.advance(30 * day)
    await close()
    expect(await postsOf(writer.id)).toEqual(['operations'])
    expect((await app.ledger('access-review.closed')).at(-1)).toMatchObject({ detail: { gone: 1 } })
  })

  it('is kept by the database itself: nobody decides on their own, and nothing twice (ACC-2)', async () => {
    const row = await app.db.selectFrom('access_review_item').selectAll().where('decision', '=', 'confirmed').executeTakeFirstOrThrow()
    const again = app.db.updateTable('access_review_item').set({ reason: '改写' }).where('id', '=', row.id).execute()
    await expect(again).rejects.toMatchObject({ constraint: 'access_review_decided_once' })
    const own = app.db
      .insertInto('access_review_item')
      .values({ ...row, id: row.person_id, post: 'hr', decided_by: row.person_id })
      .execute()
    await expect(own).rejects.toMatchObject({ constraint: 'access_review_not_oneself' })
    await expect(app.db.deleteFrom('access_review_item').execute()).rejects.toMatchObject({ sqlstate: '42501' })
  })
})

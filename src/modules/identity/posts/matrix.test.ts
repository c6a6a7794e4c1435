import { describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/id.ts'
import { codeOf, commonDevice, databaseKinds, problemOf, startIdentity } from '../identity.fixture.ts'
import { authenticate } from '../index.ts'

const gift = { post: 'operations', permission: 'content.export', given: true }
const view = { post: 'department-head', permission: 'identity.view-people', given: true }

describe.each(databaseKinds)('changing the permission matrix on $name', async (kind) => {
  const app = await startIdentity(kind)
  const second = await app.join(['security-administrator'])
  const head = await app.join(['department-head'])
  const first = async () => ({ actor: await app.actor(app.administrator) })
  const other = async () => ({ actor: await app.actor(second.id) })
  const draft = async (changes: readonly object[], base?: number) => {
    const { number } = await app.call('view-matrix', {}, await first())
    return app.call('draft-matrix-change', { base: base ?? number, changes, reason: '按季度梳理' }, await first())
  }
  const waiting = async () => (await app.call('view-matrix-draft', {}, await other()))['draft'] as { id: string } | null
  const clear = async () => {
    const open = await waiting()
    if (open !== null) await app.run('discard-matrix-draft', { draftId: open.id }, await other())
  }
  const reasonsOf = async (call: Promise<unknown>) => (await problemOf(call)).reasons.map(({ code }) => code)

  it('lists by name what a draft would give before anybody confirms it, and records who looked (ACC-1)', async () => {
    const { id } = await draft([view])
    const shown = await app.call('view-matrix-draft', {}, await other())
    expect(shown['draft']).toMatchObject({
      id,
      people: [{ id: head.id, posts: ['department-head'], gains: [{ id: 'identity.view-people', sentence: { zh: '查看人员与岗位' } }], loses: [] }],
      totalPeople: 1,
      obstacles: [],
    })
    const entry = (await app.ledger('matrix.draft-viewed')).at(-1)
    expect(entry).toMatchObject({ actor_id: second.id, detail: { people: [head.id] } })
    const mine = await app.call('view-matrix-draft', {}, await first())
    expect(mine['draft']).toMatchObject({ obstacles: [{ code: 'matrix.second-person' }] })
    await clear()
  })

  it('lets the drafter not confirm, nor have two drafts at a time (ACC-2)', async () => {
    const { id: draftId } = await draft([view])
    expect(await reasonsOf(app.run('confirm-matrix-change', { draftId }, await first()))).toEqual(['matrix.second-person'])
    expect(await codeOf(draft([view]))).toBe('matrix.draft-waits')
    expect(await codeOf(app.run('confirm-matrix-change', { draftId: newId() }, await other()))).toBe('matrix.draft-decided')
    await clear()
    expect(await codeOf(app.run('confirm-matrix-change', { draftId }, await other()))).toBe('matrix.draft-decided')
  })

  it('counts from the commit, for people who are signed in and for keys, and again when it is taken back (ACC-1)', async () => {
    const token = await app.sessionOf(head.loginName)
    const may = async () => (await app.present(token))?.permissions.has('identity.view-people')
    expect(await may()).toBe(false)
    const { id: draftId } = await draft([view])
    expect(await may()).toBe(false)
    await app.run('confirm-matrix-change', { draftId }, await other())
    expect(await may()).toBe(true)
    const matrix = await app.call('view-matrix', {}, await first())
    expect(matrix).toMatchObject({ changes: [view], dropped: [] })
    expect(matrix['grants']).toMatchObject({ 'department-head': expect.arrayContaining(['identity.view-people']) })
    const entry = (await app.ledger('matrix.changed')).at(-1)
    expect(entry).toMatchObject({ actor_id: second.id, detail: { drafter: app.administrator, affected: [head.id] } })

    const back = await draft([{ ...view, given: false }])
    await app.run('confirm-matrix-change', { draftId: back['id'] }, await other())
    expect(await may()).toBe(false)
    expect(await app.call('view-matrix', {}, await first())).toMatchObject({ changes: [] })
  })

  it('costs no query of its own: session, then posts with the version of the matrix', async () => {
    const token = await app.sessionOf(head.loginName)
    await app.present(token)
    let queries = 0
    const counted = app.db.withPlugin({
      transformQuery: ({ node }) => {
        queries += 1
        return node
      },
      transformResult: ({ result }) => Promise.resolve(result),
    })
    const place = { now: app.clock.now(), secrets: app.app.secrets, deviceToken: commonDevice }
    const found = await authenticate(counted, token, place)
    const actor = found === null || found === 'copied' ? null : found.actor
    expect({ posts: actor?.posts, queries }).toEqual({ posts: ['department-head'], queries: 2 })
  })

  it('refuses a draft on a matrix that has moved on', async () => {
    expect(await reasonsOf(draft([view], 0))).toEqual(['matrix.stale'])
    expect(await codeOf(draft([{ ...view, given: false }]))).toBe('matrix.changes-nothing')
  })

  it('refuses a draft that would let forbidden permissions meet, and keeps the attempt (ACC-2)', async () => {
    const reasons = await reasonsOf(draft([{ post: 'auditor', permission: 'identity.manage-people', given: true }]))
    expect(reasons).toContain('matrix.together-in-post')
    const refused = (await app.ledger('operation.refused')).at(-1)
    expect(refused).toMatchObject({ subject_id: 'identity.draft-matrix-change', actor_id: app.administrator })
    expect(await waiting()).toBeNull()
  })

  it('decides anew at confirmation, by who holds what then (ACC-2)', async () => {
    const { id: draftId } = await draft([gift])
    // Meanwhile the confirmer comes to hold the post that would gain.
    const since = app.clock.now()
    await app.db.insertInto('person_post').values({ person_id: second.id, post: 'operations', since }).execute()
    expect(await reasonsOf(app.run('confirm-matrix-change', { draftId }, await other()))).toContain('matrix.own-gain')
    await clear()
    await app.db.deleteFrom('person_post').where('person_id', '=', second.id).where('post', '=', 'operations').execute()
  })

  it('lets of two who confirm at the same moment one through', async () => {
    const third = await app.join(['security-administrator'])
    const { id: draftId } = await draft([view])
    const outcomes = await Promise.allSettled([
      app.run('confirm-matrix-change', { draftId }, await other()),
      app.run('confirm-matrix-change', { draftId }, { actor: await app.actor(third.id) }),
    ])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('is kept by the database itself: no confirmation by the drafter, no version without one, nothing rewritten (ACC-2)', async () => {
    const { id } = await draft([{ ...view, given: false }])
    const decide = (by: string) =>
      app.db
        .updateTable('matrix_draft')
        .set({ state: 'confirmed', decided_by: by, decided_at: app.clock.now() })
        .where('id', '=', String(id))
        .execute()
    await expect(decide(app.administrator)).rejects.toMatchObject({ constraint: 'matrix_draft_second_person' })
    const { number } = await app.db.selectFrom('matrix_version').select((eb) => eb.fn.max('number').as('number')).executeTakeFirstOrThrow()
    const version = { number: number + 1, draft_id: String(id), changes: '[]', digest: 'a'.repeat(64), in_force_at: app.clock.now() }
    await expect(app.db.insertInto('matrix_version').values(version).execute()).rejects.toMatchObject({
      constraint: 'matrix_version_confirmed',
    })
    const rewrite = app.db.updateTable('matrix_draft').set({ changes: JSON.stringify([gift]) }).where('id', '=', String(id)).execute()
    await expect(rewrite).rejects.toMatchObject({ constraint: 'matrix_draft_kept' })
    await expect(app.db.updateTable('matrix_version').set({ changes: '[]' }).execute()).rejects.toMatchObject({ sqlstate: '42501' })
    await expect(app.db.deleteFrom('matrix_version').execute()).rejects.toMatchObject({ sqlstate: '42501' })
    await clear()
  })
})

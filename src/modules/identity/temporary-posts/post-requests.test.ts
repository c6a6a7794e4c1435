import { describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/id.ts'
import { codeOf, databaseKinds, problemOf, startIdentity } from '../identity.fixture.ts'

describe.each(databaseKinds)('posts that people ask for on $name', async (kind) => {
  const app = await startIdentity(kind)
  const auditor = await app.join(['auditor'])
  const second = await app.join(['security-administrator'])
  const by = async (id: string) => ({ actor: await app.actor(id) })
  const reason = '周末值班，需要发布公告'
  const ask = async (id: string, post = 'operations', hours = 8) =>
    String((await app.call('ask-for-temporary-post', { post, hours, reason }, await by(id)))['id'])
  const give = async (id: string, decider = app.administrator) =>
    app.run('decide-post-request', { id, decision: 'given' }, await by(decider))
  const postsNow = async (id: string) => {
    const actor = await app.actor(id)
    return actor.kind === 'person' ? actor.posts : []
  }
  const reasonsOf = async (call: Promise<unknown>) => (await problemOf(call)).reasons.map(({ code }) => code)
  const obligationOf = async (request: string) =>
    (await app.obligations('identity.decide-post-request')).find(({ subject_id: subject }) => subject === request)
  const requestsOf = async (viewer: string) => (await app.call('list-temporary-posts', {}, await by(viewer)))['requests']

  it('are asked for with a reason, decided by whoever may give them, and counted from then on', async () => {
    const { id } = await app.join(['customer-service'])
    const request = await ask(id)
    expect(await postsNow(id)).toEqual(['customer-service'])
    expect(await app.notices(app.administrator)).toContain('temporary-post.asked')
    expect(await obligationOf(request)).toMatchObject({ state: 'open', owner_post: 'security-administrator', escalate_post: 'auditor' })
    expect(await requestsOf(app.administrator)).toMatchObject([{ id: request, post: 'operations', hours: 8, reason, state: 'open' }])
    app.advance(3600)
    const { output } = await give(request)
    expect(output).toEqual({ endsAt: new Date(app.clock.now().getTime() + 8 * 3_600_000).toISOString() })
    expect(await postsNow(id)).toEqual(['customer-service', 'operations'])
    // As loud as a post that was given unasked.
    for (const person of [app.administrator, second.id, auditor.id, id]) expect(await app.notices(person)).toContain('temporary-post.given')
    const entries = [...(await app.ledger('temporary-post.asked')), ...(await app.ledger('temporary-post.given'))]
    expect(entries).toMatchObject([
      { actor_id: id, subject_id: id, detail: { request, post: 'operations', hours: 8, reason } },
      { actor_id: app.administrator, subject_id: id, detail: { post: 'operations', hours: 8, reason } },
    ])
    expect(await obligationOf(request)).toMatchObject({ state: 'met' })
    expect(await codeOf(give(request, second.id))).toBe('temporary-post.request-over')
    app.advance(8 * 3600)
    expect(await postsNow(id)).toEqual(['customer-service'])
  })

  it('keep apart what must stay apart, when they are asked for and when they are given (ACC-2)', async () => {
    const { id } = await app.join(['operations'])
    expect(await reasonsOf(ask(id, 'legal'))).toEqual(['posts.conflict'])
    expect(await codeOf(ask(id, 'operations'))).toBe('posts.held-already')
    const { id: other } = await app.join(['hr'])
    const request = await ask(other)
    // Meanwhile they got a post that does not go with it.
    await app.call('give-temporary-post', { personId: other, post: 'legal', hours: 24, reason: '代班审核' }, await by(app.administrator))
    expect(await reasonsOf(give(request))).toEqual(['posts.conflict'])
    expect(await obligationOf(request)).toMatchObject({ state: 'open' })
  })

  it('are given by nobody to themselves, nor by who may give for some hours only', async () => {
    const { id, loginName } = await app.join(['hr'])
    const request = await ask(id, 'finance')
    const { id: departmentId } = await app.db.selectFrom('department').select('id').executeTakeFirstOrThrow()
    const asHolder = async (posts: string[]) =>
      app.call('update-person', { id, name: loginName, departmentId, posts }, await by(app.administrator))
    // Who may decide by now decides on what others asked for.
    await asHolder(['security-administrator'])
    expect(await reasonsOf(give(request, id))).toEqual(['temporary-post.own-request'])
    await asHolder(['hr'])
    const { id: stranger } = await app.join(['hr'])
    expect(await codeOf(give(request, stranger))).toBe('permission.missing')
    const { id: standIn } = await app.join([])
    await app.call('give-temporary-post', { personId: standIn, post: 'security-administrator', hours: 4, reason: '夜间值守' }, await by(app.administrator))
    expect(await reasonsOf(give(request, standIn))).toEqual(['posts.actor-temporary'])
    const row = await app.db.selectFrom('temporary_post_request').selectAll().where('id', '=', request).executeTakeFirstOrThrow()
    const own = { ...row, id: newId(), post: 'legal', state: 'declined' as const, decided_at: app.clock.now(), decided_by: id, note: '自批' }
    await expect(app.db.insertInto('temporary_post_request').values(own).execute()).rejects.toMatchObject({
      constraint: 'temporary_post_request_second_person',
    })
    await give(request)
    expect(await postsNow(id)).toEqual(['finance', 'hr'])
  })

  it('are declined with a reason, which the person is told', async () => {
    const { id } = await app.join(['customer-service'])
    const request = await ask(id)
    const decline = async (note?: string) =>
      app.run('decide-post-request', { id: request, decision: 'declined', ...(note === undefined ? {} : { note }) }, await by(app.administrator))
    expect(await codeOf(decline())).toBe('input.invalid')
    await decline('周末不安排发布')
    expect(await postsNow(id)).toEqual(['customer-service'])
    expect(await app.notices(id)).toContain('temporary-post.declined')
    expect(await requestsOf(id)).toMatchObject([{ state: 'declined', note: '周末不安排发布' }])
    expect((await app.ledger('temporary-post.declined')).at(-1)).toMatchObject({ actor_id: app.administrator, subject_id: id })
  })

  it('are withdrawn by who asked, and three wait at most, one a post', async () => {
    const { id } = await app.join(['hr'])
    const { id: colleague } = await app.join(['customer-service'])
    const request = await ask(id)
    expect(await codeOf(ask(id))).toBe('temporary-post.asked-already')
    await ask(id, 'finance')
    await ask(id, 'department-head')
    expect(await codeOf(ask(id, 'legal'))).toBe('temporary-post.too-many-requests')
    const withdraw = async (who: string) => app.run('withdraw-post-request', { id: request }, await by(who))
    expect(await codeOf(withdraw(colleague))).toBe('record.not-found')
    await withdraw(id)
    expect(await obligationOf(request)).toMatchObject({ state: 'cancelled' })
    expect(await codeOf(give(request))).toBe('temporary-post.request-over')
    expect(await requestsOf(colleague)).toEqual([])
  })

  it('wait no longer when their person is suspended', async () => {
    const { id } = await app.join(['hr'])
    const request = await ask(id)
    await app.call('suspend-person', { id, reason: '停职调查' }, await by(app.administrator))
    expect(await obligationOf(request)).toMatchObject({ state: 'cancelled' })
    expect(await codeOf(give(request))).toBe('temporary-post.request-over')
    expect((await app.ledger('temporary-post.request-withdrawn')).at(-1)?.detail).toEqual({ request, post: 'operations', why: 'suspended' })
  })
})

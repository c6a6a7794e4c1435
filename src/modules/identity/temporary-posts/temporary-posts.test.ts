import { describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/id.ts'
import { conflictingPostsControl } from '../controls/conflicting-posts.ts'
import { temporaryPostsControl } from '../controls/temporary-posts.ts'
import { codeOf, databaseKinds, problemOf, startIdentity } from '../identity.fixture.ts'

const hour = 3600

describe.each(databaseKinds)('temporary posts on $name', async (kind) => {
  const app = await startIdentity(kind)
  const auditor = await app.join(['auditor'])
  const { id: departmentId } = await app.db.selectFrom('department').select('id').executeTakeFirstOrThrow()
  const postsNow = async (id: string) => {
    const actor = await app.actor(id)
    return actor.kind === 'person' ? actor.posts : []
  }
  const by = async (id: string) => ({ actor: await app.actor(id) })
  const byAdministrator = () => by(app.administrator)
  const reasonsOf = async (call: Promise<unknown>) => (await problemOf(call)).reasons.map(({ code }) => code)
  const give = async (personId: string, post: string, hours = 8) =>
    app.call('give-temporary-post', { personId, post, hours, reason: '同事休假，代班发布' }, await byAdministrator())
  const takeUp = async (personId: string, post: string, hours = 4) =>
    app.call('break-glass', { post, hours, reason: '深夜舆情，负责人联系不上' }, await by(personId))

  it('gives a post at once and ends it to the second, without a job and with open sessions (ACC-1)', async () => {
    const { id, loginName } = await app.join(['customer-service'])
    const token = await app.sessionOf(loginName)
    const may = async () => (await app.present(token))?.permissions.has('content.publish')
    expect(await may()).toBe(false)
    const { endsAt } = await give(id, 'operations', 2)
    expect(await may()).toBe(true)
    expect(endsAt).toBe(new Date(app.clock.now().getTime() + 2 * hour * 1000).toISOString())
    app.advance(2 * hour - 1)
    expect(await may()).toBe(true)
    app.advance(1)
    expect(await may()).toBe(false)
    expect(await app.ledger('temporary-post.ended')).toEqual([])
    await app.runJob('identity.end-temporary-posts')
    await app.runJob('identity.end-temporary-posts')
    const ended = await app.ledger('temporary-post.ended')
    expect(ended).toMatchObject([{ subject_id: id, actor_kind: 'job', detail: { post: 'operations', why: 'ran-out' } }])
  })

  it('is loud: on record with reason and end, told to every administrator, every auditor and the person', async () => {
    const { id } = await app.join(['customer-service'])
    await give(id, 'operations')
    expect((await app.ledger('temporary-post.given')).at(-1)).toMatchObject({
      actor_id: app.administrator,
      subject_id: id,
      detail: { post: 'operations', hours: 8, reason: '同事休假，代班发布' },
    })
    for (const person of [app.administrator, auditor.id, id]) {
      expect(await app.notices(person)).toContain('temporary-post.given')
    }
  })

  it('keeps apart what must stay apart, in both directions (ACC-2)', async () => {
    const { id } = await app.join(['operations'])
    expect(await reasonsOf(give(id, 'legal'))).toEqual(['posts.conflict'])
    await give(id, 'hr')
    expect(await reasonsOf(give(id, 'auditor'))).toEqual(['posts.conflict', 'posts.conflict'])
    const update = { id, name: '同事', departmentId, posts: ['auditor'] }
    expect(await reasonsOf(app.run('update-person', update, await byAdministrator()))).toEqual(['posts.conflict'])
    expect(await codeOf(give(id, 'operations'))).toBe('posts.held-already')
    expect(await codeOf(give(id, 'king'))).toBe('posts.unknown')
  })

  it('finds a conflict that came about all the same', async () => {
    const { id } = await app.join(['hr'])
    await give(id, 'operations', 1)
    const since = app.clock.now()
    expect(await conflictingPostsControl.measure(app.db, since)).toMatchObject({ state: 'holds' })
    await app.db.insertInto('person_post').values({ person_id: id, post: 'legal', since }).execute()
    expect(await conflictingPostsControl.measure(app.db, since)).toMatchObject({ state: 'fails' })
    app.advance(hour)
    expect(await conflictingPostsControl.measure(app.db, app.clock.now())).toMatchObject({ state: 'holds' })
  })

  it('gives nobody a temporary post of their own, for longer than 72 hours, or while suspended', async () => {
    expect(await reasonsOf(give(app.administrator, 'department-head'))).toContain('temporary-post.oneself')
    const { id } = await app.join(['hr'])
    expect(await codeOf(give(id, 'operations', 73))).toBe('input.invalid')
    await app.run('suspend-person', { id, reason: '调查' }, await byAdministrator())
    expect(await reasonsOf(give(id, 'operations'))).toEqual(['temporary-post.inactive'])
  })

  it('counts temporary holders of a bounded post (ACC-2)', async () => {
    const idle = [await app.join([]), await app.join([]), await app.join([])]
    await give(idle[0]?.id ?? '', 'auditor')
    await give(idle[1]?.id ?? '', 'auditor')
    expect(await reasonsOf(give(idle[2]?.id ?? '', 'auditor'))).toEqual(['posts.too-many-holders'])
  })

  it('lets a temporary administrator give no posts, and no keys that outlast the post (ACC-2)', async () => {
    const { id } = await app.join([])
    const { id: friend } = await app.join([])
    await give(id, 'security-administrator')
    const giving = { personId: friend, post: 'operations', hours: 1, reason: '人手不足' }
    expect(await reasonsOf(app.run('give-temporary-post', giving, await by(id)))).toEqual(['posts.actor-temporary'])
    const adding = { name: '新人', loginName: 'puppet', departmentId }
    expect(await reasonsOf(app.run('add-person', { ...adding, posts: ['legal'] }, await by(id)))).toEqual(['posts.actor-temporary'])
    const key = { name: '长期钥匙', operations: ['identity.list-people'], days: 30 }
    expect(await codeOf(app.run('create-api-key', key, await by(id)))).toBe('api-key.operation-not-grantable')
    const draft = { base: 0, changes: [{ post: 'hr', permission: 'score.view', given: true }], reason: '试试' }
    expect(await reasonsOf(app.run('draft-matrix-change', draft, await by(id)))).toEqual(['matrix.temporary-right'])
  })

  it('lets somebody take an emergency post alone, and asks an administrator to review it (ACC-1)', async () => {
    const { id } = await app.join(['operations'])
    const { id: taken } = await takeUp(id, 'department-head')
    expect(await postsNow(id)).toEqual(['department-head', 'operations'])
    expect((await app.ledger('temporary-post.taken')).at(-1)).toMatchObject({
      actor_id: id,
      detail: { reason: '深夜舆情，负责人联系不上', hours: 4 },
    })
    expect(await app.notices(auditor.id)).toContain('temporary-post.taken')
    const [obligation] = await app.obligations('identity.review-temporary-post')
    expect(obligation).toMatchObject({ owner_post: 'security-administrator', state: 'open', subject_id: taken })

    const note = '情况属实'
    expect(await codeOf(app.run('review-temporary-post', { id: taken, note }, await by(auditor.id)))).toBe('permission.missing')
    await app.call('review-temporary-post', { id: taken, note }, await byAdministrator())
    expect((await app.obligations('identity.review-temporary-post'))[0]).toMatchObject({ state: 'met' })
    expect(await codeOf(app.run('review-temporary-post', { id: taken, note }, await byAdministrator()))).toBe('temporary-post.reviewed')
  })

  it('lets nobody take a post that the packs do not open for emergencies, nor for more than 24 hours', async () => {
    const { id } = await app.join(['operations'])
    expect(await reasonsOf(takeUp(id, 'hr'))).toEqual(['temporary-post.no-emergency'])
    expect(await reasonsOf(takeUp(id, 'legal'))).toEqual(['temporary-post.no-emergency', 'posts.conflict'])
    expect(await codeOf(takeUp(id, 'department-head', 25))).toBe('input.invalid')
    const { id: clerk } = await app.join(['hr'])
    expect(await codeOf(takeUp(clerk, 'operations'))).toBe('permission.missing')
  })

  it('ends early by its holder or an administrator, by nobody else, and once', async () => {
    const { id } = await app.join(['customer-service'])
    const { id: stranger } = await app.join(['operations'])
    const { id: given } = await give(id, 'operations')
    expect(await codeOf(app.run('end-temporary-post', { id: given }, await by(stranger)))).toBe('record.not-found')
    await app.call('end-temporary-post', { id: given }, await by(id))
    expect(await postsNow(id)).toEqual(['customer-service'])
    expect(await codeOf(app.run('end-temporary-post', { id: given }, await byAdministrator()))).toBe('temporary-post.ended')
    const again = await give(id, 'operations')
    await app.call('end-temporary-post', { id: again['id'] }, await byAdministrator())
  })

  it('ends with a suspension and does not come back with the person', async () => {
    const { id } = await app.join(['customer-service'])
    await give(id, 'operations')
    await app.run('suspend-person', { id, reason: '调查' }, await byAdministrator())
    await app.run('reinstate-person', { id }, await byAdministrator())
    expect(await postsNow(id)).toEqual(['customer-service'])
  })

  it('shows people their own, and everything to who may see people', async () => {
    const { id } = await app.join(['customer-service'])
    const { id: given } = await give(id, 'operations')
    const listed = async (person: string) => {
      const { items } = await app.call('list-temporary-posts', {}, await by(person))
      return (items as { id: string; person: { id: string } }[]).map((item) => [item.id, item.person.id])
    }
    expect(await listed(id)).toEqual([[given, id]])
    expect(await listed(auditor.id)).toContainEqual([given, id])
    expect((await listed(auditor.id)).length).toBeGreaterThan(5)
    const { emergencyPosts } = await app.call('list-temporary-posts', {}, await by(id))
    expect(emergencyPosts).toEqual(['department-head'])
  })

  it('measures who holds one now and which emergency was not reviewed in time', async () => {
    const { id } = await app.join(['operations'])
    await takeUp(id, 'department-head', 1)
    const texts = async () => (await temporaryPostsControl.measure(app.db, app.clock.now())).evidence.map(({ sentence }) => sentence.zh)
    expect(await texts()).toContain('{name} 正在临时担任“部门负责人”，到 {until} 为止')
    app.advance(8 * 24 * hour)
    expect(await texts()).toEqual(['{name} 紧急取得“部门负责人”岗位，逾期未复核'])
    expect(await temporaryPostsControl.measure(app.db, app.clock.now())).toMatchObject({ state: 'partly' })
  })

  it('is kept by the database itself: no second person, no prolonging, no reopening, no review of oneself (ACC-2)', async () => {
    const { id } = await app.join(['customer-service'])
    const { id: given } = await give(id, 'operations')
    const row = await app.db.selectFrom('temporary_post').selectAll().where('id', '=', String(given)).executeTakeFirstOrThrow()
    const insert = (change: object) => app.db.insertInto('temporary_post').values({ ...row, id: newId(), ...change }).execute()
    await expect(insert({ given_by: id })).rejects.toMatchObject({ constraint: 'temporary_post_second_person' })
    await expect(insert({ ends_at: new Date(row.starts_at.getTime() + 73 * hour * 1000) })).rejects.toMatchObject({ sqlstate: '23514' })
    const update = (change: object) => app.db.updateTable('temporary_post').set(change).where('id', '=', row.id).execute()
    const later = new Date(row.ends_at.getTime() + hour * 1000)
    await expect(update({ ends_at: later })).rejects.toMatchObject({ constraint: 'temporary_post_kept' })
    await expect(update({ reviewed_at: later, reviewed_by: id, review_note: '没问题' })).rejects.toMatchObject({
      constraint: 'temporary_post_reviewed_by_other',
    })
    await update({ ended_at: app.clock.now() })
    await expect(update({ ended_at: null })).rejects.toMatchObject({ constraint: 'temporary_post_kept' })
    await expect(app.db.deleteFrom('temporary_post').execute()).rejects.toMatchObject({ sqlstate: '42501' })
  })
})

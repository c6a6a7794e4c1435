import { describe, expect, it } from 'vitest'
import { unusedRightsControl } from '../controls/unused-rights.ts'
import { codeOf, databaseKinds, startIdentity } from '../identity.fixture.ts'

const day = 86_400

describe.each(databaseKinds)('the last use of each right on $name', async (kind) => {
  const app = await startIdentity(kind)
  const hr = await app.join(['hr'])
  const idle = await app.join(['hr'])
  const uses = async (personId: string) =>
    Object.fromEntries(
      (await app.db.selectFrom('right_use').selectAll().where('person_id', '=', personId).execute()).map((row) => [
        row.permission,
        { first: row.first_used_at.toISOString(), last: row.last_used_at.toISOString() },
      ]),
    )
  const by = async (id: string) => ({ actor: await app.actor(id) })
  const control = unusedRightsControl(() => [...app.app.catalogue.operations.values()].map(({ permission }) => permission))
  const listed = async () => app.call('list-unused-rights', {}, await by(app.administrator))

  it('is kept with the operation that used it, reads among them (ACC-1)', async () => {
    expect(await uses(hr.id)).toEqual({})
    const at = app.clock.now().toISOString()
    await app.call('list-people', {}, await by(hr.id))
    expect(await uses(hr.id)).toEqual({ 'identity.view-people': { first: at, last: at } })
  })

  it('is written once a day at most, by a day in Beijing', async () => {
    const first = (await uses(hr.id))['identity.view-people']?.first
    app.advance(3600)
    await app.call('list-people', {}, await by(hr.id))
    expect((await uses(hr.id))['identity.view-people']?.last).toBe(first)
    app.advance(14 * 3600)
    await app.call('list-people', {}, await by(hr.id))
    expect((await uses(hr.id))['identity.view-people']).toEqual({ first, last: app.clock.now().toISOString() })
  })

  it('is not kept for an attempt that was refused or undone, and the next success counts', async () => {
    const missing = { id: hr.id, departmentId: hr.id, name: '无此部门', posts: ['hr'] }
    app.advance(day)
    const last = (await uses(app.administrator))['identity.manage-people']?.last
    expect(await codeOf(app.run('update-person', missing, await by(app.administrator)))).toBe('record.not-found')
    expect((await uses(app.administrator))['identity.manage-people']?.last).toBe(last)
    await app.call('add-department', { name: '行政部' }, await by(app.administrator))
    expect((await uses(app.administrator))['identity.manage-people']?.last).toBe(app.clock.now().toISOString())
  })

  it('says nothing in the first 90 days, then names whose posts lie idle, with the last use', async () => {
    expect(await listed()).toMatchObject({ posts: [], rights: [], totalPosts: 0 })
    expect(await control.measure(app.db, app.clock.now())).toMatchObject({ state: 'inconclusive' })
    app.advance(91 * day)
    await app.call('list-people', {}, await by(hr.id))
    await app.call('view-matrix', {}, await by(app.administrator))
    const found = await listed()
    expect(found['posts']).toMatchObject([{ person: { id: idle.id }, post: 'hr', lastUsedAt: null }])
    const keys = { post: 'security-administrator', permission: { id: 'identity.manage-api-keys' }, holders: 1, lastUsedAt: null }
    const matrix = { post: 'hr', permission: { id: 'identity.view-matrix' }, holders: 2 }
    for (const right of [keys, matrix]) {
      expect(found['rights']).toContainEqual(expect.objectContaining({ ...right, permission: expect.objectContaining(right.permission) }))
    }
    const { state, share, evidence } = await control.measure(app.db, app.clock.now())
    expect({ state, share }).toEqual({ state: 'partly', share: 2 / 3 })
    expect(evidence[0]).toMatchObject({ sentence: { zh: '{name} 从未用过“人事”的权限' } })
    expect((await app.ledger('people.viewed')).at(-1)).toMatchObject({ detail: { people: [idle.id] } })
  })

  it('takes the idle post back with its reason on record (ACC-1)', async () => {
    const withdrawal = { personId: idle.id, post: 'hr', reason: '九十天未使用' }
    await app.call('withdraw-post', withdrawal, await by(app.administrator))
    expect((await app.ledger('posts.changed')).at(-1)).toMatchObject({
      subject_id: idle.id,
      detail: { removed: ['hr'], reason: '九十天未使用' },
    })
    expect(await codeOf(app.run('withdraw-post', withdrawal, await by(app.administrator)))).toBe('posts.not-held')
    expect(await listed()).toMatchObject({ posts: [] })
  })
})

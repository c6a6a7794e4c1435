import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { conflictingPostsControl } from '../controls/conflicting-posts.ts'
import { privilegedHoldersControl } from '../controls/privileged-holders.ts'
import { secondFactorControl } from '../controls/second-factor.ts'
import { codeOf, databaseKinds, goodPassword, otherPassword, problemOf, startIdentity } from '../identity.fixture.ts'
import { departmentHead, listDepartments, peopleBriefs, resolveOwner } from '../index.ts'

describe.each(databaseKinds)('people and their posts on $name', async (kind) => {
  const app = await startIdentity(kind)
  const { id: departmentId } = await app.db.selectFrom('department').select('id').executeTakeFirstOrThrow()
  const byAdministrator = async () => ({ actor: await app.actor(app.administrator) })
  const update = async (id: string, posts: readonly string[], change: { departmentId?: string } = {}) =>
    app.run('update-person', { id, name: '同事', departmentId, posts, ...change }, await byAdministrator())
  const reasonsOf = async (call: Promise<unknown>) => (await problemOf(call)).reasons.map(({ code }) => code)
  const postsOf = async (id: string) =>
    (await app.db.selectFrom('person_post').where('person_id', '=', id).select('post').orderBy('post').execute()).map(
      ({ post }) => post,
    )

  it('refuses conflicting posts with the reason, changes nothing, and keeps the attempt (ACC-2)', async () => {
    const { id } = await app.join(['operations'])
    const problem = await problemOf(update(id, ['operations', 'legal']))
    expect(problem.code).toBe('gate.refused')
    expect(problem.reasons.map(({ sentence }) => sentence.zh)).toEqual([
      '“运营”与“法务”不能由同一人担任：写稿的人不能同时是终审的人。',
    ])
    expect(await postsOf(id)).toEqual(['operations'])
    const refused = await app.ledger('operation.refused')
    expect(refused.at(-1)).toMatchObject({ actor_id: app.administrator, detail: { reasons: ['posts.conflict'] } })
  })

  it('refuses them at invitation as well', async () => {
    const input = { name: '新人', loginName: 'new.comer', departmentId, posts: ['auditor', 'finance'] }
    expect(await reasonsOf(app.run('add-person', input, await byAdministrator()))).toEqual(['posts.conflict'])
    expect(await app.db.selectFrom('person').select('id').where('login_name', '=', 'new.comer').execute()).toEqual([])
  })

  it('lets nobody change their own posts (ACC-2)', async () => {
    expect(await reasonsOf(update(app.administrator, []))).toContain('posts.own')
    await update(app.administrator, ['security-administrator'])
  })

  it('refuses one holder of a bounded post too many, also by reinstating, and finds those that are there (ACC-2)', async () => {
    const measure = () => privilegedHoldersControl.measure(app.db, app.clock.now())
    const texts = async () => (await measure()).evidence.map(({ sentence, params }) => [sentence.zh, params])
    expect(await texts()).toEqual([
      ['“安全管理员”在岗 {count} 人，至少须有 {least} 人', { count: 1, least: 2 }],
      ['“审计员”在岗 {count} 人，至少须有 {least} 人', { count: 0, least: 1 }],
    ])
    const auditors = [await app.join(['auditor']), await app.join(['auditor']), await app.join(['auditor'])]
    const { id: fourth } = await app.join([])
    expect(await reasonsOf(update(fourth, ['auditor']))).toEqual(['posts.too-many-holders'])
    const id = auditors[0]?.id ?? ''
    await app.run('suspend-person', { id, reason: '休假' }, await byAdministrator())
    await update(fourth, ['auditor'])
    expect(await reasonsOf(app.run('reinstate-person', { id }, await byAdministrator()))).toEqual(['posts.too-many-holders'])
    // As it may have come about before there was a bound.
    await app.db.updateTable('person').set({ state: 'active' }).where('id', '=', id).execute()
    expect(await texts()).toContainEqual(['“审计员”有 {count} 人，最多 {most} 人', { count: 4, most: 3 }])
    expect(await measure()).toMatchObject({ state: 'fails', share: 0 })
    for (const auditor of [...auditors.map((one) => one.id), fourth]) await update(auditor, [])
  })

  it('lets of two who are appointed to the last place at the same moment one through', async () => {
    const holders = [await app.join(['auditor']), await app.join(['auditor']), await app.join([]), await app.join([])]
    const [, , one, other] = holders.map(({ id }) => id)
    const outcomes = await Promise.allSettled([update(one ?? '', ['auditor']), update(other ?? '', ['auditor'])])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    for (const { id } of holders) await update(id, [])
  })

  it('records what was given and what was taken', async () => {
    const { id } = await app.join(['operations'])
    app.advance(1)
    await update(id, ['customer-service', 'hr'])
    const entry = (await app.ledger('posts.changed')).filter(({ subject_id: subject }) => subject === id).at(-1)
    expect(entry?.detail).toMatchObject({ added: ['customer-service', 'hr'], removed: ['operations'] })
  })

  it('refuses a post that does not exist, and a login name that is taken', async () => {
    const { id, loginName } = await app.join([])
    expect(await codeOf(update(id, ['king']))).toBe('posts.unknown')
    const again = { name: '同名', loginName: loginName.toUpperCase(), departmentId, posts: [] }
    expect(await codeOf(app.run('add-person', again, await byAdministrator()))).toBe('person.login-name-taken')
  })

  it('ends every session of a suspended person in the same transaction', async () => {
    const { id, loginName } = await app.join(['operations'])
    const tokens = [await app.sessionOf(loginName), await app.sessionOf(loginName)]
    await app.run('suspend-person', { id, reason: '调查期间停用' }, await byAdministrator())
    for (const token of tokens) expect(await app.present(token)).toBeNull()
    const open = await app.db
      .selectFrom('session')
      .select('id')
      .where('person_id', '=', id)
      .where('ended_at', 'is', null)
      .execute()
    expect(open).toEqual([])
    const ended = (await app.ledger('session.ended')).filter(({ subject_id: subject }) => subject === id)
    expect(ended.at(-1)?.detail).toMatchObject({ reason: 'suspended' })
    expect(await codeOf(app.signIn(loginName))).toBe('sign-in.wrong-credentials')
  })

  it('brings a suspended person back with their old password, not with their old sessions', async () => {
    const { id, loginName } = await app.join(['operations'])
    const token = await app.sessionOf(loginName)
    await app.run('suspend-person', { id, reason: '休假' }, await byAdministrator())
    await app.run('reinstate-person', { id }, await byAdministrator())
    expect(await app.present(token)).toBeNull()
    expect((await app.signIn(loginName)).output).toEqual({ next: 'done' })
    expect(await codeOf(app.run('reinstate-person', { id }, await byAdministrator()))).toBe('person.state-unfit')
  })

  it('lets nobody suspend themselves, nor the last security administrator', async () => {
    const second = await app.join(['security-administrator'])
    const bySecond = { actor: await app.actor(second.id) }
    const oneself = app.run('suspend-person', { id: second.id, reason: '自己' }, bySecond)
    expect(await reasonsOf(oneself)).toEqual(['suspension.oneself'])
    await app.run('suspend-person', { id: second.id, reason: '离岗' }, await byAdministrator())
    // The suspended one no longer counts, although a right of theirs may still be in somebody's hand.
    expect(await reasonsOf(app.run('suspend-person', { id: app.administrator, reason: '夺权' }, bySecond))).toEqual([
      'suspension.last-administrator',
    ])
    const take = { id: app.administrator, name: '方圆', departmentId, posts: [] }
    expect(await reasonsOf(app.run('update-person', take, bySecond))).toEqual(['posts.last-administrator'])
  })

  it('leaves one administrator when two suspend each other at the same moment', async () => {
    const second = await app.join(['security-administrator'])
    const [first, other] = [await app.actor(app.administrator), await app.actor(second.id)]
    const outcomes = await Promise.allSettled([
      app.run('suspend-person', { id: second.id, reason: '同时' }, { actor: first }),
      app.run('suspend-person', { id: app.administrator, reason: '同时' }, { actor: other }),
    ])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const active = await resolveOwner(app.db, { post: 'security-administrator' })
    expect(active).toHaveLength(1)
    if (active[0] !== app.administrator) {
      await app.run('reinstate-person', { id: app.administrator }, { actor: other })
    }
  })

  it('invites by a token that works once, for three days, and is not in the database', async () => {
    const add = async (loginName: string) =>
      app.call('add-person', { name: '受邀人', loginName, departmentId, posts: [] }, await byAdministrator())
    const { invitationToken: token } = await add('invited.one')
    expect(await app.call('view-invitation', { token })).toEqual({
      name: '受邀人',
      loginName: 'invited.one',
      company: '云溪茶业有限公司',
    })
    const rows = await app.db.selectFrom('invitation').select('token_digest').execute()
    expect(rows.some((row) => Buffer.from(row.token_digest).toString('latin1').includes(String(token)))).toBe(false)
    const accepted = await Promise.allSettled([
      app.run('accept-invitation', { token, password: goodPassword }),
      app.run('accept-invitation', { token, password: otherPassword }),
    ])
    expect(accepted.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await codeOf(app.run('view-invitation', { token }))).toBe('invitation.expired')

    const { invitationToken: late } = await add('invited.late')
    app.advance(72 * 3600)
    const accept = app.run('accept-invitation', { token: late, password: goodPassword })
    expect(await codeOf(accept)).toBe('invitation.expired')
  })

  it('replaces an invitation by the next one', async () => {
    const input = { name: '受邀人', loginName: 'invited.twice', departmentId, posts: [] }
    const added = await app.call('add-person', input, await byAdministrator())
    const again = await app.call('reissue-invitation', { id: added['id'] }, await byAdministrator())
    expect(await codeOf(app.run('view-invitation', { token: added['invitationToken'] }))).toBe('invitation.expired')
    const accepted = await app.call('accept-invitation', { token: again['invitationToken'], password: goodPassword })
    expect(accepted).toEqual({ next: 'done' })
  })

  it('never lets a reset link stand in for the second factor, and ends the old sessions', async () => {
    const { id, loginName } = await app.join(['operations'])
    const token = await app.sessionOf(loginName)
    await app.enableTotp((await app.present(token)) ?? { kind: 'anonymous' })
    const { invitationToken } = await app.call('reissue-invitation', { id }, await byAdministrator())
    const { output, session } = await app.run('accept-invitation', { token: invitationToken, password: otherPassword })
    expect({ output, session }).toEqual({ output: { next: 'sign-in' }, session: { kind: 'none' } })
    expect(await app.present(token)).toBeNull()
    expect((await app.signIn(loginName, otherPassword)).output).toMatchObject({ next: 'proof' })
  })

  it('finds people by name, post, department and state, and records who was shown', async () => {
    const { id } = await app.join(['finance'])
    await app.run('update-person', { id, name: '百分号%人', departmentId, posts: ['finance'] }, await byAdministrator())
    const found = async (filter: object) => {
      const output = await app.call('list-people', filter, await byAdministrator())
      return z.object({ total: z.number(), items: z.array(z.object({ id: z.string() })) }).parse(output)
    }
    expect(await found({ search: '号%' })).toEqual({ total: 1, items: [{ id }] })
    expect((await found({ search: '%' })).total).toBe(1)
    expect((await found({ post: 'finance' })).items).toContainEqual({ id })
    expect((await found({ state: 'suspended', post: 'finance' })).total).toBe(0)
    const everybody = await found({ pageSize: 2, page: 2 })
    expect(everybody.items).toHaveLength(2)
    expect(everybody.total).toBeGreaterThan(4)
    const shown = JSON.stringify([id])
    const entry = (await app.ledger('people.viewed')).find(({ detail }) => JSON.stringify(detail['people']) === shown)
    expect(entry?.actor_id).toBe(app.administrator)
  })

  it('shows a person what they may do', async () => {
    const { id } = await app.join(['operations'])
    const me = await app.call('view-me', {}, { actor: await app.actor(id) })
    expect(me).toMatchObject({ id, posts: ['operations'], lacks: null, withheld: [], company: '云溪茶业有限公司', demo: false })
    expect(me['permissions']).toEqual([
      'accounts.rotate-credentials',
      'accounts.use-credentials',
      'accounts.view',
      'content.check',
      'content.publish',
      'content.take-down',
      'content.write',
      'identity.break-glass',
      'outreach.audit-campaigns',
      'outreach.manage-audiences',
      'outreach.send',
      'outreach.view',
      'rules.view',
      'vault.export',
      'vault.import',
      'vault.register',
      'vault.view',
      'vault.view-exports',
    ])
  })

  it('shows the matrix: posts, permissions, who holds what, what must stay apart', async () => {
    const matrix = await app.call('view-matrix', {}, await byAdministrator())
    expect(matrix['grants']).toMatchObject({ auditor: expect.arrayContaining(['ledger.search']), finance: [] })
    expect(matrix['posts']).toHaveLength(8)
  })

  it('appoints an active person of the department as its head, and drops a head who leaves it', async () => {
    const by = await byAdministrator()
    const { id: marketing } = await app.call('add-department', { name: '市场部' }, by)
    expect(await codeOf(app.run('add-department', { name: '市场部' }, by))).toBe('department.name-taken')
    const { id } = await app.join(['department-head'])
    const appoint = () => app.run('update-department', { id: marketing, name: '市场部', headId: id }, by)
    expect(await codeOf(appoint())).toBe('department.head-unfit')
    await update(id, ['department-head'], { departmentId: String(marketing) })
    await appoint()
    expect(await departmentHead(app.db, String(marketing))).toBe(id)
    const { items } = await app.call('list-departments', {}, by)
    expect(items).toContainEqual({ id: marketing, name: '市场部', head: { id, name: '同事' }, people: 1 })
    await update(id, ['department-head'])
    expect(await departmentHead(app.db, String(marketing))).toBeNull()
    expect(await departmentHead(app.db, departmentId)).toBe(id)
  })

  it('says for other modules who an owner is and how people and departments are called', async () => {
    const one = await app.join(['legal'])
    const two = await app.join(['legal'])
    expect(await resolveOwner(app.db, { post: 'legal' })).toEqual(expect.arrayContaining([one.id, two.id]))
    await app.run('suspend-person', { id: two.id, reason: '离职' }, await byAdministrator())
    expect(await resolveOwner(app.db, { post: 'legal', departmentId })).toEqual([one.id])
    expect(await resolveOwner(app.db, { personId: two.id })).toEqual([])
    const briefs = await peopleBriefs(app.db, [one.id, two.id, two.id, departmentId])
    expect([...briefs.values()].map(({ active }) => active).toSorted()).toEqual([false, true])
    expect(await listDepartments(app.db)).toContainEqual({ id: departmentId, name: '信息安全部' })
  })

  it('measures who lacks a second factor, and who holds conflicting posts', async () => {
    const measure = async (control: typeof secondFactorControl) => control.measure(app.db, app.clock.now())
    const before = await measure(secondFactorControl)
    const { loginName, id } = await app.join(['hr'])
    await app.enableTotp(await app.signedIn(loginName))
    const after = await measure(secondFactorControl)
    expect(after.share).toBeGreaterThan(before.share)
    expect(after.evidence).toHaveLength(before.evidence.length)

    expect(await measure(conflictingPostsControl)).toEqual({ state: 'holds', share: 1, evidence: [] })
    await app.db.insertInto('person_post').values({ person_id: id, post: 'auditor', since: app.clock.now() }).execute()
    const conflicting = await measure(conflictingPostsControl)
    expect(conflicting).toMatchObject({ state: 'fails', share: 0 })
    expect(conflicting.evidence[0]?.sentence.zh).toBe('{name} 同时担任“审计员”与“人事”')
  })
})

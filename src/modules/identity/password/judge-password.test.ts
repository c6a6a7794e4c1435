import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import { codeOf, databaseKinds, goodPassword, startIdentity } from '../identity.fixture.ts'

describe.each(databaseKinds)('judging a password while it is typed, on $name (ACC-4)', (kind) => {
  let app: Awaited<ReturnType<typeof startIdentity>>
  beforeAll(async () => {
    app = await startIdentity(kind)
  })
  const codes = async (input: object, by: { actor?: Actor } = {}, where = app) => {
    const { reasons } = await where.call('judge-password', input, by)
    return (reasons as { code: string }[]).map(({ code }) => code)
  }

  it('is for whoever holds the set-up link, with the names typed so far', async () => {
    const empty = await startIdentity(kind, { setUp: false })
    const typed = { token: await empty.newSetUpToken(), loginName: 'qinghe.admin', company: '青禾茶业有限公司' }
    const judge = (password: string) => codes({ ...typed, password }, {}, empty)
    expect(await judge('Kettle&Ferry-93')).toEqual([])
    expect(await judge('青禾茶业-Kettle-93')).toEqual(['password.contains-name'])
    expect(await judge('Zhangsan@1990!')).toEqual(['password.guessable'])
    expect(await judge('Password2026!')).toEqual(['password.leaked', 'password.guessable'])
    expect(await codeOf(empty.run('judge-password', { ...typed, token: 'A'.repeat(43), password: '' }))).toBe('set-up.link-expired')
  })

  it('is for the invited and the signed-in, and tells nobody whether it is a password of theirs', async () => {
    const administrator = await app.actor(app.administrator)
    const { loginName } = await app.join(['operations'])
    const by = { actor: await app.signedIn(loginName) }
    // In use, and in the history: the judgement is of the password, not of whose it is.
    expect(await codes({ password: goodPassword }, by)).toEqual([])
    expect(await codes({ password: `${loginName}-Kettle&93` }, by)).toEqual(['password.contains-name'])
    const { id: departmentId } = await app.db.selectFrom('department').select('id').executeTakeFirstOrThrow()
    const invited = { name: '新同事', loginName: 'new.colleague', departmentId, posts: [] }
    const { invitationToken } = await app.call('add-person', invited, { actor: administrator })
    expect(await codes({ token: invitationToken, password: 'New.Colleague-93 rafts' })).toEqual(['password.contains-name'])
  })

  it('is for nobody else', async () => {
    const token = 'A'.repeat(43)
    expect(await codeOf(app.run('judge-password', { password: 'Kettle&Ferry-93' }))).toBe('session.required')
    expect(await codeOf(app.run('judge-password', { token, password: 'Kettle&Ferry-93' }))).toBe('invitation.expired')
  })

  it('leaves nothing behind, not even that a password was typed', async () => {
    const { loginName } = await app.join(['operations'])
    const by = { actor: await app.signedIn(loginName) }
    const before = await app.db.selectFrom('ledger_entry').select('id').execute()
    await codes({ password: 'Kettle&Ferry-93' }, by)
    expect(await app.db.selectFrom('ledger_entry').select('id').execute()).toHaveLength(before.length)
  })
})

import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import { codeOf, databaseKinds, goodPassword, otherPassword, startIdentity } from '../identity.fixture.ts'

const day = 24 * 3600

describe.each(databaseKinds)('a password that has to be changed on $name (ACC-4)', async (kind) => {
  const app = await startIdentity(kind)
  const present = async (token: string) => ({ actor: (await app.present(token)) ?? ({ kind: 'anonymous' } satisfies Actor) })

  it('leaves nothing to do on day 91 but to change it, and then everything', async () => {
    const { loginName } = await app.join(['operations'])
    app.advance(91 * day)
    const token = await app.sessionOf(loginName)
    expect((await present(token)).actor).toMatchObject({ lacks: 'new-password' })
    expect(await codeOf(app.run('list-departments', {}, await present(token)))).toBe('session.new-password-first')
    await app.call('change-password', { current: goodPassword, next: otherPassword }, await present(token))
    expect((await present(token)).actor).toMatchObject({ lacks: null })
    await app.call('list-departments', {}, await present(token))
  })

  it('is one that an administrator demands, in the session that is open as well', async () => {
    const { id, loginName } = await app.join(['operations'])
    const by = { actor: await app.actor(app.administrator) }
    await app.call('demand-password-change', { id, reason: '疑似泄露' }, by)
    const token = await app.sessionOf(loginName)
    expect(await codeOf(app.run('list-departments', {}, await present(token)))).toBe('session.new-password-first')
  })
})

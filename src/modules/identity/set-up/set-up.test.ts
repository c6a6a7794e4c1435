import { describe, expect, it } from 'vitest'
import { codeOf, databaseKinds, goodPassword, problemOf, startIdentity } from '../identity.fixture.ts'

const input = {
  company: '云溪茶业有限公司',
  department: '信息安全部',
  name: '方圆',
  loginName: 'Fang.Yuan',
  password: goodPassword,
}

describe.each(databaseKinds)('setting up a new installation on $name', async (kind) => {
  const app = await startIdentity(kind, { setUp: false })

  it('needs a set-up and keeps only the digest of the token', async () => {
    expect(await app.call('view-set-up', {})).toEqual({ needed: true })
    const token = (await app.newSetUpToken()) ?? ''
    const rows = await app.db.selectFrom('set_up_token').selectAll().execute()
    expect(token).toHaveLength(43)
    expect(JSON.stringify(rows.map((row) => Buffer.from(row.token_digest).toString('latin1')))).not.toContain(token)
  })

  it('refuses an unknown token, an expired one, and a weak password', async () => {
    const expired = await app.newSetUpToken()
    app.advance(73 * 3600)
    expect(await codeOf(app.run('complete-set-up', { ...input, token: 'x'.repeat(43) }))).toBe('set-up.link-expired')
    expect(await codeOf(app.run('complete-set-up', { ...input, token: expired }))).toBe('set-up.link-expired')
    const token = await app.newSetUpToken()
    const weak = await problemOf(app.run('complete-set-up', { ...input, token, password: 'Password@2026' }))
    expect(weak.reasons.map(({ code }) => code)).toContain('password.guessable')
  })

  it('lets one of two administrators win who set up at once', async () => {
    const [one, other] = [await app.newSetUpToken(), await app.newSetUpToken()]
    const outcomes = await Promise.allSettled([
      app.run('complete-set-up', { ...input, token: one }),
      app.run('complete-set-up', { ...input, token: other, loginName: 'another' }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const people = await app.db
      .selectFrom('person')
      .innerJoin('person_post', 'person_post.person_id', 'person.id')
      .selectAll()
      .execute()
    expect(people).toMatchObject([{ state: 'active', post: 'security-administrator' }])
  })

  it('is done once: no further token is made and the old ones open nothing', async () => {
    expect(await app.newSetUpToken()).toBeNull()
    expect(await app.db.selectFrom('set_up_token').selectAll().execute()).toEqual([])
    expect(await app.call('view-set-up', {})).toEqual({ needed: false, company: '云溪茶业有限公司' })
    expect(await app.ledger('company.set-up')).toHaveLength(1)
  })
})

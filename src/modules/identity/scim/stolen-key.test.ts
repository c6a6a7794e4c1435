import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { hire } from '../../../../test/hire.ts'
import { identityDatabase } from '../database.ts'
import { connectScim } from './scim.fixture.ts'
import { enterpriseUrn, patchUrn } from './urns.ts'

const day = 24 * 60 * 60 * 1000

describe.each(testDatabases())('a stolen key of a directory on $name (ACC-1, ACC-7)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { send, user, patch, stateOf, administrator, administratorId, giveKey, key, server } = await connectScim(app)
  const db = identityDatabase(app.db)
  await sql`insert into company (name, set_up_at) values ('青禾生活', ${app.clock.now()})`.execute(app.db)
  // Each on a day of its own: a directory lets only so many go in one.
  beforeEach(() => app.clock.advance(day))

  it.each([
    ['posts', { posts: ['security-administrator'] }],
    ['roles', { roles: [{ value: 'security-administrator', primary: true }] }],
    ['entitlements', { entitlements: [{ value: 'identity.manage-people' }] }],
    ['groups', { groups: [{ value: 'security-administrator' }] }],
  ])('gives no right by %s', async (_what, more) => {
    const wish = { ...user(), ...more }
    const id = String((await send('POST', '/Users', wish)).body['id'])
    await send('PUT', `/Users/${id}`, wish)
    await patch(id, { op: 'add', value: more })
    expect(await db.selectFrom('person_post').select('post').where('person_id', '=', id).execute()).toEqual([])
    expect(await stateOf(id)).toBe('invited')
  })

  it.each([
    ['the login name', { op: 'replace', path: 'userName', value: 'attacker@weidun.example' }],
    ['the name', { op: 'replace', path: 'displayName', value: '攻击者' }],
    ['the department', { op: 'replace', path: `${enterpriseUrn}:department`, value: '攻击部' }],
  ])('does not change %s of whoever holds rights that hang on it', async (_what, operation) => {
    const people = [administratorId]
    for (const held of ['legal', 'auditor', 'finance', 'department-head']) {
      people.push(await hire(app, { name: held, department: '重要部', posts: [held] }))
    }
    const appointed = await hire(app, { name: '任命的负责人', department: '重要部', posts: [] })
    await db.updateTable('department').set({ head_id: appointed }).where('name', '=', '重要部').execute()
    const passing = await hire(app, { name: '临时法务', department: '重要部', posts: [] })
    await app.call(
      'identity.give-temporary-post',
      { personId: passing, post: 'legal', hours: 4, reason: '代班' },
      administrator,
    )
    for (const id of [...people, appointed, passing]) {
      const before = (await send('GET', `/Users/${id}`)).body
      const { status, body } = await patch(id, operation)
      expect([status, body]).toMatchObject([403, { status: '403', detail: expect.stringContaining('安全管理员') }])
      expect((await send('GET', `/Users/${id}`)).body).toEqual(before)
      // What is as it is may be said again.
      expect((await patch(id, { op: 'replace', path: 'displayName', value: before['displayName'] })).status).toBe(200)
    }
  })

  it('calls nothing but what it was given, through neither door', async () => {
    const { key: reading } = await giveKey(['identity.find-scim-people'])
    const headers = { authorization: `Bearer ${reading}` }
    expect((await send('GET', '/Users?count=1', undefined, headers)).status).toBe(200)
    expect((await send('POST', '/Users', user(), headers)).body).toMatchObject({ status: '403' })
    expect((await send('DELETE', `/Users/${administratorId}`, undefined, headers)).status).toBe(403)
    expect((await send('GET', '/Groups', undefined, headers)).status).toBe(403)
    for (const name of ['add-person', 'update-person', 'reissue-invitation', 'reset-factors', 'create-api-key']) {
      const { status } = await server.post(`/api/v1/identity/${name}`, {}, { authorization: `Bearer ${key}` })
      expect([name, status]).toEqual([name, 403])
    }
    const other = await app.call('identity.create-api-key', { name: '别的密钥', operations: ['accounts.list-accounts'], days: 1 }, administrator)
    const off = { schemas: [patchUrn], Operations: [{ op: 'replace', path: 'active', value: false }] }
    for (const [method, path, body] of [
      ['GET', '/Users', undefined],
      ['POST', '/Users', user()],
      ['PUT', `/Users/${administratorId}`, user()],
      ['PATCH', `/Users/${administratorId}`, off],
      ['DELETE', `/Users/${administratorId}`, undefined],
    ] as const) {
      const { status } = await send(method, path, body, { authorization: `Bearer ${other.key}` })
      expect([method, status]).toEqual([method, 403])
    }
  })

  it('is of no use to a session: people change people by what asks for a fresh factor', async () => {
    const all = { where: {}, skip: 0, take: 1 }
    const newcomer = { loginName: 'by-hand', name: '手工', department: null, externalId: null, active: true }
    for (const attempt of [
      () => app.call('identity.add-scim-person', newcomer, administrator),
      () => app.call('identity.change-scim-person', { id: administratorId, active: false }, administrator),
      () => app.call('identity.remove-scim-person', { id: administratorId }, administrator),
      () => app.call('identity.find-scim-people', all, administrator),
      () => app.call('identity.find-scim-departments', { ...all, members: true }, administrator),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'scim.key-only' })
    }
  })

  it('stops at its end: revoked, it is answered as any stranger is', async () => {
    const { key: short, id } = await giveKey()
    const headers = { authorization: `Bearer ${short}` }
    expect((await send('GET', '/Users?count=1', undefined, headers)).status).toBe(200)
    await app.call('identity.revoke-api-key', { id, reason: '疑似泄露' }, administrator)
    const { status, headers: answered, body } = await send('GET', '/Users?count=1', undefined, headers)
    expect([status, answered.get('www-authenticate'), body]).toMatchObject([401, 'Bearer', { status: '401' }])
  })

  it('has a limit of its own, and its last use is shown', async () => {
    const { key: slow, id } = await giveKey(undefined, 2)
    const headers = { authorization: `Bearer ${slow}`, 'x-forwarded-for': '203.0.113.80' }
    const answers = []
    for (let call = 0; call < 3; call += 1) answers.push(await send('GET', '/ServiceProviderConfig', undefined, headers))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(answers[2]?.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '429' })
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0)
    const { items } = await app.call('identity.list-api-keys', {}, administrator)
    expect(items.find((item) => item.id === id)).toMatchObject({ lastUsedNetwork: '203.0.113.0/24' })
  })

  it('leaves a trace of everybody whom it lists', async () => {
    await send('GET', '/Users?count=3')
    const seen = await app.db
      .selectFrom('ledger_entry')
      .select(['actor_kind', 'detail'])
      .where('type', '=', 'people.viewed')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(seen).toMatchObject({ actor_kind: 'api-key', detail: { people: [expect.any(String), expect.any(String), expect.any(String)] } })
  })
})

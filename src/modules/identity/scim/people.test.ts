import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { hire } from '../../../../test/hire.ts'
import { identityDatabase } from '../database.ts'
import { connectScim } from './scim.fixture.ts'
import { enterpriseUrn, patchUrn, userUrn } from './urns.ts'

const day = 24 * 60 * 60 * 1000

describe.each(testDatabases())('people from a directory on $name (ACC-1, ACC-7)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { send, add, user, patch, stateOf, administrator, server } = await connectScim(app)
  const db = identityDatabase(app.db)
  await sql`insert into company (name, set_up_at) values ('青禾生活', ${app.clock.now()})`.execute(app.db)
  // Each on a day of its own: a directory lets only so many go in one.
  beforeEach(() => app.clock.advance(day))
  const post = (path: string, body: unknown) => server.post(path, body)
  const filtered = (filter: string) => send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
  const notices = (kind: string) =>
    app.db.selectFrom('notice').select('person_id').where('kind', '=', kind).execute()

  it('are invited, without a post and without a link, and the administrators are told once', async () => {
    const first = await add()
    await add()
    expect(await stateOf(first)).toBe('invited')
    expect(await db.selectFrom('person_post').select('post').where('person_id', '=', first).execute()).toEqual([])
    expect(await db.selectFrom('invitation').select('person_id').execute()).toEqual([])
    expect((await notices('scim.newcomers')).length).toBe(2)
    const link = await db.selectFrom('outside_identity').selectAll().where('person_id', '=', first).executeTakeFirstOrThrow()
    expect(link).toMatchObject({ provider: 'scim', subject: 'ext-1', linked_by: null })
    const entries = await app.db
      .selectFrom('ledger_entry')
      .select(['type', 'actor_kind', 'operation'])
      .where('subject_id', '=', first)
      .orderBy('id')
      .execute()
    const by = { actor_kind: 'api-key', operation: 'identity.add-scim-person' }
    expect(entries).toEqual([{ type: 'person.invited', ...by }, { type: 'scim.linked', ...by }])
  })

  it('come in by the invitation that an administrator makes', async () => {
    const id = await add({ userName: 'comes-in' })
    const { invitationToken } = await app.call('identity.reissue-invitation', { id }, administrator)
    const accepted = await post('/api/v1/identity/accept-invitation', { token: invitationToken, password: 'Moon-Bamboo 47 rafts' })
    expect(accepted.status).toBe(200)
    expect(await stateOf(id)).toBe('active')
    expect((await send('GET', `/Users/${id}`)).body).toMatchObject({ active: true })
  })

  it.each([
    ['Entra ID by default', { op: 'Replace', path: 'active', value: 'False' }],
    ['Entra ID with the RFC flag', { op: 'replace', path: 'active', value: false }],
    ['Okta', { op: 'replace', value: { active: false } }],
    ['add', { op: 'add', value: { ACTIVE: 'false' } }],
  ])('leave by active: false as %s sends it, at once and for good', async (_who, operation) => {
    const id = await hire(app, { name: '离任者', department: '市场部', posts: ['operations'] })
    const session = await sql<{ id: string }>`
      insert into session (id, token_digest, person_id, assurance, began_at, last_seen_at, expires_at, proven_at, rotated_at)
      values (gen_random_uuid(), ${Buffer.from(id.replaceAll('-', '').repeat(2), 'hex')}, ${id}, 'totp', ${app.clock.now()}, ${app.clock.now()},
        ${new Date(app.clock.now().getTime() + day)}, ${app.clock.now()}, ${app.clock.now()}) returning id`.execute(app.db)
    const { status, body } = await patch(id, operation)
    expect([status, body]).toMatchObject([200, { id, active: false }])
    expect(await stateOf(id)).toBe('left')
    expect(await db.selectFrom('person_post').select('post').where('person_id', '=', id).execute()).toEqual([])
    const ended = await db.selectFrom('session').select('ended_because').where('id', '=', session.rows[0]?.id ?? '').executeTakeFirst()
    expect(ended).toEqual({ ended_because: 'left' })
    const { items } = await app.call('leaving.list', {}, administrator)
    expect(items.find(({ person }) => person.id === id)).toMatchObject({ state: 'done', source: 'scim', begunBy: null })
    // Again, and read: the same.
    expect((await patch(id, operation)).body).toEqual(body)
    expect((await send('GET', `/Users/${id}`)).body).toEqual(body)
    expect((await filtered(`id eq "${id}" and active eq false`)).body).toMatchObject({ totalResults: 1 })
  })

  it('leave by PUT with active: false, and by DELETE', async () => {
    const wish = user()
    const id = String((await send('POST', '/Users', wish)).body['id'])
    expect((await send('PUT', `/Users/${id}`, { ...wish, active: false, displayName: '不改名' })).body).toMatchObject({
      active: false,
      displayName: wish.displayName,
    })
    expect(await stateOf(id)).toBe('left')
    const other = await add()
    expect((await send('DELETE', `/Users/${other}`)).status).toBe(204)
    expect(await stateOf(other)).toBe('left')
    // Deleting somebody who has left already takes them out of sight, and lets nobody leave twice.
    expect((await send('DELETE', `/Users/${id}`)).status).toBe(204)
    expect((await send('GET', `/Users/${id}`)).status).toBe(404)
    const { items } = await app.call('leaving.list', {}, administrator)
    expect(items.filter(({ person }) => person.id === id)).toHaveLength(1)
  })

  it.each([
    ['a path that is not known', { op: 'replace', path: 'favouriteColour', value: 'x' }],
    ['a name that is too long', { op: 'replace', path: 'displayName', value: 'x'.repeat(100) }],
    ['a password', { op: 'replace', path: 'password', value: 'x' }],
  ])('leave although the message holds %s besides', async (_what, wrong) => {
    const [one, other] = [await add(), await add()]
    expect((await patch(one, wrong)).status).toBe(400)
    expect((await patch(one, wrong, { op: 'replace', path: 'active', value: false })).body).toMatchObject({ active: false })
    expect((await patch(other, { op: 'replace', path: 'active', value: false }, wrong)).body).toMatchObject({ active: false })
  })

  it('leave by a PUT that is wrong in everything else', async () => {
    const id = await add()
    const wish = { schemas: [userUrn], active: 'False', userName: 'x'.repeat(100), displayName: 5 }
    expect((await send('PUT', `/Users/${id}`, wish)).body).toMatchObject({ id, active: false })
  })

  it('leave today where HR had planned it for later, with whoever takes over', async () => {
    const [id, heir] = [
      await hire(app, { name: '计划离任', department: '市场部', posts: ['operations'] }),
      await hire(app, { name: '接手', department: '市场部', posts: ['operations'] }),
    ]
    const at = new Date(app.clock.now().getTime() + 7 * day).toISOString()
    const plan = await app.call('leaving.begin', { personId: id, reason: '合同到期', at, takeoverId: heir }, administrator)
    expect((await patch(id, { op: 'replace', path: 'active', value: false })).status).toBe(200)
    expect(await stateOf(id)).toBe('left')
    const { items } = await app.call('leaving.list', {}, administrator)
    expect(items.filter(({ person }) => person.id === id)).toMatchObject([{ id: plan.id, state: 'done', takeover: { id: heir } }])
  })

  it('do not come back by active: true; a new invitation brings them into sight again', async () => {
    const id = await add()
    await patch(id, { op: 'replace', path: 'active', value: false })
    const back = await patch(id, { op: 'replace', path: 'active', value: true })
    expect([back.status, back.body['detail']]).toEqual([409, expect.stringContaining('重新邀请')])
    expect((await patch(id, { op: 'replace', path: 'displayName', value: '改名' })).status).toBe(409)
    await send('DELETE', `/Users/${id}`)
    await app.call('identity.reissue-invitation', { id }, administrator)
    expect((await send('GET', `/Users/${id}`)).body).toMatchObject({ active: true })
    expect((await patch(id, { op: 'add', path: 'externalId', value: 'again' })).body).toMatchObject({ externalId: 'again', active: true })
    // It can let them go a second time.
    await patch(id, { op: 'replace', path: 'active', value: false })
    expect((await send('GET', `/Users/${id}`)).body).toMatchObject({ active: false })
  })

  it('stay suspended where an administrator suspended them, and may leave', async () => {
    const id = await add()
    await app.call('identity.suspend-person', { id, reason: '调查中' }, administrator)
    expect((await send('GET', `/Users/${id}`)).body).toMatchObject({ active: false })
    const back = await patch(id, { op: 'replace', path: 'active', value: true })
    expect([back.status, back.body['detail']]).toEqual([409, expect.stringContaining('停用')])
    expect(await stateOf(id)).toBe('suspended')
    expect((await patch(id, { op: 'replace', path: 'active', value: false })).status).toBe(200)
    expect(await stateOf(id)).toBe('left')
  })

  it('who were here before are found by login name and linked', async () => {
    const id = await hire(app, { name: '先来', department: '市场部', posts: ['operations'] })
    const [found] = (await filtered(`userName eq "${id}"`)).body['Resources'] as Record<string, unknown>[]
    expect(found).toMatchObject({ id, displayName: '先来' })
    expect((await patch(id, { op: 'Add', path: 'externalId', value: 'hired-before' })).body).toMatchObject({ externalId: 'hired-before' })
    const [linked] = (await filtered('externalId eq "hired-before"')).body['Resources'] as Record<string, unknown>[]
    expect(linked).toMatchObject({ id })
  })

  it('who left without the directory are not shown to it', async () => {
    const id = await hire(app, { name: '早已离任', department: '市场部', posts: [] })
    await app.call('leaving.begin', { personId: id, reason: '离职', at: null, takeoverId: null }, administrator)
    expect((await send('GET', `/Users/${id}`)).status).toBe(404)
    expect((await filtered(`userName eq "${id}"`)).body).toMatchObject({ totalResults: 0 })
  })

  it('are told of a new login name', async () => {
    const id = await hire(app, { name: '改登录名', department: '市场部', posts: ['operations'] })
    expect((await patch(id, { op: 'replace', path: 'userName', value: 'New.Name@weidun.example' })).body).toMatchObject({
      userName: 'new.name@weidun.example',
    })
    expect(await notices('scim.login-name-changed')).toEqual([{ person_id: id }])
  })

  it('serve the calls of Entra ID as its provisioning makes them', async () => {
    // Test of the connection, then: look up, create, look up, change several, change the manager, disable.
    expect((await filtered('userName eq "8c7f-no-such-user"')).body).toMatchObject({ totalResults: 0, Resources: [] })
    const created = await send('POST', '/Users', {
      schemas: [userUrn, enterpriseUrn],
      externalId: '58342554-38d6-4ec8-948c-50044d0a33fd',
      userName: 'entra-user@weidun.example',
      active: true,
      displayName: '顾清和',
      emails: [{ primary: true, type: 'work', value: 'entra-user@weidun.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: '清和 顾', familyName: '顾', givenName: '清和' },
      title: '运营专员',
      [enterpriseUrn]: { department: '运营部', employeeNumber: '0042' },
    })
    expect(created.status).toBe(201)
    const id = String(created.body['id'])
    expect(created.body).toMatchObject({ displayName: '顾清和' })
    // It puts given names first and sends that again whenever it compares: no other name.
    expect((await patch(id, { op: 'Replace', path: 'name.formatted', value: '清和 顾' })).body).toMatchObject({ displayName: '顾清和' })
    expect((await patch(id, { op: 'Replace', path: 'name.givenName', value: '清' })).body).toMatchObject({ displayName: '顾清和' })
    const changed = await send('PATCH', `/Users/${id}`, {
      schemas: [patchUrn],
      Operations: [
        { op: 'Replace', path: 'displayName', value: '顾清河' },
        { op: 'Add', path: `${enterpriseUrn}:department`, value: '品牌部' },
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updated@weidun.example' },
        { op: 'Add', path: `${enterpriseUrn}:manager`, value: [{ $ref: 'http://weidun.example/1', value: '1' }] },
        { op: 'Replace', value: { displayName: '顾清河', [`${enterpriseUrn}:employeeNumber`]: '0043' } },
      ],
    })
    expect([changed.status, changed.body]).toMatchObject([200, { displayName: '顾清河', [enterpriseUrn]: { department: '品牌部' } }])
    expect((await patch(id, { op: 'Replace', path: 'active', value: 'False' })).body).toMatchObject({ active: false })
    expect((await send('GET', `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "品牌部"')}`)).body).toMatchObject({ totalResults: 1 })
    expect((await send('DELETE', `/Users/${id}`)).status).toBe(204)
  })

  it('are found by the query as Entra ID writes it', async () => {
    const wish = user({ userName: 'plus.sign@weidun.example' })
    await send('POST', '/Users', wish)
    expect((await send('GET', '/Users?filter=userName+eq+"plus.sign%40weidun.example"')).body).toMatchObject({ totalResults: 1 })
  })

  it('serve the calls of Okta as its provisioning makes them', async () => {
    expect((await send('GET', '/Users?startIndex=1&count=2')).status).toBe(200)
    expect((await filtered('userName eq "okta.user@weidun.example"')).body).toMatchObject({ totalResults: 0 })
    const wish = {
      schemas: [userUrn],
      userName: 'okta.user@weidun.example',
      name: { givenName: 'Okta', familyName: 'User' },
      emails: [{ primary: true, value: 'okta.user@weidun.example', type: 'work' }],
      displayName: 'Okta User',
      locale: 'en-US',
      externalId: '00ujl29u0le5T6Aj10h7',
      groups: [],
      password: '1mz050nq',
      active: true,
    }
    const created = await send('POST', '/Users', wish)
    expect(created.status).toBe(201)
    expect(JSON.stringify(created.body)).not.toContain('1mz050nq')
    expect((await send('POST', '/Users', wish)).body).toMatchObject({ status: '409', scimType: 'uniqueness' })
    const id = String(created.body['id'])
    // Okta reads, changes what it read, and puts it back.
    const read = (await send('GET', `/Users/${id}`)).body
    expect((await send('PUT', `/Users/${id}`, { ...read, displayName: 'Okta Renamed' })).body).toMatchObject({ displayName: 'Okta Renamed' })
    expect((await patch(id, { op: 'replace', value: { active: false } })).body).toMatchObject({ active: false })
    // To reactivate, it sends this: here a person decides.
    expect((await patch(id, { op: 'replace', value: { active: true } })).status).toBe(409)
    expect(await db.selectFrom('password').select('person_id').where('person_id', '=', id).execute()).toEqual([])
  })
})

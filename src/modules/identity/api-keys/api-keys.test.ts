import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { hire } from '../../../../test/hire.ts'
import { serveTestApp } from '../../../../test/served.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { identityDatabase } from '../database.ts'

const day = 24 * 60 * 60 * 1000

describe.each(testDatabases())('API keys on $name (ACC-1)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const server = await serveTestApp(app)
  const administratorId = await hire(app, { name: '管理员', department: '信息安全部', posts: ['security-administrator'] })
  const administrator = await app.as(administratorId)
  const writer = await app.as(await hire(app, { name: '运营', department: '市场部', posts: ['operations'] }))
  const accounts = '/api/v1/accounts/list-accounts'
  let made = 0

  const give = (change: { name?: string; operations?: string[]; days?: number; callsPerMinute?: number } = {}) => {
    made += 1
    const usual = { name: `内容平台 ${made}`, operations: ['accounts.list-accounts'], days: 30, callsPerMinute: 600 }
    return app.call('identity.create-api-key', { ...usual, ...change }, administrator)
  }
  const bearer = (key: string, ip = '203.0.113.7') => ({ authorization: `Bearer ${key}`, 'x-forwarded-for': ip })
  const listed = async (id: string) =>
    (await app.call('identity.list-api-keys', {}, administrator)).items.find((item) => item.id === id)

  it('calls what it was given and nothing else, not even what anyone may call', async () => {
    const { key } = await give()
    expect((await server.post(accounts, {}, bearer(key))).status).toBe(200)
    for (const path of ['/api/v1/score/view-score', '/api/v1/identity/view-me', '/api/v1/identity/view-set-up']) {
      const { status, body } = await server.post(path, {}, bearer(key))
      expect([path, status, body['code']]).toEqual([path, 403, 'api-key.operation-not-given'])
    }
  })

  it('is shown once; the database holds a digest and the last four characters', async () => {
    const { id, key } = await give()
    expect(key).toMatch(/^wdk_[\w-]{43}$/)
    const rows = JSON.stringify([
      await app.db.selectFrom('ledger_entry').selectAll().execute(),
      await app.call('identity.list-api-keys', {}, administrator),
    ])
    expect(rows).not.toContain(key.slice(4))
    expect((await listed(id))?.ending).toBe(key.slice(-4))
  })

  it('answers wrong, expired and revoked keys alike, on every operation', async () => {
    const revoked = await give()
    await app.call('identity.revoke-api-key', { id: revoked.id, reason: '外包合同到期' }, administrator)
    const expired = await give({ days: 1 })
    app.clock.advance(day)
    const living = await give()
    const last = living.key.endsWith('A') ? 'B' : 'A'
    const wrong = [
      revoked.key,
      expired.key,
      `wdk_${'A'.repeat(43)}`,
      `${living.key.slice(0, -1)}${last}`,
      `${living.key}A`,
      living.key.slice(0, -1),
      'wdk_',
      `wdk_${'x'.repeat(500)}`,
      "wdk_' or 1=1 --",
    ]
    const answers = []
    for (const [at, key] of wrong.entries()) {
      const ip = `198.51.100.${at}`
      for (const path of [accounts, '/api/v1/identity/view-set-up']) {
        const { status, headers, body } = await server.post(path, {}, bearer(key, ip))
        const { id: _id, ...rest } = body
        const [asked, limits] = [headers.get('www-authenticate'), headers.get('ratelimit')]
        answers.push(JSON.stringify({ status, asked, limits, rest }))
      }
    }
    expect([...new Set(answers)]).toHaveLength(1)
    expect(JSON.parse(answers[0] ?? '')).toMatchObject({
      status: 401,
      asked: 'Bearer',
      limits: null,
      rest: { code: 'api-key.not-accepted', status: 401 },
    })
    expect((await server.post(accounts, {}, bearer(living.key))).status).toBe(200)
  })

  it('is not helped by a cookie, and needs no page of ours', async () => {
    const { key } = await give()
    const stolen = { cookie: 'weidun=a-session', origin: 'https://attacker.example' }
    expect((await server.post(accounts, {}, { ...bearer(key), ...stolen })).status).toBe(200)
    const ours = { cookie: 'weidun=a-session', origin: server.base }
    const wrong = await server.post(accounts, {}, { ...bearer(`wdk_${'A'.repeat(43)}`), ...ours })
    expect(wrong.body['code']).toBe('api-key.not-accepted')
    // The key is no session token, neither as a cookie nor where a session is asked for.
    expect((await server.post(accounts, {}, { cookie: `weidun=${key}`, origin: server.base })).status).toBe(401)
  })

  it.each([
    ['beyond the giver\'s own posts', 'content.create-material'],
    ['that gives keys', 'identity.create-api-key'],
    ['that changes people', 'identity.update-person'],
    ['that anybody may call', 'identity.sign-in'],
    ['that needs a person', 'identity.view-me'],
    ['that does not exist', 'content.do-anything'],
  ])('cannot be given an operation %s (%s)', async (_why, operation) => {
    const attempt = give({ operations: ['accounts.list-accounts', operation] })
    await expect(attempt).rejects.toMatchObject({ code: 'api-key.operation-not-grantable', kind: 'refused' })
  })

  it('cannot be given by a key, a machine, or a post without the right', async () => {
    const wish = { name: '自己发的', operations: ['accounts.list-accounts'], days: 1 }
    const give = (actor: Actor) => app.call('identity.create-api-key', wish, actor)
    await expect(give(writer)).rejects.toMatchObject({ code: 'permission.missing' })
    const permissions = new Set(['identity.manage-api-keys', 'accounts.view'])
    const machine = { kind: 'machine', id: 'command-socket', permissions } as const
    await expect(give(machine)).rejects.toMatchObject({ code: 'session.required' })
    const operations = new Set(['accounts.list-accounts'])
    const key = { kind: 'api-key', id: 'k', name: 'k', operations, permissions, callsPerMinute: 1 } as const
    await expect(give(key)).rejects.toMatchObject({ code: 'api-key.operation-not-given' })
  })

  it('loses a right on the day on which the posts of its giver lose it', async () => {
    const { id, key } = await give()
    const db = identityDatabase(app.db)
    await db.updateTable('api_key').set({ posts: ['hr'] }).where('id', '=', id).execute()
    expect((await server.post(accounts, {}, bearer(key))).status).toBe(403)
  })

  it('lives a year at most', async () => {
    await expect(give({ days: 366 })).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(give({ days: 0 })).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(give({ days: 365 })).resolves.toMatchObject({ key: expect.any(String) })
  })

  it('has a name of its own until it is revoked', async () => {
    const first = await give({ name: '客服系统' })
    await expect(give({ name: '客服系统' })).rejects.toMatchObject({ code: 'api-key.name-taken' })
    await app.call('identity.revoke-api-key', { id: first.id, reason: '更换' }, administrator)
    await give({ name: '客服系统' })
    const again = app.call('identity.revoke-api-key', { id: first.id, reason: '再次' }, administrator)
    await expect(again).rejects.toMatchObject({ code: 'api-key.revoked-already' })
  })

  it('has a limit of its own, says what is left, and when to come back', async () => {
    const { key } = await give({ callsPerMinute: 3 })
    const other = await give({ callsPerMinute: 3 })
    const first = await server.post(accounts, {}, bearer(key))
    expect(first.headers.get('ratelimit-policy')).toBe('"key";q=3;w=60')
    expect(first.headers.get('ratelimit')).toMatch(/^"key";r=2;t=\d+$/)
    for (let call = 0; call < 2; call += 1) await server.post(accounts, {}, bearer(key))
    const fourth = await server.post(accounts, {}, bearer(key))
    expect(fourth.status).toBe(429)
    expect(fourth.headers.get('content-type')).toContain('application/problem+json')
    expect(fourth.body['code']).toBe('request.too-many')
    const wait = Number(fourth.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(20)
    expect(fourth.headers.get('ratelimit')).toBe(`"key";r=0;t=${wait}`)
    expect((await server.post(accounts, {}, bearer(other.key))).status).toBe(200)
  })

  it('does not let a network try keys without end', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 60 }, () => server.post(accounts, {}, bearer(`wdk_${'B'.repeat(43)}`, '192.0.2.9'))),
    )
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]))
    const { key } = await give()
    expect((await server.post(accounts, {}, bearer(key, '192.0.2.9'))).status).toBe(200)
  })

  it('does not let a key flood the ledger with what it may not do', async () => {
    const { id, key } = await give({ callsPerMinute: 6000 })
    await Promise.all(Array.from({ length: 60 }, () => server.post('/api/v1/score/view-score', {}, bearer(key))))
    const refused = await app.db
      .selectFrom('ledger_entry')
      .select(['actor_kind', 'actor_name', 'type'])
      .where('actor_id', '=', id)
      .execute()
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.length).toBeLessThanOrEqual(32)
    const name = (await listed(id))?.name
    expect(refused[0]).toEqual({ actor_kind: 'api-key', actor_name: name, type: 'operation.refused' })
  })

  it('notes when and from which network it was used, once a minute', async () => {
    const { id, key } = await give()
    expect(await listed(id)).toMatchObject({ lastUsedAt: null, lastUsedNetwork: null })
    await server.post(accounts, {}, bearer(key, '203.0.113.77'))
    const first = await listed(id)
    expect(first).toMatchObject({ lastUsedAt: app.clock.now().toISOString(), lastUsedNetwork: '203.0.113.0/24' })
    app.clock.advance(59_000)
    await server.post(accounts, {}, bearer(key, '198.51.100.1'))
    expect(await listed(id)).toEqual(first)
    app.clock.advance(1_000)
    await server.post(accounts, {}, bearer(key, '198.51.100.1'))
    expect((await listed(id))?.lastUsedNetwork).toBe('198.51.100.0/24')
  })

  it('tells the administrators when whoever gave it is suspended', async () => {
    const leaver = await hire(app, { name: '离任管理员', department: '信息安全部', posts: ['security-administrator'] })
    const wish = { name: '离任者发的', operations: ['score.view-score'], days: 9 }
    await app.call('identity.create-api-key', wish, await app.as(leaver))
    await app.call('identity.suspend-person', { id: leaver, reason: '离职' }, administrator)
    await app.runJobs()
    const { items } = await app.call('desk.list-notices', {}, administrator)
    expect(items.map(({ text }) => text)).toContain('离任管理员 已停用，其发放的 1 个接口密钥仍然有效，请确认是否撤销')
  })

  it('is on record when it is given and revoked, with its name', async () => {
    const { id } = await give({ name: '台账样例' })
    await app.call('identity.revoke-api-key', { id, reason: '试用结束' }, administrator)
    const entries = await app.db
      .selectFrom('ledger_entry')
      .select(['type', 'actor_id', 'detail'])
      .where('subject_kind', '=', 'api-key')
      .where('subject_id', '=', id)
      .orderBy('id')
      .execute()
    expect(entries).toMatchObject([
      {
        type: 'api-key.given',
        actor_id: administratorId,
        detail: { name: '台账样例', operations: ['accounts.list-accounts'] },
      },
      { type: 'api-key.revoked', actor_id: administratorId, detail: { name: '台账样例', reason: '试用结束' } },
    ])
  })
})

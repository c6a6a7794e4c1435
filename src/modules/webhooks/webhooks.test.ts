import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startReceiver } from '../../../test/peers/webhook-receiver.ts'
import { serveTestApp } from '../../../test/served.ts'
import { startHouse } from '../content/content.fixture.ts'
import { addDelivery } from './announce.ts'
import { webhooksDatabase } from './scope.ts'

const hour = 3_600_000

describe.each(testDatabases())('webhooks on $name', async ({ name: database }) => {
  const receiver = await startReceiver()
  const house = await startHouse(database, { webhookAllow: ['127.0.0.1/32'] })
  const { app } = house
  // The receiver checks the age of a signature by the real clock.
  const toPresent = (): void => app.clock.set(new Date())
  toPresent()
  const server = await serveTestApp(app)
  const db = webhooksDatabase(app.db)
  const administrator = await house.as('security')
  const { key } = await app.call(
    'identity.create-api-key',
    { name: '内容管理', operations: ['content.check'], days: 365, callsPerMinute: 6000 },
    administrator,
  )
  let made = 0
  const add = (change: { url?: string; events?: ('check.completed' | 'material.decided')[] } = {}) => {
    made += 1
    const wish = { name: `系统 ${made}`, url: receiver.url, events: ['check.completed' as const], ...change }
    return app.call('webhooks.add-endpoint', wish, administrator)
  }
  const start = async (change: Parameters<typeof add>[0] = {}) => {
    for (const { id } of (await app.call('webhooks.list-endpoints', {}, administrator)).items) {
      await app.call('webhooks.remove-endpoint', { id }, administrator)
    }
    toPresent()
    receiver.forget()
    const endpoint = await add(change)
    receiver.accept(endpoint.secret)
    return endpoint
  }
  const check = (callback: string, text = '全网最低价') =>
    server.post('/api/v1/check', { text, reference: 'cms-1', callback }, { authorization: `Bearer ${key}` })
  const listed = async (id: string) =>
    (await app.call('webhooks.list-endpoints', {}, administrator)).items.find((item) => item.id === id)
  const sweep = () => app.runJob('webhooks.deliver')
  const announce = async (endpointId: string, messages: number): Promise<void> => {
    const ctx = { db: app.db, now: app.clock.now(), secrets: app.inner.secrets, enqueue: async () => undefined }
    for (let at = 0; at < messages; at += 1) {
      await addDelivery(ctx, { endpointId, event: 'check.completed', data: { reference: String(at) } })
    }
  }

  it('tells the endpoint that the caller named about a check, and no word of the text', async () => {
    const { id } = await start()
    await add()
    expect((await check(id)).status).toBe(200)
    await app.runJobs()
    expect(receiver.taken()).toEqual([
      {
        type: 'check.completed',
        timestamp: expect.stringMatching(/^\d{4}-/),
        data: {
          reference: 'cms-1',
          decision: 'deny',
          findingCount: 1,
          findings: [
            {
              rule: expect.any(String),
              category: 'absolute_term',
              severity: 'block',
              start: 0,
              end: 4,
              law: expect.any(String),
            },
          ],
          rulesVersion: expect.any(String),
        },
      },
    ])
    expect(JSON.stringify(receiver.received)).not.toContain('全网')
    expect(await listed(id)).toMatchObject({ lastOutcome: 'http-204', waiting: 0, failures: 0, state: 'active' })
  })

  it('tells nobody where the caller did not ask', async () => {
    await start()
    await server.post('/api/v1/check', { text: '全网最低价' }, { authorization: `Bearer ${key}` })
    await app.runJobs()
    expect(receiver.received).toEqual([])
  })

  it('does not answer a check whose callback cannot be kept', async () => {
    const { id } = await start({ events: ['material.decided'] })
    expect(await check(id)).toMatchObject({ status: 422, body: { code: 'content.callback-unknown' } })
    const nowhere = await check('0190f5a0-0000-7000-8000-000000000001')
    expect(nowhere.body['code']).toBe('content.callback-unknown')
    const other = await start()
    await app.call('webhooks.switch-endpoint', { id: other.id, active: false }, administrator)
    expect(await check(other.id)).toMatchObject({ status: 409, body: { code: 'content.callback-disabled' } })
  })

  it('tells whoever asked that a material was approved or returned, by its digest', async () => {
    await start({ events: ['material.decided'] })
    app.clock.set(new Date())
    const approved = await house.bringTo('approved')
    const returned = await house.bringTo('department-review')
    const reviewId = await house.claim(returned, 'head')
    await app.call('content.return-review', { reviewId, reason: '请补充检测报告' }, await house.as('head'))
    await app.runJobs()
    const { digest } = await house.view(approved)
    // Messages go out side by side; they arrive in any order.
    const taken = receiver.taken() as { data: { materialId: string } }[]
    const told = new Map(taken.map((message) => [message.data.materialId, message]))
    expect(told.size).toBe(2)
    expect(told.get(approved)).toMatchObject({
      type: 'material.decided',
      data: { decision: 'approved', version: 1, digest, link: `/materials/${approved}` },
    })
    expect(told.get(returned)).toMatchObject({ data: { decision: 'returned', level: 'department' } })
    expect(JSON.stringify(receiver.received)).not.toMatch(/桂花|检测报告/)
  })

  it('tells about one ledger entry once, however often the job runs', async () => {
    await start({ events: ['material.decided'] })
    const id = await house.bringTo('approved')
    await app.runJobs()
    const entry = await app.db
      .selectFrom('ledger_entry')
      .select('id')
      .where('type', '=', 'material.approved')
      .where('subject_id', '=', id)
      .executeTakeFirstOrThrow()
    const job = app.catalogue.jobs.get('webhooks.announce-decisions')
    expect(job?.on).toEqual(['material.approved', 'review.returned'])
    const event = { entryId: entry.id, type: 'material.approved', subjectKind: 'material', subjectId: id }
    await app.runJob('webhooks.announce-decisions', event)
    await app.runJobs()
    expect(receiver.received).toHaveLength(1)
  })

  it('sends the same message under the same id until it arrives, waiting longer each time', async () => {
    const { id, secret } = await start()
    receiver.behave((_request, response) => response.writeHead(500).end())
    await check(id)
    await app.runJobs()
    await sweep()
    expect(receiver.received).toHaveLength(1)
    app.clock.advance(5_000)
    await sweep()
    expect(receiver.received).toHaveLength(2)
    app.clock.advance(299_000)
    await sweep()
    expect(receiver.received).toHaveLength(2)
    expect(await listed(id)).toMatchObject({ failures: 2, lastOutcome: 'http-500', waiting: 1 })
    receiver.accept(secret)
    app.clock.advance(1_000)
    await sweep()
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(receiver.taken()).toHaveLength(0)
    // The receiver's clock is the real one, five minutes behind: by its rules this signature comes from the future.
    toPresent()
    const due = db.updateTable('webhook_delivery').set({ next_attempt_at: app.clock.now() })
    await due.where('endpoint_id', '=', id).execute()
    await sweep()
    expect(receiver.taken()).toHaveLength(1)
    expect(await listed(id)).toMatchObject({ failures: 0, failingSince: null, lastOutcome: 'http-204', waiting: 0 })
  })

  it('is taken once by a receiver to whom it is played again', async () => {
    const { id } = await start()
    await check(id)
    await app.runJobs()
    const [first] = receiver.received
    const headers = headersOf(first?.headers)
    const replay = await fetch(receiver.url, { method: 'POST', headers, body: first?.body ?? '' })
    expect(replay.status).toBe(204)
    expect(receiver.taken()).toHaveLength(1)
    const forged = await fetch(receiver.url, { method: 'POST', headers, body: '{"type":"check.completed"}' })
    expect(forged.status).toBe(400)
  })

  it.each([
    ['a redirect', 302, 'http-302'],
    ['a refusal', 403, 'http-403'],
    ['an error', 503, 'http-503'],
  ])('takes %s for a failure', async (_name, status, outcome) => {
    const { id } = await start()
    receiver.behave((_request, response) => response.writeHead(status, { location: 'https://127.0.0.1/' }).end())
    await check(id)
    await app.runJobs()
    expect(await listed(id)).toMatchObject({ failures: 1, lastOutcome: outcome, waiting: 1 })
  })

  it('is disabled after repeated failure, and the administrators are told', async () => {
    const { id } = await start()
    receiver.behave((_request, response) => response.writeHead(500).end())
    await check(id)
    await app.runJobs()
    const before = (await house.noticesOf('security')).length
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      app.clock.advance(24 * hour)
      await sweep()
    }
    expect(receiver.received).toHaveLength(10)
    expect(await listed(id)).toMatchObject({ state: 'disabled', waiting: 0 })
    expect((await house.noticesOf('security')).slice(before)).toEqual(['webhook.disabled'])
    const { items } = await app.call('webhooks.list-deliveries', { endpointId: id }, administrator)
    expect(items).toMatchObject([{ state: 'failed', attempts: 10, lastOutcome: 'http-500' }])
    const entries = await house.ledger('webhook.disabled')
    expect(entries.at(-1)).toMatchObject({ subject_id: id, actor_kind: 'job', detail: { by: 'failures' } })
    await sweep()
    expect(receiver.received).toHaveLength(10)
  })

  it('is disabled at once by 410, and sends what waited when it is enabled again', async () => {
    const { id, secret } = await start()
    receiver.behave((_request, response) => response.writeHead(410).end())
    await check(id)
    await app.runJobs()
    expect(await listed(id)).toMatchObject({ state: 'disabled', lastOutcome: 'http-410', waiting: 1 })
    receiver.accept(secret)
    await app.call('webhooks.switch-endpoint', { id, active: true }, administrator)
    await app.runJobs()
    expect(receiver.taken()).toHaveLength(1)
    expect(await listed(id)).toMatchObject({ state: 'active', waiting: 0 })
  })

  it('signs with both secrets for a day after a rotation', async () => {
    const { id, secret: before } = await start()
    const { secret: present, previousUntil } = await app.call('webhooks.rotate-secret', { id }, administrator)
    expect(present).not.toBe(before)
    expect(Date.parse(previousUntil)).toBe(app.clock.now().getTime() + 24 * hour)
    const send = async (known: string): Promise<number> => {
      receiver.forget()
      receiver.accept(known)
      await app.call('webhooks.test-endpoint', { id }, administrator)
      await app.runJobs()
      return receiver.taken().length
    }
    expect(await send(before)).toBe(1)
    expect(await send(present)).toBe(1)
    expect(String(receiver.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2)
    // A day later by the row instead of the clock, because the receiver's clock is the real one.
    await db.updateTable('webhook_endpoint').set({ previous_until: app.clock.now() }).where('id', '=', id).execute()
    expect(await send(before)).toBe(0)
    expect(String(receiver.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(1)
  })

  it('holds up nobody while one receiver hangs', { timeout: 30_000 }, async () => {
    const slow = await start()
    const { port } = receiver
    const quick = await add({ url: `https://127.0.0.1:${port}/quick` })
    receiver.behave(({ path }, response) => {
      if (path === '/quick') response.writeHead(204).end()
    })
    await check(slow.id)
    await check(quick.id)
    await app.runJobs()
    expect(await listed(quick.id)).toMatchObject({ lastOutcome: 'http-204', waiting: 0 })
    expect(await listed(slow.id)).toMatchObject({ lastOutcome: 'timeout', waiting: 1 })
  })

  it('sends more than fit into one round, each once', async () => {
    const { id } = await start()
    await announce(id, 110)
    await sweep()
    await app.runJobs()
    expect(receiver.received).toHaveLength(110)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(110)
  })

  it('is sent by one of several servers', async () => {
    const { id } = await start()
    await announce(id, 20)
    await Promise.all([sweep(), sweep(), sweep()])
    expect(receiver.received).toHaveLength(20)
  })

  it('keeps secrets and waiting messages sealed, and neither once they are of no use', async () => {
    const { id, secret } = await start()
    await check(id)
    const bare = secret.slice('whsec_'.length)
    const rows = JSON.stringify([
      await db.selectFrom('webhook_endpoint').selectAll().execute(),
      await db.selectFrom('webhook_delivery').selectAll().execute(),
      await app.db.selectFrom('ledger_entry').selectAll().execute(),
      await app.call('webhooks.list-endpoints', {}, administrator),
    ])
    for (const hidden of [bare, 'cms-1', 'check-1']) expect(rows).not.toContain(hidden)
    await app.runJobs()
    const sent = db.selectFrom('webhook_delivery').select('sealed_payload').where('endpoint_id', '=', id)
    expect(await sent.execute()).toEqual([{ sealed_payload: null }])
    app.clock.advance(31 * 24 * hour)
    await app.runJob('webhooks.forget-deliveries')
    expect((await app.call('webhooks.list-deliveries', { endpointId: id }, administrator)).total).toBe(0)
  })

  it.each(['http://cms.example.com/', 'https://10.0.0.1/', 'https://user:pw@cms.example.com/', 'https://169.254.169.254/'])(
    'cannot be registered at %s',
    async (url) => {
      await expect(add({ url })).rejects.toMatchObject({ code: 'webhook.url-unfit' })
    },
  )

  it('is not called where its name leads inside, whatever the register says', async () => {
    const { id } = await start()
    // Written past the operation, as a name would be that has turned to another address since.
    await db.updateTable('webhook_endpoint').set({ url: 'https://127.0.0.2/' }).where('id', '=', id).execute()
    await check(id)
    await app.runJobs()
    expect(await listed(id)).toMatchObject({ lastOutcome: 'address-not-allowed' })
    expect(receiver.received).toEqual([])
  })

  it('is managed by people with the right, and never by a key', async () => {
    const wish = { name: '别人', url: 'https://cms.example.com/', events: ['check.completed' as const] }
    const byAuthor = app.call('webhooks.add-endpoint', wish, await house.as('author'))
    await expect(byAuthor).rejects.toMatchObject({ code: 'permission.missing' })
    const operations = ['webhooks.add-endpoint']
    const attempt = app.call('identity.create-api-key', { name: '接管', operations, days: 1 }, administrator)
    await expect(attempt).rejects.toMatchObject({ code: 'api-key.operation-not-grantable' })
  })
})

const headersOf = (headers: Readonly<Record<string, unknown>> | undefined): Record<string, string> =>
  Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers?.[name])]),
  )

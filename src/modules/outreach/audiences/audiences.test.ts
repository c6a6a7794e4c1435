import { describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import fc from 'fast-check'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { serveTestApp } from '../../../../test/served.ts'
import { newId } from '../../../kernel/id.ts'
import { hire } from '../../../../test/hire.ts'
import { fictional, newCustomer } from '../../vault/vault.fixture.ts'
import { startOutreach } from '../outreach.fixture.ts'
import { idList } from '../stream/id-list.ts'

describe('the list of ids (OUT-1)', () => {
  it('holds each once, in order, in 16 bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { maxLength: 3000 }), (ids) => {
        const list = idList()
        const kept = ids.filter((id) => list.add(id))
        expect(kept).toEqual([...new Set(ids)])
        expect(list.slice(0, list.size())).toEqual(kept)
        expect(ids.some((id) => list.add(id))).toBe(false)
      }),
      { numRuns: 10 },
    )
  })
})

describe.each(testDatabases())('audiences and campaigns, on $name (OUT-1)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const house = await startOutreach(app)
  const { operations, legal, service, administrator, consent, customers, customer, approved } = house
  const auditor = await app.as(await hire(app, { name: '审计', department: '审计部', posts: ['auditor'] }))
  const everybody = { sources: [], departmentIds: [], registeredFrom: null, registeredUntil: null, consent: null, listed: false }
  const audience = async (name: string, filter: object = {}) =>
    (await app.call('outreach.save-audience', { id: null, name, filter: { ...everybody, ...filter } }, operations)).id
  const start = async (audienceId: string, mode: 'estimate' | 'reserve', more: object = {}) =>
    (await app.call('outreach.start-campaign', { audienceId, mode, purpose: 'marketing', channel: 'sms', materialId: approved, ...more }, operations)).id
  const view = (id: string) => app.call('outreach.view-campaign', { id }, auditor)

  const people: string[] = []
  for (let count = 0; count < 5; count += 1) people.push((await app.call('vault.register-customer', newCustomer({ name: fictional.name, mobile: `1380000001${count}` }), service)).id)
  const [first = '', second = '', third = ''] = people
  for (const person of [first, second, third]) await consent(person)
  await app.call('outreach.unsubscribe', { person: third, purpose: 'marketing', channels: ['sms'] }, service)

  it('says who can be reached and why not the rest, without reserving, and shows them masked', async () => {
    const id = await start(await audience('全部客户'), 'estimate')
    await app.runJobs()
    const record = await view(id)
    expect(record).toMatchObject({ state: 'done', asked: 5, allowed: 2, outcome: null, copyDigest: expect.stringMatching(/^[\da-f]{64}$/) })
    expect(record.byReason).toEqual([{ code: 'no-consent', text: '没有同意', count: 2 }, { code: 'unsubscribed', text: '已退订', count: 1 }])
    const at = (reason: string | null) => app.call('outreach.list-campaign-people', { id, reason, after: null }, operations)
    expect((await at(null)).items.map((item) => item.id)).toEqual([first, second].toSorted())
    expect((await at('unsubscribed')).items).toMatchObject([{ id: third, reasons: ['unsubscribed'], name: '测***', mobile: '138****0012' }])
    expect(await app.db.selectFrom('outreach_send' as never).selectAll().execute()).toEqual([])
    await expect(app.call('outreach.view-campaign', { id }, service)).rejects.toMatchObject({ code: 'permission.missing' })
  })

  it('goes by source, department, day, consent and a list, as they are when it is asked', async () => {
    const reached = async (id: string) => {
      const campaign = await start(id, 'estimate')
      await app.runJobs()
      return (await view(campaign)).asked
    }
    const consenting = await audience('同意短信', { consent: { purpose: 'marketing', channel: 'sms' } })
    expect(await reached(consenting)).toBe(3)
    const late = await customer()
    await consent(late)
    expect(await reached(consenting)).toBe(4)
    const day = app.clock.now().toISOString().slice(0, 10)
    expect(await reached(await audience('当日', { registeredFrom: day, registeredUntil: day, sources: ['form'] }))).toBe(6)
    expect(await reached(await audience('以前', { registeredUntil: '2026-05-31' }))).toBe(0)
    expect(await reached(await audience('门店', { sources: ['store'] }))).toBe(0)
    expect(await reached(await audience('别的部门', { departmentIds: [newId()] }))).toBe(0)
    const listed = await audience('名单', { listed: true })
    expect(await reached(listed)).toBe(0)
    const bring = (ids: string[], replace = false) => app.call('outreach.bring-list', { id: listed, people: ids, replace }, operations)
    expect(await bring([first, second, newId(), first])).toEqual({ added: 2, unknown: 1, total: 2 })
    expect(await bring([second, third])).toEqual({ added: 1, unknown: 0, total: 3 })
    expect(await reached(listed)).toBe(3)
    expect(await bring([second], true)).toMatchObject({ total: 1 })
    await expect(audience('名单')).rejects.toMatchObject({ code: 'outreach.audience-name-taken' })
    await app.call('outreach.remove-audience', { id: listed }, operations)
    expect((await app.call('outreach.list-audiences', {}, auditor)).items.map(({ name }) => name)).not.toContain('名单')
  })

  it('reserves, hands the messages over, and keeps what came of them for audit', async () => {
    const id = await start(await audience('会员日'), 'reserve')
    await app.runJobs()
    const { items } = await app.call('outreach.list-campaign-sends', { id, after: null }, operations)
    expect(items.map(({ person }) => person)).toContain(first)
    expect(items[0]?.unsubscribeUrl).toMatch(/\/u\/[\w-]{43}$/)
    await app.call('outreach.confirm-sends', { sendIds: [items[0]?.sendId ?? ''] }, operations)
    await app.call('outreach.release-sends', { sendIds: [items[1]?.sendId ?? ''] }, operations)
    expect((await view(id)).outcome).toEqual({ waiting: 1, confirmed: 1, late: 0, released: 1, expired: 0 })
    app.clock.advance(16 * 60_000)
    expect((await view(id)).outcome).toMatchObject({ waiting: 0, expired: 1 })
    expect((await app.call('outreach.list-campaign-sends', { id, after: null }, operations)).items).toEqual([])
    const { base64, fileName } = await app.call('outreach.export-campaign', { id }, auditor)
    expect(fileName).toMatch(/\.xlsx$/)
    expect(Buffer.from(base64, 'base64').subarray(0, 2).toString()).toBe('PK')
    const { rows } = await sql<{ detail: Record<string, unknown> }>`
      select detail from ledger_entry where type = 'campaign.decided' and subject_id = ${id} order by id`.execute(app.db)
    expect(rows.at(-1)?.detail).toMatchObject({ done: true, digest: (await view(id)).digest })
    expect(JSON.stringify(rows)).not.toContain(first)
  })

  it('goes on behind the last step after a crash, decides nobody twice, and stops when it is cancelled', async () => {
    await customers(5000)
    const all = await audience('很多人')
    const id = await start(all, 'estimate')
    const job = app.catalogue.jobs.get('outreach.run-campaign')
    if (job === undefined) throw new Error('no job')
    // One step, and the process is gone.
    const { runInTransaction } = await import('../../../kernel/transaction.ts')
    const step = () =>
      runInTransaction(app.inner, {
        name: job.name, module: app.catalogue.moduleOf(job.name), caller: { actor: { kind: 'job', id: job.name }, origin: { request: newId() }, locale: 'zh' },
        run: (ctx) => job.run(ctx, { campaignId: id }, undefined),
      })
    expect((await step()).output).toBe('again')
    expect((await view(id)).asked).toBe(2000)
    app.clock.advance(61_000)
    await app.runJob('outreach.resume-campaigns')
    await app.runJobs()
    const done = await view(id)
    expect(done).toMatchObject({ state: 'done', asked: 5006 })
    const { rows } = await sql<{ people: number }>`select count(*) as people from outreach_campaign_person where campaign_id = ${id}`.execute(app.db)
    expect(rows[0]?.people).toBe(5006)

    const other = await start(all, 'reserve')
    await app.call('outreach.cancel-campaign', { id: other }, operations)
    await app.runJobs()
    expect(await view(other)).toMatchObject({ state: 'cancelled', asked: 0 })
    await expect(app.call('outreach.cancel-campaign', { id: other }, operations)).rejects.toMatchObject({ code: 'outreach.campaign-over' })
    for (let count = 0; count < 5; count += 1) await start(all, 'estimate')
    await expect(start(all, 'estimate')).rejects.toMatchObject({ code: 'outreach.campaigns-under-way' })
    for (const { id: running } of (await app.call('outreach.list-campaigns', {}, auditor)).items.filter(({ state }) => state === 'running')) {
      await app.call('outreach.cancel-campaign', { id: running }, operations)
    }
    app.clock.advance(8 * 86_400_000)
    await app.runJob('outreach.clear-estimates')
    expect((await app.call('outreach.list-campaigns', {}, auditor)).items.every(({ mode }) => mode === 'reserve')).toBe(true)
  })

  it('never exceeds the cap: campaigns over the same people, and 64 clients besides', async () => {
    const ids = await customers(20)
    for (const id of ids) await consent(id, { givenAt: app.clock.now().toISOString() })
    const list = await audience('同一批人', { listed: true })
    await app.call('outreach.bring-list', { id: list, people: ids, replace: true }, operations)
    const campaigns = []
    for (let count = 0; count < 5; count += 1) campaigns.push(await start(list, 'reserve'))
    await Promise.all([
      ...campaigns.map((campaignId) => app.runJob('outreach.run-campaign', { campaignId })),
      ...campaigns.map((campaignId) => app.runJob('outreach.run-campaign', { campaignId })),
      ...Array.from({ length: 64 }, (_, turn) => house.ask([...ids.slice(turn % 20), ...ids.slice(0, turn % 20)])),
    ])
    const { rows } = await sql<{ most: number; fewest: number }>`
      select max(n) as most, min(n) as fewest from (
        select count(*) as n from outreach_send where subject = any (cast(${ids} as uuid[])) and state in ('reserved', 'confirmed') group by subject
      ) as each`.execute(app.db)
    expect(rows[0]).toEqual({ most: 3, fewest: 3 })
  })

  it('names who must be asked again since a notice changed, by channel and version, masked (PRV-1)', async () => {
    const other = await app.call('outreach.publish-notice', { ...house.noticeText, id: null, title: '另一份告知书' }, legal)
    const [one = '', two = ''] = people
    const agree = (person: string, by: 'sms' | 'email', version = 1, digest = other.digest) => consent(person, { channel: by, noticeId: other.id, noticeVersion: version, noticeDigest: digest })
    for (const person of [one, two]) await agree(person, 'email')
    await agree(two, 'wecom' as 'email')
    const list = (more: object = {}) => app.call('outreach.list-to-ask-again', { noticeId: other.id, channel: null, version: null, after: null, ...more }, service)
    expect((await list()).total).toBe(0)
    const changed = await app.call('outreach.publish-notice', { ...house.noticeText, id: other.id, title: '另一份告知书', scope: '手机号、邮箱、生日' }, legal)
    expect(changed.asksAgain).toBe(true)
    const all = await list()
    expect(all).toMatchObject({ total: 2, next: null })
    expect(all.items.find(({ id }) => id === two)).toMatchObject({ mobile: expect.stringMatching(/^138\*{4}/), consents: [{ channel: 'email', version: 1 }, { channel: 'wecom', version: 1 }] })
    expect((await list({ channel: 'wecom' })).items.map(({ id }) => id)).toEqual([two])
    expect((await list({ channel: 'sms' })).total).toBe(0)
    expect((await list({ version: 2 })).total).toBe(0)
    await agree(one, 'email', 2, changed.digest)
    expect((await list()).items.map(({ id }) => id)).toEqual([two])
    const refused = app.call('outreach.list-to-ask-again', { noticeId: other.id, channel: null, version: null, after: null }, operations)
    await expect(refused).rejects.toMatchObject({ code: 'permission.missing' })
  })

  it('takes a stream of ids and gives a stream of decisions, with a line at the end', async () => {
    const server = await serveTestApp(app)
    const { key } = await app.call('identity.create-api-key', { name: '短信平台', operations: ['outreach.decide-sends'], days: 30 }, administrator)
    const { key: other } = await app.call('identity.create-api-key', { name: '别的', operations: ['outreach.record-consent'], days: 30 }, administrator)
    const query = `purpose=marketing&channel=sms&materialId=${approved}`
    let network = 0
    const send = async (body: string | Uint8Array<ArrayBuffer>, { path = `/send-gate?${query}`, bearer = key, type = 'application/x-ndjson' } = {}) => {
      network += 1
      const headers = { 'content-type': type, authorization: `Bearer ${bearer}`, 'x-forwarded-for': `10.3.${Math.floor(network / 25)}.1` }
      const response = await fetch(server.base + path, { method: 'POST', headers, body })
      return { status: response.status, lines: (await response.text()).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) }
    }
    const decided = async () => (await sql<{ n: number }>`select count(*) as n from ledger_entry where type = 'sends.decided'`.execute(app.db)).rows[0]?.n
    const ids = (await customers(2500)).toSorted()
    await consent(ids[2400] ?? '')
    const before = await decided()
    const { status, lines } = await send(ids.map((id, at) => (at % 2 === 0 ? `{"person":"${id}"}` : `"${id.toUpperCase()}"`)).join('\r\n'))
    expect(status).toBe(200)
    expect(lines).toHaveLength(2501)
    expect(lines.slice(0, -1).map((line) => line['person'])).toEqual(ids)
    expect(lines[2400]).toMatchObject({ verdict: 'allow', reasons: [], sendId: expect.any(String), unsubscribeUrl: expect.stringContaining('/u/') })
    expect(lines.at(-1)).toMatchObject({ done: true, asked: 2500, allowed: 1, denied: 2499, digest: expect.stringMatching(/^[\da-f]{64}$/) })
    expect(await decided()).toBe((before ?? 0) + 3)

    // A line that is wrong, wherever it stands, refuses the whole before anybody is decided about.
    const first1500 = ids.slice(0, 1500).map((id) => `"${id}"`).join('\n')
    const few = ids.slice(0, 3).map((id) => `"${id}"`).join('\n')
    expect((await send(`${first1500}\n"x"`)).lines).toMatchObject([{ code: 'outreach.stream-line-malformed' }])
    const wrong = [
      ...fc.sample(fc.oneof(fc.string({ minLength: 1, maxLength: 50 }).filter((text) => text.trim() !== '' && !text.includes('\n')), fc.json({ maxDepth: 1 }).filter((text) => text.trim() !== '')), { numRuns: 40, seed: 33 }),
      `{"person":"${first}","more":1}`, `{"person":null}`, `["${first}"]`, `"${first}`, '"'.padEnd(5000, 'x'), ids[0] ?? '', `"${ids[0]}"`,
    ]
    for (const [at, line] of wrong.entries()) {
      const answer = await send(at % 2 === 0 ? `${few}\n${line}` : `${line}\n${line}\n${few}`)
      expect({ line, code: answer.lines[0]?.['code'], status: answer.status >= 400 && answer.status < 500 }).toEqual({ line, code: expect.stringMatching(/^outreach\.stream-/), status: true })
    }
    for (const [body, options] of [
      ['', {}], ['\n\n', {}], [new Uint8Array([0xff, 0xfe, 0x0a]), {}],
      [few, { path: '/send-gate' }], [few, { path: '/send-gate?purpose=x&channel=sms' }], [few, { path: `/send-gate?${query}&more=1` }],
      [few, { path: `/send-gate?${query}&channel=email` }], [few, { path: `/send-gate/more?${query}` }], [few, { type: 'application/json' }],
    ] as [string | Uint8Array<ArrayBuffer>, object][]) {
      const answer = await send(body, options)
      expect({ status: answer.status >= 400 && answer.status < 500, code: answer.lines[0]?.['code'] }).toEqual({ status: true, code: expect.stringMatching(/^outreach\.stream-/) })
    }
    expect((await send(few, { bearer: other })).status).toBe(403)
    expect((await send(few, { bearer: 'x' })).status).toBe(401)
    expect(await decided()).toBe((before ?? 0) + 3)

    // Two at once; a third waits, and one that goes away gives its place back.
    const held = () => {
      const stop = new AbortController()
      const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new TextEncoder().encode(`"${ids[0]}"\n`)) })
      const sent = fetch(`${server.base}/send-gate?${query}`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${key}` }, body, duplex: 'half', signal: stop.signal } as RequestInit)
      const stream = { answered: false, stop: () => stop.abort(), sent: sent.catch(() => null) }
      void stream.sent.then(() => (stream.answered = true))
      return stream
    }
    let open = [held(), held()]
    let third = await send(few)
    await expect.poll(async () => {
      // Whichever came while the third had its place was sent away, and comes again.
      open = open.map((stream) => (stream.answered ? held() : stream))
      return (third = await send(few)).status
    }, { timeout: 20_000, interval: 100 }).toBe(429)
    expect(third).toMatchObject({ lines: [{ code: 'request.streams-busy' }] })
    for (const each of open) each.stop()
    await Promise.all(open.map(({ sent }) => sent))
    let after = await send(few)
    for (let tries = 0; after.status === 429 && tries < 100; tries += 1) after = await send(few)
    expect(after.status).toBe(200)
  })
})

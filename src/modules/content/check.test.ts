import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp } from '../../../test/harness.ts'
import { hire } from '../../../test/hire.ts'
import { serveTestApp } from '../../../test/served.ts'
import { quarterOf } from './check-tally.ts'

const minute = 60_000

describe('the quarters of an hour in which checks are counted', () => {
  it.each([
    ['2026-06-01T02:00:00.000Z', '2026-06-01T02:00:00.000Z'],
    ['2026-06-01T02:14:59.999Z', '2026-06-01T02:00:00.000Z'],
    ['2026-06-01T02:59:00.000Z', '2026-06-01T02:45:00.000Z'],
  ])('%s lies in the one of %s', (moment, quarter) => {
    expect(quarterOf(new Date(moment)).toISOString()).toBe(quarter)
  })
})

describe.each(testDatabases())('POST /api/v1/check on $name (CNT-2)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const server = await serveTestApp(app)
  const administrator = await app.as(
    await hire(app, { name: '管理员', department: '信息安全部', posts: ['security-administrator'] }),
  )
  const give = async (name: string, callsPerMinute = 6000) => {
    const wish = { name, operations: ['content.check'], days: 30, callsPerMinute }
    return app.call('identity.create-api-key', wish, administrator)
  }
  const cms = await give('内容管理')
  const check = (body: unknown, key = cms.key) => server.post('/api/v1/check', body, { authorization: `Bearer ${key}` })
  const recordChecks = () => app.runJob('content.record-checks')
  const recorded = () =>
    app.db
      .selectFrom('ledger_entry')
      .select(['subject_kind', 'subject_id', 'detail'])
      .where('type', '=', 'checks.made')
      .orderBy('id')
      .execute()

  it('answers decision, findings, version of the rules and the caller\'s reference', async () => {
    const { status, body } = await check({ text: '全网最低价，根治糖尿病', industry: '食品', channel: '小红书', reference: 'cms-4711' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ decision: 'deny', reference: 'cms-4711', rulesVersion: expect.stringMatching(/./) })
    const findings = body['findings'] as { start: number; end: number; excerpt: string; law: string; advice: string }[]
    expect(findings.length).toBe(body['findingCount'])
    for (const { start, end, excerpt, law, advice } of findings) {
      expect('全网最低价，根治糖尿病'.slice(start, end)).toBe(excerpt)
      expect(law + advice).not.toBe('')
    }
  })

  it('is the operation content.check at a short address', async () => {
    const long = await server.post('/api/v1/content/check', { text: '今天天气晴' }, { authorization: `Bearer ${cms.key}` })
    expect(long.body).toEqual((await check({ text: '今天天气晴' })).body)
    const api: unknown = await (await fetch(`${server.base}/api/openapi.json`)).json()
    const post = { operationId: 'content.check', security: expect.arrayContaining([{ apiKey: [] }]) }
    expect(api).toMatchObject({ paths: { '/api/v1/check': { post } } })
  })

  it.each([
    ['no text', {}],
    ['an empty text', { text: '' }],
    ['a text above 200,000 characters', { text: '好'.repeat(200_001) }],
    ['a reference above 64 characters', { text: '好', reference: 'x'.repeat(65) }],
    ['a field that it does not know', { text: '好', save: true }],
    ['a lone surrogate', { text: '\ud800' }],
  ])('refuses %s', async (_name, body) => {
    expect(await check(body)).toMatchObject({ status: 422, body: { code: 'input.invalid' } })
  })

  it('takes a text of 200,000 characters, however it is escaped', async () => {
    const escaped = `{"text":"${'\\u597d'.repeat(200_000)}"}`
    const response = await fetch(`${server.base}/api/v1/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${cms.key}` },
      body: escaped,
    })
    expect(await response.json()).toMatchObject({ decision: 'allow', findingCount: 0 })
  })

  it('lists 1,000 findings and counts the others', async () => {
    const { body } = await check({ text: '全网最低价。'.repeat(1500) })
    expect((body['findings'] as unknown[]).length).toBe(1000)
    expect(body).toMatchObject({ decision: 'deny' })
    // One of each sentence, besides what their neighbourhood reads like.
    expect(body['findingCount']).toBeGreaterThanOrEqual(1500)
  })

  it('refuses strangers, and keys that were given something else', async () => {
    expect((await server.post('/api/v1/check', { text: '好' })).status).toBe(401)
    const wish = { name: '只看安全度', operations: ['score.view-score'], days: 1 }
    const { key } = await app.call('identity.create-api-key', wish, administrator)
    const refused = { status: 403, body: { code: 'api-key.operation-not-given' } }
    expect(await check({ text: '好' }, key)).toMatchObject(refused)
  })

  it('holds each key to its own limit', async () => {
    const slow = await give('慢系统', 2)
    const statuses = []
    for (let call = 0; call < 3; call += 1) statuses.push((await check({ text: '好' }, slow.key)).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await check({ text: '好' })).headers.get('ratelimit')).toMatch(/^"key";r=\d+;t=\d+$/)
  })

  it('puts one entry a key and quarter of an hour on record, with counts and without the text', async () => {
    app.clock.set(new Date('2026-06-02T02:15:00Z'))
    const busy = await give('商城')
    const texts = ['今天天气晴', '全网最低价', '今天天气晴', '根治糖尿病']
    for (const text of texts) await check({ text }, busy.key)
    await recordChecks()
    expect((await recorded()).filter(({ subject_id: id }) => id === busy.id)).toEqual([])
    app.clock.advance(15 * minute)
    await check({ text: '今天天气晴' }, busy.key)
    await Promise.all([recordChecks(), recordChecks()])
    const first = (await recorded()).filter(({ subject_id: id }) => id === busy.id)
    expect(first).toEqual([
      {
        subject_kind: 'api-key',
        subject_id: busy.id,
        detail: {
          name: '商城',
          from: '2026-06-02T02:15:00.000Z',
          minutes: 15,
          rulesVersion: expect.any(String),
          allowed: 2,
          inDoubt: 0,
          denied: 2,
          characters: texts.join('').length,
        },
      },
    ])
    app.clock.advance(15 * minute)
    await recordChecks()
    const second = (await recorded()).filter(({ subject_id: id }) => id === busy.id)
    expect(second.map(({ detail }) => detail['allowed'])).toEqual([2, 1])
    expect(await app.db.selectFrom('check_tally' as never).selectAll().execute()).toEqual([])
  })

  it('keeps nothing of a text anywhere', async () => {
    const marker = '青禾牌桂花乌龙限时特惠独此一句'
    await check({ text: `${marker}，全网最低价`, reference: 'secret-reference' })
    app.clock.advance(15 * minute)
    await recordChecks()
    for (const table of ['ledger_entry', 'check_tally', 'file', 'notice']) {
      const rows = JSON.stringify(await app.db.selectFrom(table as 'ledger_entry').selectAll().execute())
      expect(rows).not.toContain(marker)
      expect(rows).not.toContain('secret-reference')
    }
  })

  it('counts every one of many checks at once', async () => {
    const parallel = await give('并发')
    const answers = await Promise.all(Array.from({ length: 100 }, () => check({ text: '好茶' }, parallel.key)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    app.clock.advance(15 * minute)
    await recordChecks()
    const [sum] = (await recorded()).filter(({ subject_id: id }) => id === parallel.id)
    expect(sum?.detail).toMatchObject({ allowed: 100, characters: 200 })
  })
})

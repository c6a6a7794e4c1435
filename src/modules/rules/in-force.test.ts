import { gunzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { createHttpApplication } from '../../kernel/http/application.ts'
import { createMetrics } from '../../kernel/http/metrics.ts'
import { loadPacks } from '../../screening/load-packs.ts'
import { changesSchema } from './changes.ts'
import { ruleEngine } from './engine.ts'
import { packedSet } from './rule-set.ts'
import { startRuleHouse } from './rules.fixture.ts'

describe.each(testDatabases())('the rules in force on $name', async ({ name }) => {
  const house = await startRuleHouse(name)
  const { app, deny, dryRun, enforce } = house
  const bringIntoForce = async (term: string) => {
    await deny(term)
    await dryRun()
    await enforce()
  }

  it('are taken up by every server of an installation, at its next check', { timeout: 120_000 }, async () => {
    const packs = await loadPacks()
    const [one, two] = [ruleEngine(packs), ruleEngine(packs)]
    expect((await two.inForce(app.db)).label).toBe(`v0+${packs.version}`)
    await bringIntoForce('青禾第二')
    for (const server of [one, two]) {
      const { number, check } = await server.inForce(app.db)
      expect([number, check('青禾第二').decision]).toEqual([1, 'deny'])
    }
  })

  it('are made beside the event loop, while checks under way go on with the old ones', async () => {
    const engine = ruleEngine(await loadPacks())
    const old = await engine.inForce(app.db)
    await bringIntoForce('青禾第三')
    // A server that has only just started has its thread to start as well, which takes many turns of the event loop.
    const cold = ruleEngine(await loadPacks())
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    const pending = cold.inForce(app.db)
    expect(old.check('青禾第二').decision).toBe(old.number === 0 ? 'allow' : 'deny')
    const built = await pending
    clearInterval(timer)
    expect(built.number).toBeGreaterThan(old.number)
    expect(turns).toBeGreaterThan(0)
    expect((await engine.inForce(app.db)).number).toBe(built.number)
    // The same answer is shared by everybody who asked meanwhile.
    expect(await engine.inForce(app.db)).toBe(await engine.inForce(app.db))
  })

  const browser = async () => {
    const http = createHttpApplication({
      app: app.inner,
      log: pino({ level: 'silent' }),
      metrics: createMetrics(app.inner),
      publicUrl: new URL('http://127.0.0.1'),
      trustedProxies: 0,
      version: '0.0.0-test',
      authenticate: async (token) =>
        app.posts.includes(token) ? { actor: app.personHolding([token]), renewed: undefined } : null,
      authenticateKey: async () => null,
      assets: {
        console: fileURLToPath(new URL('.', import.meta.url)),
        screening: fileURLToPath(new URL('.', import.meta.url)),
      },
    })
    return (headers: Record<string, string>) => http.request('/api/v1/rules/pack', { headers })
  }

  it('go to the browsers of who writes, by digest, and are not sent again while they are the same', async () => {
    const get = await browser()
    const post = { authorization: 'Bearer operations' }
    const first = await get({ ...post, 'accept-encoding': 'gzip' })
    expect(first.status).toBe(200)
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const pack = JSON.parse(gunzipSync(await first.bytes()).toString('utf8')) as {
      label: string
      terms: { term: string }[]
    }
    expect(pack.label).toMatch(/^v2\+/)
    expect(pack.terms.map(({ term }) => term)).toContain('青禾第二')
    const etag = first.headers.get('etag') ?? ''
    expect((await get({ ...post, 'if-none-match': etag })).status).toBe(304)
    const plain = (await (await get(post)).json()) as { label: string }
    expect(plain.label).toBe(pack.label)
    await bringIntoForce('青禾第六')
    const next = await get({ ...post, 'if-none-match': etag })
    expect(next.status).toBe(200)
    expect(next.headers.get('etag')).not.toBe(etag)
  })

  it.each([
    ['a stranger', {}, 401],
    ['a token of nobody', { authorization: 'Bearer nobody' }, 401],
    ['a post without the right', { authorization: 'Bearer finance' }, 403],
  ] as const)('are refused to %s', async (_, headers, status) => {
    const get = await browser()
    expect((await get(headers)).status).toBe(status)
  })
})

describe('rules after an upgrade of the shipped packs', () => {
  it('go on protecting without a rule that the new packs cannot compile, and name it', async () => {
    const { thread } = ruleEngine(await loadPacks())
    const rule = {
      id: 'company.brand.slogan',
      category: 'disparage',
      severity: 'block',
      cite: 'company-policy',
      since: '2026-06-01',
      why: '“{hit}”不用。',
      advice: '换一种说法。',
      deniable: 'full',
      yields: false,
      exemptible: false,
      sample: {},
      terms: ['青禾小弟'],
      patterns: [] as string[],
      allow: [],
      unless: [],
      unless_text: [],
      requires: [],
      hit: ['青禾小弟'],
      miss: ['青禾'],
    } as const
    const broken = { ...rule, id: 'company.brand.broken', cite: 'adlaw-gone' }
    const changes = {
      terms: [],
      changes: [{ rule: 'adlaw.gone.rule', off: true, reason: '不用' }],
      rules: [rule, broken],
    }
    const built = await thread.build(await packedSet(changesSchema.parse(changes)))
    expect(built.faults.map(({ rule: id }) => id)).toEqual(['company.brand.broken'])
    expect(built.packs.rules.map(({ id }) => id)).toContain('company.brand.slogan')
  })
})

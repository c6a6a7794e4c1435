import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestApp, type TestApp } from '../../../test/harness.ts'
import type { Actor } from '../actor.ts'
import { catalogueOf } from '../catalogue.ts'
import { defineProblem } from '../errors.ts'
import type { Front } from '../front.ts'
import { invoke } from '../invoke.ts'
import { defineModule } from '../module.ts'
import { operationsOf } from '../operation.ts'
import { sameBytes } from '../secrets/compare.ts'
import { createHttpApplication } from './application.ts'
import { type Listener, listen } from './listen.ts'
import { createMetrics } from './metrics.ts'

const defineOperation = operationsOf<{ tables: object; event: 'echo.heard'; permission: 'echo.hear'; ports: unknown }>()
const shared = 'a-secret-that-both-sides-know'
const sign = (text: string): string => createHmac('sha256', shared).update(text).digest('hex')

const signatureWrong = defineProblem('refused', 'echo.signature-wrong', { zh: '签名不正确。', en: 'The signature is wrong.' })

const listenOperation = defineOperation({
  name: 'echo.listen',
  summary: { zh: '听', en: 'Listen' },
  effect: 'read',
  permission: 'echo.hear',
  byKey: true,
  records: { unrecorded: 'Nothing but the words of a test.' },
  input: z.strictObject({ words: z.string().max(60) }),
  output: z.object({ words: z.string(), by: z.string() }),
  run: async (ctx, { words }) => ({ words, by: ctx.actor.kind }),
})

const hear = defineOperation({
  name: 'echo.hear',
  summary: { zh: '收', en: 'Hear' },
  effect: 'change',
  permission: 'front',
  records: ['echo.heard'],
  input: z.strictObject({ text: z.string().max(500), signature: z.string().max(64) }),
  output: z.object({ actor: z.string() }),
  run: async (ctx, { text, signature }) => {
    if (!sameBytes(Buffer.from(sign(text)), Buffer.from(signature))) throw signatureWrong()
    ctx.record({ type: 'echo.heard', subject: { kind: 'echo', id: text } })
    return { actor: ctx.actor.kind }
  },
})

const plain = { 'content-type': 'text/plain' }
const byKey: Front = {
  name: 'echo.by-key',
  path: '/echo/v1',
  methods: ['GET', 'PUT'],
  headers: ['if-match'],
  bodyLimit: 1024,
  caller: 'key',
  anonymousPerMinute: 20,
  operations: [listenOperation],
  answer: async ({ method, steps, query, headers, body }, call) => {
    if (steps[0] === 'defect') throw new Error('a secret of the inside')
    if (steps[0] === 'undeclared') return { status: 200, body: (await call(hear, { text: '', signature: '' })).actor }
    const { words, by } = await call(listenOperation, { words: steps.join('|') })
    const told = { method, words, by, query: query.get('q'), headers, body: Buffer.from(body).toString() }
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(told) }
  },
  refusal: ({ status, code, detail }) => ({ status, headers: plain, body: `${code}: ${detail}` }),
}
const bySignature: Front = {
  ...byKey,
  name: 'echo.by-signature',
  path: '/hook',
  methods: ['POST'],
  headers: ['x-signature'],
  caller: 'signature',
  operations: [hear],
  answer: async ({ body, headers }, call) => {
    const input = { text: Buffer.from(body).toString(), signature: headers['x-signature'] ?? '' }
    return { status: 200, headers: plain, body: (await call(hear, input)).actor }
  },
}
const moduleWith = (fronts: readonly Front[]) =>
  defineModule({
    name: 'echo',
    title: { zh: '回声', en: 'Echo' },
    permissions: { 'echo.hear': { zh: '听', en: 'Hear' } },
    events: { 'echo.heard': { zh: '听见', en: 'Heard' } },
    operations: [listenOperation, hear],
    fronts,
  })

describe('ways in for protocols of others (docs/adr/0020)', () => {
  let app: TestApp
  let listener: Listener
  let base = ''
  let commands: ReturnType<typeof createHttpApplication>
  const key = `wdk_${'K'.repeat(43)}`
  const poorKey = `wdk_${'P'.repeat(43)}`
  const log: string[] = []
  const keyActor = (id: string, operations: readonly string[]): Actor => ({
    kind: 'api-key',
    id,
    name: id,
    operations: new Set(operations),
    permissions: new Set(['echo.hear']),
    callsPerMinute: 100,
  })

  beforeAll(async () => {
    app = await startTestApp()
    const catalogue = catalogueOf([...app.catalogue.modules, moduleWith([byKey, bySignature])])
    const inner = { ...app.inner, catalogue, isStillAdmitted: async () => true }
    const options = {
      app: inner,
      log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
      metrics: createMetrics(inner),
      publicUrl: new URL('https://weidun.example'),
      trustedProxies: 1,
      version: '0.0.0-test',
      authenticate: async () => ({ actor: app.personHolding(['security-administrator']), renewed: undefined }),
      authenticateKey: async (presented: string) =>
        presented === key ? keyActor('rich', ['echo.listen']) : presented === poorKey ? keyActor('poor', ['echo.other']) : null,
      assets: { console: fileURLToPath(new URL('.', import.meta.url)), screening: fileURLToPath(new URL('.', import.meta.url)) },
    }
    listener = await listen(createHttpApplication(options), { host: '127.0.0.1', port: 0 })
    base = `http://127.0.0.1:${listener.port}`
    commands = createHttpApplication({ ...options, localActor: { kind: 'machine', id: 'command-socket', permissions: new Set(['front']) } })
  })
  afterAll(() => listener.stop())

  let network = 0
  const ask = async (path: string, init: RequestInit = {}, headers: Record<string, string> = { authorization: `Bearer ${key}` }) => {
    network += 1
    const from = { 'x-forwarded-for': `198.51.100.${network % 250}`, ...headers }
    const response = await fetch(base + path, { ...init, headers: { ...from } })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  it('hand a bounded request to an operation and its output back, with the headers of every answer', async () => {
    const headers = { authorization: `Bearer ${key}`, 'if-match': 'W/"1"', 'x-other': 'x', cookie: 'weidun=a' }
    const { status, text, headers: answered } = await ask('/echo/v1/a%20b/c?q=%E7%94%B2', { method: 'PUT', body: 'hi' }, headers)
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual({ method: 'PUT', words: 'a b|c', by: 'api-key', query: '甲', headers: { 'if-match': 'W/"1"' }, body: 'hi' })
    expect(answered.get('cache-control')).toBe('no-store')
    expect(answered.get('x-content-type-options')).toBe('nosniff')
    expect(answered.get('strict-transport-security')).toContain('max-age')
    expect(answered.get('ratelimit-policy')).toBe('"key";q=100;w=60')
    expect((await ask('/echo/v1')).status).toBe(200)
  })

  it.each([
    ['nothing', {}],
    ['a session token', { authorization: 'Bearer a-session-token' }],
    ['a cookie', { cookie: '__Host-weidun=a-session', 'sec-fetch-site': 'same-origin' }],
    ['a wrong key', { authorization: `Bearer wdk_${'X'.repeat(43)}` }],
    ['a password', { authorization: 'Basic YTpi' }],
  ])('let nobody in who presents %s where a key is asked for', async (_what, headers) => {
    const { status, text, headers: answered } = await ask('/echo/v1/a', {}, headers)
    expect([status, answered.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(text).toMatch(/^api-key\.not-accepted: /)
  })

  it('refuse a key what it was not given, and keep that in the ledger, not without end', async () => {
    for (let call = 0; call < 40; call += 1) await ask('/echo/v1/a', {}, { authorization: `Bearer ${poorKey}` })
    const rows = await app.db.selectFrom('ledger_entry').select('type').where('actor_id', '=', 'poor').execute()
    expect(rows.length).toBeGreaterThanOrEqual(30)
    expect(rows.length).toBeLessThan(40)
    expect(rows[0]).toEqual({ type: 'operation.refused' })
  })

  it('answer other methods with 405 and say which there are, to those who may ask', async () => {
    const { status, headers } = await ask('/echo/v1/a', { method: 'DELETE' })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, PUT'])
    expect((await ask('/echo/v1/a', { method: 'HEAD' })).status).toBe(405)
    expect((await ask('/echo/v1/a', { method: 'DELETE' }, {})).status).toBe(401)
  })

  it.each(['/echo/v1/%2e%2e%2fapi', '/echo/v1/a%2Fb', '/echo/v1/%00', '/echo/v1/a%5cb', `/echo/v1/${'x'.repeat(5000)}`])(
    'have nothing at %.30s',
    async (path) => {
      expect((await ask(path)).text).toMatch(/^request\.no-such-address: /)
    },
  )

  it('do not reach beyond their path', async () => {
    expect((await ask('/echo/v2/a')).text).not.toContain('api-key')
    expect((await ask('/echo/v1x')).text).not.toContain('api-key')
  })

  it('say a defect without its cause, and keep tokens and bodies out of the log', async () => {
    const { status, text } = await ask('/echo/v1/defect?q=somebody', { method: 'PUT', body: 'a-body' })
    expect(status).toBe(500)
    expect(text).toMatch(/^internal: /)
    expect(text).not.toContain('inside')
    const lines = log.join('')
    expect(lines).toContain('"failed"')
    expect(lines).toContain('echo.listen')
    for (const secret of [key, 'somebody', 'a-body', 'a-session']) expect(lines).not.toContain(secret)
  })

  it('cannot call an operation that they do not declare', async () => {
    expect((await ask('/echo/v1/undeclared')).status).toBe(500)
  })

  it('let a protocol prove itself: the operation runs as the front, and is called in no other way', async () => {
    const body = 'something happened'
    const good = await ask('/hook', { method: 'POST', body }, { 'x-signature': sign(body) })
    expect([good.status, good.text]).toEqual([200, 'machine'])
    const rows = await app.db.selectFrom('ledger_entry').select(['actor_kind', 'actor_id']).where('type', '=', 'echo.heard').execute()
    expect(rows).toEqual([{ actor_kind: 'machine', actor_id: 'echo.by-signature' }])
    const bad = await ask('/hook', { method: 'POST', body }, { 'x-signature': sign('something else') })
    expect([bad.status, bad.text.split(':')[0]]).toEqual([403, 'echo.signature-wrong'])
    const direct = await ask('/api/v1/echo/hear', { method: 'POST', body: '{}' }, { authorization: 'Bearer a-session-token', 'content-type': 'application/json' })
    expect(direct.status).toBe(404)
    const inner = { ...app.inner, catalogue: catalogueOf([...app.catalogue.modules, moduleWith([byKey, bySignature])]) }
    const input = { text: body, signature: sign(body) }
    for (const actor of [app.personHolding(app.posts), keyActor('rich', ['echo.hear']), { kind: 'job', id: 'echo' } as const]) {
      await expect(invoke(inner, 'echo.hear', input, { actor, origin: { request: 'test' }, locale: 'zh' })).rejects.toBeDefined()
    }
  })

  it('are not served at the command socket', async () => {
    const init = { method: 'POST', headers: { 'x-signature': sign('x') }, body: 'x' }
    expect((await commands.request('http://localhost/hook', init)).status).toBe(404)
  })

  it('count calls of a network before anything is proven', async () => {
    const from = { 'x-forwarded-for': '192.0.2.77', 'x-signature': 'wrong' }
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask('/hook', { method: 'POST', body: 'x' }, from)))
    const late = answers.find(({ status }) => status === 429)
    expect(late?.text).toMatch(/^request\.too-many: /)
    expect(Number(late?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('answer a stranger before reading what they send, and read no more than their bound', async () => {
    const { promise: answered, resolve } = Promise.withResolvers<number>()
    const endless = request(`${base}/echo/v1/a`, { method: 'PUT', headers: { 'transfer-encoding': 'chunked' } })
    endless.on('response', ({ statusCode }) => resolve(statusCode ?? 0))
    endless.on('error', () => resolve(0))
    endless.write('x')
    expect(await answered).toBe(401)
    endless.destroy()
    expect((await ask('/echo/v1/a', { method: 'PUT', body: 'x'.repeat(2000) })).text).toMatch(/^request\.too-large: /)
  })
})

describe('a catalogue', () => {
  it.each([
    ['at an address of the program', { ...byKey, path: '/api/v2' }, 'where /api is'],
    ['above an address of the program', { ...byKey, path: '/readyz' }, 'where /readyz is'],
    ['inside another front', { ...byKey, name: 'echo.second', path: '/hook/inner' }, 'where /hook is'],
    ['at an odd address', { ...byKey, path: '/Echo/:id' }, 'wrong form'],
    ['that reads tokens', { ...byKey, headers: ['authorization'] }, 'may not read authorization'],
    ['by key for an operation that is not for keys', { ...byKey, operations: [hear] }, 'not open to keys'],
    ['by signature for an operation that people have', { ...byKey, caller: 'signature' }, 'not open to fronts'],
  ] as const)('takes no front %s', (_what, front, message) => {
    expect(() => catalogueOf([moduleWith([bySignature, front])])).toThrow(message)
  })

  it('takes no operation for a front that no front calls', () => {
    expect(() => catalogueOf([moduleWith([byKey])])).toThrow('no front calls it')
  })

  it('takes no front for operations of others', () => {
    const { title, permissions, events } = moduleWith([])
    const other = defineModule({ name: 'other', title, permissions, events, operations: [], fronts: [byKey] })
    expect(() => catalogueOf([moduleWith([bySignature]), other])).toThrow('no operation of other')
  })
})

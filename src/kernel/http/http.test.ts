import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/harness.ts'
import { createHttpApplication } from './application.ts'
import { type Listener, listen } from './listen.ts'
import { createMetrics } from './metrics.ts'
import { isAddressed } from './openapi.ts'

const token = 'a-session-token'

describe('the HTTP face', () => {
  let app: TestApp
  let listener: Listener
  let base = ''

  beforeAll(async () => {
    app = await startTestApp()
    const http = createHttpApplication({
      app: app.inner,
      log: pino({ level: 'silent' }),
      metrics: createMetrics(app.inner),
      publicUrl: new URL('http://127.0.0.1'),
      trustedProxies: 0,
      version: '0.0.0-test',
      authenticate: async (presented) =>
        presented === token ? { actor: app.personHolding(['security-administrator']), renewed: undefined } : null,
      authenticateKey: async () => null,
      assets: { console: fileURLToPath(new URL('.', import.meta.url)), screening: fileURLToPath(new URL('.', import.meta.url)) },
    })
    listener = await listen(http, { host: '127.0.0.1', port: 0 })
    base = `http://127.0.0.1:${listener.port}`
  })
  afterAll(() => listener.stop())

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const departments = '/api/v1/identity/list-departments'
  const cookie = { cookie: `weidun=${token}` }

  it('answers a stranger with 401 and a problem document whose id can be quoted', async () => {
    const response = await post(departments, {})
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    const problem: unknown = await response.json()
    expect(problem).toMatchObject({ code: 'session.required', status: 401, id: response.headers.get('x-request-id') })
  })

  it('lets a bearer token in, and a cookie from our own page', async () => {
    expect((await post(departments, {}, { authorization: `Bearer ${token}` })).status).toBe(200)
    expect((await post(departments, {}, { ...cookie, origin: base })).status).toBe(200)
    expect((await post(departments, {}, { ...cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  it.each([
    ['of another site', { origin: 'https://attacker.example' }],
    ['of another port', { origin: 'http://127.0.0.1:1' }],
    ['of a sandboxed frame', { origin: 'null' }],
    ['that names no origin', {}],
    ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['that the browser calls same-site', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a cookie with a request %s', async (_name, headers) => {
    const response = await post(departments, {}, { ...cookie, ...headers })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'request.cross-site' })
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])('refuses a %s body', async (type) => {
    const response = await post(departments, '{}', { authorization: `Bearer ${token}`, 'content-type': type })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'request.not-json' })
  })

  it('says what is wrong with an input, in the language that was asked for, without repeating it', async () => {
    const body = { page: 'hunter2hunter2' }
    const headers = { authorization: `Bearer ${token}` }
    const zh = await (await post('/api/v1/identity/list-people', body, headers)).text()
    const en = await (await post('/api/v1/identity/list-people', body, { ...headers, 'x-weidun-locale': 'en' })).text()
    expect(JSON.parse(zh)).toMatchObject({ code: 'input.invalid', issues: [{ path: 'page' }] })
    expect(zh).toContain('请按提示修改')
    expect(en).toContain('correct them as shown')
    expect(zh + en).not.toContain('hunter2')
  })

  it('counts calls of strangers by network and tells when to come back', async () => {
    const answers = await Promise.all(Array.from({ length: 150 }, () => post('/api/v1/identity/view-set-up', {})))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('sends the headers that keep a browser safe, with a fresh nonce each time', async () => {
    const [one, two] = await Promise.all([fetch(`${base}/healthz`), fetch(`${base}/healthz`)])
    const policy = one.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-|https?:|\*/)
    expect(policy).not.toBe(two.headers.get('content-security-policy'))
    expect(one.headers.get('x-content-type-options')).toBe('nosniff')
    expect(one.headers.get('referrer-policy')).toBe('no-referrer')
    expect((await post(departments, {})).headers.get('cache-control')).toBe('no-store')
  })

  it('gives its figures to this machine alone', async () => {
    const own = await fetch(`${base}/metrics`)
    expect(own.status).toBe(200)
    expect(await own.text()).toContain('weidun_operation_seconds')
    const passedOn = await fetch(`${base}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(passedOn.status).toBe(404)
  })

  it('answers readiness from the database', async () => {
    expect(await (await fetch(`${base}/readyz`)).json()).toEqual({ status: 'ready' })
  })

  it('describes every operation in OpenAPI 3.1 and on a page', async () => {
    const description = (await (await fetch(`${base}/api/openapi.json`)).json()) as { openapi: string; paths: object }
    expect(description.openapi).toBe('3.1.0')
    expect(Object.keys(description.paths)).toHaveLength([...app.catalogue.operations.values()].filter(isAddressed).length)
    const page = await (await fetch(`${base}/api/docs`)).text()
    for (const operation of app.catalogue.operations.values()) {
      expect(page.includes(`id="${operation.name}"`)).toBe(isAddressed(operation))
    }
  })

  it.each(['/api/v1/identity/no-such-thing', '/api/v1/nothing/at-all', '/api/v2'])('has nothing at %s', async (path) => {
    const response = await post(path, {})
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'request.no-such-address' })
  })

  it.each(['/assets/..%2f..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/http.test.ts'])(
    'does not hand out files of the program (%s)',
    async (path) => {
      const response = await fetch(base + path)
      expect(await response.text()).not.toMatch(/dependencies|vitest/)
    },
  )

  it('answers a stranger before reading a body that may be as large as an upload', async () => {
    const { promise: answered, resolve } = Promise.withResolvers<number>()
    const endless = request(`${base}/api/v1/content/add-attachment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    })
    endless.on('response', ({ statusCode }) => resolve(statusCode ?? 0))
    // The server may close the connection of whoever goes on sending after the answer.
    endless.on('error', () => resolve(0))
    endless.write('{"name":"')
    expect(await answered).toBe(401)
    endless.destroy()
  })

  it('refuses text that cannot be kept instead of failing on it', async () => {
    const response = await post('/api/v1/identity/sign-in', { loginName: 'a\0b', password: 'x' })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'input.invalid', issues: [{ path: 'loginName' }] })
  })

  // Last, because the server closes the connection of whoever sends too much.
  it('refuses a body above the bound of the operation, declared or streamed', async () => {
    const large = JSON.stringify({ padding: 'x'.repeat(300 * 1024) })
    const declared = await post(departments, large, { authorization: `Bearer ${token}` })
    expect(declared.status).toBe(413)
    expect(declared.headers.get('content-type')).toContain('application/problem+json')
    expect(await declared.json()).toMatchObject({ status: 413, code: 'request.too-large', detail: expect.stringMatching(/\d KB/) })
    const streamed = await fetch(base + departments, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(await streamed.json()).toMatchObject({ status: 413, code: 'request.too-large' })
  })
})

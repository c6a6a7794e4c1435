import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { type Context as HonoContext, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Actor, Origin } from '../actor.ts'
import type { App } from '../app.ts'
import { defineProblem, Problem } from '../errors.ts'
import { invoke } from '../invoke.ts'
import type { Operation } from '../operation.ts'
import type { Locale } from '../sentence.ts'
import { type Authenticate, type AuthenticateKey, createAdmission, type Place } from './admission.ts'
import { clientAddress } from './client-address.ts'
import { mountConsole } from './console-files.ts'
import { mountDocuments } from './documents.ts'
import { mountFronts } from './fronts.ts'
import { deviceTokenOf, markDevice } from './device-cookie.ts'
import { docsPage } from './docs-page.ts'
import type { Metrics } from './metrics.ts'
import { isAddressed, openApiOf, pathsOf } from './openapi.ts'
import { internalDocument, type ProblemDocument, problemDocument } from './problem-document.ts'
import { createRateLimit } from './rate-limit.ts'
import { newNonce, setSecurityHeaders } from './security-headers.ts'
import { applySession } from './session-cookie.ts'

export type HttpOptions = {
  app: App
  /** Whose session a token is. */
  authenticate: Authenticate
  /** Which API key a token is. */
  authenticateKey: AuthenticateKey
  log: Logger
  metrics: Metrics
  publicUrl: URL
  trustedProxies: number
  version: string
  /** The built console and the compiled rule packs. */
  assets: { console: string; screening: string }
  /** For the command socket, which only the owner of the data directory can open: whoever calls without a token. */
  localActor?: Actor
}

const notJson = defineProblem('invalid', 'request.not-json', {
  zh: '请求正文必须是 JSON（Content-Type: application/json）。',
  en: 'The request body must be JSON (Content-Type: application/json).',
})
const tooLarge = defineProblem('too-large', 'request.too-large', {
  zh: '提交的内容过大，此操作最多 {limit} KB。',
  en: 'The request is too large; this operation takes at most {limit} KB.',
})
const noSuchAddress = defineProblem('not-found', 'request.no-such-address', {
  zh: '没有这个地址。接口说明见 /api/docs。',
  en: 'There is no such address. The interface is described at /api/docs.',
})

type Env = {
  Bindings: Partial<HttpBindings>
  Variables: { id: string; locale: Locale; nonce: string; ip: string; deviceToken?: string; operation: string; actor: Actor }
}

/** The HTTP face of the program: one route an operation, the console, and what operators of servers expect. */
export const createHttpApplication = (options: HttpOptions): Hono<Env> => {
  const { app, log, metrics, publicUrl } = options
  const https = publicUrl.protocol === 'https:'
  const { admit, admitToFront, countOutside } = createAdmission({
    https,
    limit: createRateLimit(() => Date.now()),
    authenticate: options.authenticate,
    authenticateKey: options.authenticateKey,
    localActor: options.localActor,
  })
  const http = new Hono<Env>()

  http.use(async (c, next) => {
    const started = performance.now()
    c.set('id', randomUUID())
    c.set('nonce', newNonce())
    c.set('operation', 'other')
    c.set('locale', localeOf(c.req.header('x-weidun-locale'), c.req.header('accept-language')))
    const remote = c.env?.incoming?.socket.remoteAddress
    const deviceToken = c.req.path.startsWith('/api/v1/') ? deviceTokenOf(c, https) : undefined
    if (deviceToken !== undefined) c.set('deviceToken', deviceToken)
    c.set('ip', clientAddress(remote, c.req.header('x-forwarded-for'), options.trustedProxies))
    setSecurityHeaders(c, { nonce: c.get('nonce'), https })
    c.header('x-request-id', c.get('id'))
    await next()
    const seconds = (performance.now() - started) / 1000
    metrics.observe({ operation: c.get('operation'), status: c.res.status, seconds })
    log.debug({ id: c.get('id'), operation: c.get('operation'), status: c.res.status, ms: seconds * 1000 }, 'answered')
  })

  const documentOf = (c: HonoContext<Env>, error: Error): ProblemDocument => {
    const id = c.get('id')
    const locale = c.get('locale')
    if (error instanceof Problem) {
      const document = problemDocument(error, locale, id)
      if (error.retryAfterSeconds !== undefined) c.header('retry-after', String(error.retryAfterSeconds))
      log.info({ id, operation: c.get('operation'), code: error.code, status: document.status }, 'refused')
      return document
    }
    log.error({ id, operation: c.get('operation'), err: { name: error.name, stack: error.stack } }, 'failed')
    return internalDocument(locale, id)
  }

  http.onError((error, c) => {
    const document = documentOf(c, error)
    return c.json(document, document.status as ContentfulStatusCode, { 'content-type': 'application/problem+json' })
  })

  const placeOf = (c: HonoContext<Env>): Place => {
    const deviceToken = c.get('deviceToken')
    const device = deviceOf(c.req.header('user-agent'))
    return { ip: c.get('ip'), device, ...(deviceToken === undefined ? {} : { deviceToken }) }
  }

  const originOf = (c: HonoContext<Env>): Origin => {
    const { ip, device, deviceToken } = placeOf(c)
    return {
      request: c.get('id'),
      ...(ip === '' ? {} : { ip }),
      ...(device === '' ? {} : { device }),
      ...(deviceToken === undefined ? {} : { deviceToken }),
    }
  }

  const route = (operation: Operation): void => {
    http.on(
      'POST',
      [...pathsOf(operation)],
      async (c, next) => {
        c.set('operation', operation.name)
        c.header('cache-control', 'no-store')
        const mark = operation.marksBrowser && c.get('deviceToken') === undefined ? markDevice(c, https) : undefined
        if (mark !== undefined) c.set('deviceToken', mark)
        await next()
      },
      // Before the body: whoever has no business here does not fill our memory with one.
      async (c, next) => {
        c.set('actor', await admit(c, operation, placeOf(c)))
        await next()
      },
      bodyLimit({
        maxSize: operation.bodyLimit,
        onError: () => {
          throw tooLarge({ limit: Math.floor(operation.bodyLimit / 1024) })
        },
      }),
      async (c) => {
        if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) throw notJson()
        const input: unknown = await c.req.json().catch(() => {
          throw notJson()
        })
        const { output, session } = await invoke(app, operation.name, input, {
          actor: c.get('actor'),
          origin: originOf(c),
          locale: c.get('locale'),
        })
        applySession(c, session, https)
        return c.json(output as object)
      },
    )
  }

  for (const operation of app.catalogue.operations.values()) {
    if (isAddressed(operation)) route(operation)
  }
  mountDocuments(http, {
    app,
    admit: (c, document) => admit(c, document, placeOf(c)),
  })

  // The command socket is for commands.
  if (options.localActor === undefined) {
    mountFronts(http, {
      app,
      admit: (c, front) => admitToFront(c, front, placeOf(c)),
      countOutside,
      // A front has no sessions: what an operation says about one is not carried out.
      run: async (c, { name }, input, actor) =>
        (await invoke(app, name, input, { actor, origin: originOf(c), locale: c.get('locale') })).output,
      ipOf: (c) => c.get('ip'),
      about: (c, name) => c.set('operation', name),
      documentOf,
      tooLarge: (bytes) => tooLarge({ limit: Math.floor(bytes / 1024) }),
      noSuchAddress,
      publicUrl,
    })
  }

  const openApi = openApiOf(app.catalogue, { version: options.version, serverUrl: publicUrl.origin })
  http.get('/api/openapi.json', (c) => c.json(openApi))
  http.get('/api/docs', (c) => c.html(docsPage(openApi, c.get('locale'), c.get('nonce'))))
  http.get('/healthz', (c) => c.json({ status: 'ok', version: options.version }))
  http.get('/readyz', async (c) => {
    const ready = await answers(app)
    return c.json({ status: ready ? 'ready' : 'database does not answer' }, ready ? 200 : 503)
  })
  http.get('/metrics', async (c) => {
    // Figures are for a collector on this machine. What a proxy passes on came from elsewhere, trusted or not.
    const passedOn = c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined
    if (passedOn || !/^(127\.|::1$|$)/.test(c.get('ip'))) throw noSuchAddress()
    return c.text(await metrics.text(), 200, { 'content-type': metrics.contentType })
  })
  http.all('/api/*', () => {
    throw noSuchAddress()
  })
  mountConsole(http, { ...options.assets, nonceOf: (c) => c.get('nonce') })
  return http
}

/** Whether the database answers within a second. */
const answers = (app: App): Promise<boolean> =>
  Promise.race([
    sql`select 1`.execute(app.database.kysely).then(
      () => true,
      () => false,
    ),
    delay(1000, false, { ref: false }),
  ])

/** What the program says of itself that calls; bounded, as it is kept with ledger entries. */
const deviceOf = (userAgent: string | undefined): string => (userAgent ?? '').slice(0, 300)

/** The language of an answer: the console's switch, else the browser's, else Chinese. */
const localeOf = (chosen: string | undefined, accepted: string | undefined): Locale =>
  chosen === 'en' || chosen === 'zh' ? chosen : /^\s*en\b/i.test(accepted ?? '') ? 'en' : 'zh'

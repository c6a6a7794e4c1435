import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { createHttpApplication } from '../src/kernel/http/application.ts'
import { listen } from '../src/kernel/http/listen.ts'
import { createMetrics } from '../src/kernel/http/metrics.ts'
import { authenticate, authenticateKey } from '../src/modules/identity/index.ts'
import type { TestApp } from './harness.ts'

export type Answered = { status: number; headers: Headers; body: Record<string, unknown> }

const built = (name: string): string => fileURLToPath(new URL(`../dist/${name}`, import.meta.url))
const builtAssets = { console: built('console'), screening: built('screening') }

/**
 * Serves a test's program over HTTP as src/server.ts does, with real sessions and real API keys, until the file ends.
 * @param options.console with the console as it was built
 */
export const serveTestApp = async (app: TestApp, options: { console?: boolean } = {}) => {
  const nothing = fileURLToPath(new URL('.', import.meta.url))
  const tools = () => ({ now: app.clock.now(), secrets: app.inner.secrets })
  const listener = await listen(
    createHttpApplication({
      app: app.inner,
      log: pino({ level: 'silent' }),
      metrics: createMetrics(app.inner),
      publicUrl: new URL('http://127.0.0.1'),
      trustedProxies: 1,
      version: '0.0.0-test',
      authenticate: async (token, place) => {
        const session = await authenticate(app.db, token, { ...place, ...tools() })
        return session === 'copied' ? null : session
      },
      authenticateKey: (token, { ip }) => authenticateKey(app.db, token, { ip, ...tools() }),
      assets: options.console === true ? builtAssets : { console: nothing, screening: nothing },
    }),
    { host: '127.0.0.1', port: 0 },
  )
  afterAll(() => listener.stop())
  const base = `http://127.0.0.1:${listener.port}`
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> => {
    const response = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> }
  }
  return { base, post }
}

import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Context, Env, Hono } from 'hono'
import { compress } from 'hono/compress'

type ConsoleOptions<E extends Env> = {
  /** Folder of the built console. */
  console: string
  /** Folder of the compiled rule packs, which the editor loads. */
  screening: string
  nonceOf: (c: Context<E>) => string
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

const notBuilt = 'The console has not been built. Run: npm run build\n控制台尚未构建，请先执行 npm run build\n'

/** Serves the console: files by name, and its one page for every other address. */
export const mountConsole = <E extends Env>(http: Hono<E>, options: ConsoleOptions<E>): void => {
  // Scripts and styles carry nothing secret; answers of operations are not compressed, lest their length tell of them.
  http.use('/assets/*', compress())

  http.get('/assets/screening/:file', (c) => sendFile(c, options.screening, c.req.param('file'), 'no-cache'))
  http.get('/assets/*', (c) => sendFile(c, options.console, c.req.path.slice(1), 'public, max-age=31536000, immutable'))
  http.get('*', async (c) => {
    if (extname(c.req.path) !== '' && c.req.path !== '/index.html') {
      return sendFile(c, options.console, c.req.path.slice(1), 'no-cache')
    }
    const html = await readFile(join(options.console, 'index.html'), 'utf8').catch(() => undefined)
    if (html === undefined) return c.text(notBuilt, 503)
    c.header('cache-control', 'no-cache')
    return c.html(html.replaceAll('__CSP_NONCE__', options.nonceOf(c)))
  })
}

const sendFile = async (c: Context, folder: string, name: string, cacheControl: string): Promise<Response> => {
  const path = normalize(join(folder, name))
  const type = mediaTypes[extname(path)]
  if (!path.startsWith(folder + sep) || type === undefined) return c.text('Not found', 404)
  const bytes = await readFile(path).catch(() => undefined)
  if (bytes === undefined) return c.text('Not found', 404)
  return c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'cache-control': cacheControl })
}

import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context, Env, Hono } from 'hono'
import { type Actor, mayDo } from '../actor.ts'
import type { App } from '../app.ts'
import { permissionMissing } from '../errors.ts'
import { keepRightUseOf } from '../keep-right-uses.ts'
import type { Called } from './admission.ts'

type DocumentOptions<E extends Env> = {
  app: App
  /** Who calls; throws where they call too often, or are nobody. */
  admit: (c: Context<E>, document: Called) => Promise<Actor>
}

/** Refusals of strangers from one network within a minute, before they are told to wait. */
const ANONYMOUS_PER_MINUTE = 60

/** Longest document unpacked, for a client that takes no gzip. */
const maxOutputLength = 128 * 1024 * 1024

/** Serves what modules offer by GET: to whoever may, and only when the browser has not got it (RFC 9110, 13.1.2). */
export const mountDocuments = <E extends Env>(http: Hono<E>, { app, admit }: DocumentOptions<E>): void => {
  for (const module of app.catalogue.modules) {
    for (const { path, permission, read } of module.documents) {
      http.get(`/api/v1${path}`, async (c) => {
        // Keys are given for operations; a document is none.
        const called = { name: path, permission, byKey: false, anonymousPerMinute: ANONYMOUS_PER_MINUTE }
        const actor = await admit(c, called)
        if (actor.kind === 'api-key' || !mayDo(actor, permission))
          throw permissionMissing({ permission: module.permissions[permission]?.zh ?? permission })
        await keepRightUseOf(app, actor, permission)
        const { digest, mediaType, gzip } = await read(app.database.kysely, module.ports)
        const etag = `"${digest}"`
        c.header('etag', etag)
        c.header('cache-control', 'private, no-cache')
        c.header('vary', 'Accept-Encoding, Cookie')
        if ((c.req.header('if-none-match') ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag)) {
          return c.body(null, 304)
        }
        c.header('content-type', mediaType)
        if (!/\bgzip\b/i.test(c.req.header('accept-encoding') ?? '')) {
          return c.body(new Uint8Array(await promisify(gunzip)(gzip, { maxOutputLength })))
        }
        c.header('content-encoding', 'gzip')
        return c.body(new Uint8Array(gzip))
      })
    }
  }
}

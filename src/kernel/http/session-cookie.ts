import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { SessionChange } from '../transaction.ts'

/** `__Host-` binds the cookie to this host and to TLS; plain HTTP on the own machine has to do without. */
const cookieName = (https: boolean): string => (https ? '__Host-weidun' : 'weidun')

/** Where a session token was found: a cookie needs the cross-site check, a bearer token does not. */
export type PresentedToken = { token: string; from: 'cookie' | 'bearer' } | undefined

/** The session token of a request. Tokens longer than 200 characters are none of ours. */
export const presentedToken = (c: Context, https: boolean): PresentedToken => {
  const bearer = /^Bearer ([\w-]{1,200})$/.exec(c.req.header('authorization') ?? '')?.[1]
  if (bearer !== undefined) return { token: bearer, from: 'bearer' }
  const cookie = getCookie(c, cookieName(https))
  return cookie === undefined || cookie.length > 200 ? undefined : { token: cookie, from: 'cookie' }
}

/** Carries out what the operation decided about the session. */
export const applySession = (c: Context, change: SessionChange, https: boolean): void => {
  if (change.kind === 'none') return
  const attributes = { path: '/', httpOnly: true, sameSite: 'Strict', secure: https } as const
  if (change.kind === 'granted') {
    setCookie(c, cookieName(https), change.token, { ...attributes, expires: change.expiresAt })
  } else {
    setCookie(c, cookieName(https), '', { ...attributes, maxAge: 0 })
  }
}

/**
 * Whether a request that carries the cookie was made by our own page. Browsers state the origin of every POST; one
 * that states none was not made by a page.
 */
export const isSameOrigin = (c: Context): boolean => {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('origin')
  if (origin === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === c.req.header('host')
}

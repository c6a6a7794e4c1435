import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { SessionChange } from '../transaction.ts'

/** `__Host-` binds the cookie to this host and to TLS; plain HTTP on the own machine has to do without. */
const cookieName = (https: boolean): string => (https ? '__Host-weidun' : 'weidun')

/** What API keys begin with: programs that look for leaked secrets know them by it. */
export const keyPrefix = 'wdk_'

/** Where a token was found: a cookie needs the cross-site check; a bearer token, of a session or a key, does not. */
export type PresentedToken = { token: string; from: 'cookie' | 'bearer' | 'key' } | undefined

/**
 * The token of a request. Tokens longer than 200 characters are none of ours. Whoever presents a bearer token, a wrong
 * one included, is not known by the cookie that came along.
 */
export const presentedToken = (c: Context, https: boolean): PresentedToken => {
  const bearer = /^Bearer +(.*)$/i.exec(c.req.header('authorization') ?? '')?.[1]?.trim()
  if (bearer !== undefined) {
    const token = /^[\w-]{1,200}$/.test(bearer) ? bearer : ''
    return { token, from: bearer.startsWith(keyPrefix) ? 'key' : 'bearer' }
  }
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

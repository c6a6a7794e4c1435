import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { randomToken } from '../secrets/random-token.ts'

/** Seconds; browsers keep no cookie longer than 400 days (RFC 6265bis, section 5.5). */
const deviceSeconds = 400 * 24 * 60 * 60

const cookieName = (https: boolean): string => (https ? '__Host-weidun-device' : 'weidun-device')

/** The token that marks this browser: sessions are taken from the browser that opened them and from no other. */
export const deviceTokenOf = (c: Context, https: boolean): string | undefined => {
  const kept = getCookie(c, cookieName(https))
  return kept !== undefined && /^[\w-]{43}$/.test(kept) ? kept : undefined
}

/**
 * Marks a browser that has no mark, and gives the token. Not for what a page asks as it opens, many things at once: a mark
 * that came with a late answer would replace the one to which a sign-in has bound its session meanwhile. Programs with a
 * key have no sessions and get none.
 */
export const markDevice = (c: Context, https: boolean): string | undefined => {
  if (c.req.header('authorization') !== undefined) return undefined
  const token = randomToken()
  setCookie(c, cookieName(https), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: https,
    maxAge: deviceSeconds,
  })
  return token
}

import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'

/** A fresh nonce for the style elements of one page. */
export const newNonce = (): string => randomBytes(16).toString('base64')

/** Sets the headers that every answer carries. Scripts come from this server alone; nothing may frame a page. */
export const setSecurityHeaders = (c: Context, { nonce, https }: { nonce: string; https: boolean }): void => {
  c.header(
    'content-security-policy',
    [
      "default-src 'self'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' blob: data:",
      "connect-src 'self'",
      "font-src 'self'",
      "worker-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
  )
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('cross-origin-resource-policy', 'same-origin')
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  if (https) c.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
}

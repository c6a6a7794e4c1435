import { isIP } from 'node:net'

/** Names and networks of the own house: a local model needs no certificate. */
const isAtHome = (host: string): boolean => {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (name === 'localhost' || name === '::1' || name.endsWith('.local') || name.endsWith('.internal')) return true
  if (isIP(name) === 6) return /^f[cd]/.test(name)
  return isIP(name) === 4 && /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(name)
}

/**
 * Whether the operator may name this address of an outside system: https, or http within the own house, without a user
 * or password in it. Link-local addresses, where clouds keep their credentials, are refused (169.254.0.0/16, fe80::).
 */
export const isOutsideAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false
  if (/^169\.254\.|^\[fe80:/i.test(url.hostname)) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isAtHome(url.hostname))
}

import { isIPv4, isIPv6 } from 'node:net'

const minute = 60_000
const day = 24 * 60 * minute

/** Days that a key may live at most. */
export const longestLifeDays = 365
/** Keys that may be used at one time. */
export const mostKeys = 100
/** Ended keys stay on the list this long; the ledger names them for ever. */
export const endedKeyDays = 90

export type KeyTimes = { expiresAt: Date; revokedAt: Date | null }
export type KeyState = 'active' | 'expired' | 'revoked'

export const expiryOf = (now: Date, days: number): Date => new Date(now.getTime() + days * day)

export const stateOf = ({ expiresAt, revokedAt }: KeyTimes, now: Date): KeyState =>
  revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'active'

/** Use is written once a minute, so that a busy key does not cost a write a call. */
export const isUsedAnew = (lastUsedAt: Date | null, now: Date): boolean =>
  lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= minute

/** A moment before which use is written anew. */
export const usedBefore = (now: Date): Date => new Date(now.getTime() - minute)

/**
 * The network of an address, as coarse as an administrator needs it to notice a stranger: IPv4 /24, IPv6 /48.
 * @returns null for what is no address
 */
export const coarseNetwork = (address: string): string | null => {
  if (isIPv4(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(address)) return null
  const [head = '', tail] = address.split('%', 1).join('').split('::')
  const left = head.split(':').filter((group) => group !== '')
  const groups = tail === undefined ? left : [...left, '0', '0', '0']
  return `${groups.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/48`
}

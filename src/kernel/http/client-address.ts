import { createHash } from 'node:crypto'
import { isIP } from 'node:net'

/**
 * The address a request came from: the connection's, or, behind `trustedProxies` proxies of ours, the entry of
 * X-Forwarded-For that the outermost of them wrote. Entries further left are the caller's own claim and are ignored.
 */
export const clientAddress = (remote: string | undefined, forwardedFor: string | undefined, trustedProxies: number) => {
  const direct = normalised(remote ?? '')
  if (trustedProxies === 0 || forwardedFor === undefined) return direct
  const hops = forwardedFor.split(',').map((hop) => normalised(hop.trim()))
  return hops.at(-trustedProxies) || direct
}

const normalised = (address: string): string => {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  return isIP(plain) === 0 ? '' : plain
}

/** The network that a limit counts: an IPv4 address, or the /64 of an IPv6 address, which one customer owns whole. */
export const networkOf = (address: string): string =>
  isIP(address) === 6 ? createHash('sha256').update(prefix64(address)).digest('hex').slice(0, 16) : address

const prefix64 = (address: string): string => {
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = address.includes('::') ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0') : []
  return [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

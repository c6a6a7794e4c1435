import { isIP } from 'node:net'

/** An address as tables of ranges know it: all 32 bits of IPv4, the first 48 bits of IPv6 (no longer prefix is routed). */
export type Address = {
  version: 4 | 6
  value: number
  /** The network it stands for in a history: IPv4 /24, IPv6 /48. */
  prefix: string
}

/** First address and length of what is not the internet: private, shared (CGNAT), loopback, link-local, test, multicast. */
const internalV4: readonly [string, number][] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

const numberOfV4 = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

const blocks = internalV4.map(([first, length]) => ({ first: numberOfV4(first), size: 2 ** (32 - length) }))

/** The eight groups of an IPv6 address without zone; the caller knows that it is one. */
const groupsOf = (address: string): number[] => {
  const [, head = address, last] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? []
  const embedded = last === undefined ? undefined : numberOfV4(last)
  const text = embedded === undefined ? address : `${head}${Math.floor(embedded / 65_536).toString(16)}:${(embedded % 65_536).toString(16)}`
  const [left = '', right] = text.split('::')
  const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const before = read(left)
  if (right === undefined) return before
  const after = read(right)
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after]
}

const v4 = (value: number): Address => ({
  version: 4,
  value,
  prefix: `${Math.floor(value / 2 ** 24)}.${Math.floor(value / 65_536) % 256}.${Math.floor(value / 256) % 256}.0/24`,
})

/**
 * Reads an address; IPv4 inside IPv6 (RFC 4291, section 2.5.5.2) counts as the IPv4 that it is.
 * @returns null for what is no address
 */
export const parseAddress = (text: string): Address | null => {
  if (text.length > 64) return null
  const [plain = ''] = text.split('%')
  const version = isIP(plain)
  if (version === 4) return v4(numberOfV4(plain))
  if (version !== 6) return null
  const groups = groupsOf(plain)
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups
  if (a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 65_535) return v4(g * 65_536 + h)
  return {
    version: 6,
    value: a * 2 ** 32 + b * 65_536 + c,
    prefix: `${a.toString(16)}:${b.toString(16)}:${c.toString(16)}::/48`,
  }
}

/** Whether an address belongs to no place: the company's own network, the machine itself, a carrier's shared addresses. */
export const isInternal = ({ version, value }: Address): boolean => {
  if (version === 4) return blocks.some(({ first, size }) => value >= first && value < first + size)
  const first = Math.floor(value / 2 ** 32)
  // Of what is not global unicast (2000::/3, RFC 4291), and documentation (RFC 3849).
  return first < 0x2000 || first >= 0x4000 || Math.floor(value / 65_536) === 0x20010db8
}

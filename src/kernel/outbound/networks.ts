import { BlockList, isIP } from 'node:net'

/** Networks in CIDR form, such as `10.20.0.0/16`, as an administrator writes them. */
export type Networks = readonly string[]

// IANA special-purpose address registries (RFC 6890 and updates): what is not reachable as a public unicast address.
// 100.64.0.0/10 holds the metadata service of Alibaba Cloud, 169.254.0.0/16 those of all others.
const closed4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
  '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
]
// Within 2000::/3: protocol assignments with Teredo, documentation, 6to4. What lies outside is not public at all.
const open6 = ['2000::/3']
const closed6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

const listOf = (networks: Networks): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/')
    list.addSubnet(address, Number(bits), familyOf(address))
  }
  return list
}

const [neverPublic4, public6, neverPublic6] = [listOf(closed4), listOf(open6), listOf(closed6)]

/** Whether a text names a network in CIDR form. */
export const isNetwork = (text: string): boolean => {
  const [address = '', bits = '', ...rest] = text.split('/')
  const version = isIP(address)
  return version !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
}

/** `::ffff:10.0.0.1` and `::ffff:a00:1` are 10.0.0.1 in disguise (RFC 4291, section 2.5.5.2). */
const unmapped = (address: string): string => {
  if (isIP(address) !== 6) return address
  const { hostname } = new URL(`http://[${address.split('%')[0]}]`)
  const [, high, low] = /^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/.exec(hostname) ?? []
  if (high === undefined || low === undefined) return hostname.slice(1, -1)
  const bits = Number.parseInt(high, 16) * 0x10000 + Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')
}

/**
 * Whether the program may connect to an address that somebody else chose: a public unicast address, or one of the
 * networks that the operator opened.
 */
export const mayConnect = (address: string, opened: Networks): boolean => {
  if (isIP(address) === 0) return false
  const plain = unmapped(address)
  const family = familyOf(plain)
  if (listOf(opened).check(plain, family)) return true
  return family === 'ipv4'
    ? !neverPublic4.check(plain, family)
    : public6.check(plain, family) && !neverPublic6.check(plain, family)
}

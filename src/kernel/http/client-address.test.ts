import { describe, expect, it } from 'vitest'
import { clientAddress, networkOf } from './client-address.ts'

describe('the address of a caller', () => {
  it.each([
    ['is the connection where no proxy is trusted', '203.0.113.7', '198.51.100.1', 0, '203.0.113.7'],
    ['is what the one trusted proxy saw', '127.0.0.1', '198.51.100.1', 1, '198.51.100.1'],
    ['is never what the caller claimed on the left', '127.0.0.1', '10.0.0.1, 198.51.100.1', 1, '198.51.100.1'],
    ['is what the outer of two proxies saw', '127.0.0.1', '10.0.0.1, 198.51.100.1, 192.0.2.2', 2, '198.51.100.1'],
    ['is the connection where the list is shorter than the proxies', '127.0.0.1', '198.51.100.1', 2, '127.0.0.1'],
    ['is the connection where the entry is no address', '127.0.0.1', 'unknown', 1, '127.0.0.1'],
    ['drops the IPv4 mapping', '::ffff:203.0.113.7', undefined, 0, '203.0.113.7'],
    ['is empty for a Unix socket', undefined, undefined, 0, ''],
  ])('%s', (_name, remote, forwarded, proxies, expected) => {
    expect(clientAddress(remote, forwarded, proxies)).toBe(expected)
  })
})

describe('the network that a limit counts', () => {
  it('is one IPv4 address', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7')
  })

  it('is one /64 of IPv6, however the address is written', () => {
    const network = networkOf('2001:db8:0:1::1')
    expect(networkOf('2001:db8:0:1:ffff:ffff:ffff:ffff')).toBe(network)
    expect(networkOf('2001:0db8:0000:0001:0:0:0:2')).toBe(network)
    expect(networkOf('2001:db8:0:2::1')).not.toBe(network)
    expect(networkOf('2001:db8::1')).not.toBe(network)
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNetwork, mayConnect } from './networks.ts'

describe('addresses that the program may be sent to', () => {
  it.each(['1.1.1.1', '8.8.8.8', '114.114.114.114', '223.5.5.5', '2606:4700:4700::1111', '2400:3200::1', '::ffff:8.8.8.8'])(
    'takes the public %s',
    (address) => {
      expect(mayConnect(address, [])).toBe(true)
    },
  )

  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine, elsewhere in its network', '127.8.9.10'],
    ['this machine by IPv6', '::1'],
    ['no address', '0.0.0.0'],
    ['no address by IPv6', '::'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['a private network by IPv6', 'fd00::1'],
    ['a link', '169.254.1.1'],
    ['a link by IPv6', 'fe80::1'],
    ['a link by IPv6 with its zone', 'fe80::1%eth0'],
    ['the metadata of most clouds', '169.254.169.254'],
    ['the metadata of Amazon by IPv6', 'fd00:ec2::254'],
    ['the metadata of Alibaba Cloud', '100.100.100.200'],
    ['the metadata of Tencent Cloud', '169.254.0.23'],
    ['the carrier\'s network', '100.64.0.1'],
    ['many', '224.0.0.1'],
    ['many by IPv6', 'ff02::1'],
    ['everybody', '255.255.255.255'],
    ['documentation', '203.0.113.1'],
    ['IPv4 in IPv6', '::ffff:127.0.0.1'],
    ['IPv4 in IPv6, written in hexadecimal', '::ffff:7f00:1'],
    ['IPv4 in IPv6, written out', '0:0:0:0:0:ffff:a00:1'],
    ['IPv4 in IPv6, the old way', '::127.0.0.1'],
    ['IPv4 through NAT64', '64:ff9b::7f00:1'],
    ['IPv4 through 6to4', '2002:7f00:1::'],
    ['IPv4 through Teredo', '2001:0:7f00:1::'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('refuses %s (%s)', (_why, address) => {
    expect(mayConnect(address, [])).toBe(false)
  })

  it('never takes IPv4 in IPv6 where it would refuse the plain address', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(mayConnect(`::ffff:${address}`, [])).toBe(mayConnect(address, []))
      }),
    )
  })

  it('takes the networks that the operator opened, and no more', () => {
    const opened = ['10.20.0.0/16', 'fd12:3456::/32', '127.0.0.1/32']
    for (const address of ['10.20.1.2', 'fd12:3456::9', '127.0.0.1', '::ffff:10.20.1.2']) {
      expect(mayConnect(address, opened)).toBe(true)
    }
    for (const address of ['10.21.1.2', 'fd12:3457::9', '127.0.0.2', '::1']) expect(mayConnect(address, opened)).toBe(false)
  })

  it('knows a network when it sees one', () => {
    for (const network of ['10.0.0.0/8', '::/0', 'fd00::/8', '127.0.0.1/32']) expect(isNetwork(network)).toBe(true)
    for (const text of ['10.0.0.0', '10.0.0.0/33', 'fd00::/129', 'x/8', '10.0.0.0/8/8', '10.0.0.0/-1', '']) {
      expect(isNetwork(text)).toBe(false)
    }
  })
})

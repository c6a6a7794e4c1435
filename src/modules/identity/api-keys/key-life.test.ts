import * as fc from 'fast-check'
import { withoutSession } from '../../../kernel/actor.ts'
import { describe, expect, it } from 'vitest'
import { grantableBy } from './grantable.ts'
import { coarseNetwork, isUsedAnew, stateOf } from './key-life.ts'
import { isKey, newKey } from './key-token.ts'

const now = new Date('2026-06-01T02:00:00Z')
const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds)

describe('the life of an API key', () => {
  it.each([
    [{ expiresAt: later(1), revokedAt: null }, 'active'],
    [{ expiresAt: now, revokedAt: null }, 'expired'],
    [{ expiresAt: later(1), revokedAt: now }, 'revoked'],
    [{ expiresAt: later(-1), revokedAt: later(-2) }, 'revoked'],
  ] as const)('%j is %s', (times, state) => {
    expect(stateOf(times, now)).toBe(state)
  })

  it('writes its use once a minute', () => {
    expect(isUsedAnew(null, now)).toBe(true)
    expect(isUsedAnew(later(-59_999), now)).toBe(false)
    expect(isUsedAnew(later(-60_000), now)).toBe(true)
  })

  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:0db8:0001::7', '2001:db8:1::/48'],
    ['2001:db8::7', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['', null],
    ['not an address', null],
  ])('keeps of %s the network alone', (address, network) => {
    expect(coarseNetwork(address)).toBe(network)
  })

  it('knows its own form', () => {
    for (let i = 0; i < 50; i += 1) expect(isKey(newKey())).toBe(true)
    fc.assert(fc.property(fc.string(), (text) => !isKey(text)))
  })
})

describe('what may be given to a key', () => {
  const summary = { zh: '甲', en: 'A' }
  const operations = [
    { name: 'a.read', summary, permission: 'a.read', byKey: true },
    { name: 'a.write', summary, permission: 'a.write', byKey: true },
    { name: 'a.person', summary, permission: 'a.read', byKey: false },
    { name: 'a.anyone', summary, permission: 'anyone', byKey: true },
    { name: 'a.signed-in', summary, permission: 'signed-in', byKey: true },
  ]
  const person = {
    kind: 'person',
    id: '',
    name: '',
    departmentId: '',
    posts: [],
    permissions: new Set(['a.read']),
    ...withoutSession,
  } as const

  it('is what is for programs and lies within the giver\'s own permissions', () => {
    expect(grantableBy(person, operations).map(({ name }) => name)).toEqual(['a.read'])
  })

  it('is nothing where the giver is no person', () => {
    const machine = { kind: 'machine', id: '', permissions: new Set(['a.read']) } as const
    expect(grantableBy(machine, operations)).toEqual([])
  })
})

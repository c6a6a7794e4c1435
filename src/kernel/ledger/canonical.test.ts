import { createSecretKey, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalEntry,
  canonicalJson,
  entryMac,
  EntryNotCanonical,
  entryMarks,
  leafHash,
  leafSeal,
  MAX_ENTRY_BYTES,
} from './canonical.ts'
import { entries, entry, someDetail } from './entries.fixture.ts'

const key = createSecretKey(randomBytes(32))

describe('canonical JSON (RFC 8785)', () => {
  it('gives the text of the example in section 3.2.3', () => {
    const example = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(example).toString()).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts keys by UTF-16 unit, as section 3.2.3 shows', () => {
    const letters = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(canonicalJson(letters).toString()).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
  })

  it('does not depend on the order of keys and survives a trip through JSON', () => {
    fc.assert(
      fc.property(someDetail, (detail) => {
        const turned = Object.fromEntries(Object.entries(detail).toReversed())
        expect(canonicalJson(turned)).toEqual(canonicalJson(detail))
        expect(canonicalJson(JSON.parse(JSON.stringify(detail)))).toEqual(canonicalJson(detail))
      }),
    )
  })

  const circular: Record<string, unknown> = {}
  circular['self'] = circular
  it.each([
    ['undefined', { a: undefined }],
    ['a function', { a: () => 1 }],
    ['a toJSON method', { toJSON: () => 'something else' }],
    ['a date', { a: new Date(0) }],
    ['a map', { a: new Map() }],
    ['a big integer', { a: 1n }],
    ['a symbol key', { [Symbol('a')]: 1 }],
    ['NaN', { a: Number.NaN }],
    ['Infinity', [Number.POSITIVE_INFINITY]],
    ['a hole', Object.assign([], { length: 1 })],
    ['half a character', { a: '\ud800' }],
    ['half a character in a key', { '\udc00': 1 }],
    ['U+0000, which jsonb cannot hold', { a: 'a\0b' }],
    ['a circle', circular],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(EntryNotCanonical)
  })
})

describe('an entry', () => {
  it('has canonical bytes with sorted keys and nothing but the entry', () => {
    expect(JSON.parse(canonicalEntry(entry()).toString())).toEqual(entry())
    expect(canonicalEntry(entry()).toString()).toMatch(/^\{"actor":\{"id":/)
  })

  it.each([
    ['id', { id: '018F0000-0000-7000-8000-000000000001' }],
    ['at', { at: '2026-02-30T00:00:00.000Z' }],
    ['at', { at: '2026-01-01T00:00:00Z' }],
    ['at', { at: '2026-01-01T08:00:00.000+08:00' }],
    ['operation', { operation: undefined }],
    ['type', { type: 'x'.repeat(1_001) }],
    ['actor', { actor: { name: 'nobody' } }],
    ['actor', { actor: { kind: 'person', id: undefined } }],
    ['subject', { subject: undefined }],
    ['detail', { detail: null }],
    ['detail', { detail: [] }],
    ['origin', { origin: { ip: null } }],
    ['origin', { origin: { place: 'Beijing' } }],
    ['$', { note: 'a column that is not hashed could be changed unseen' }],
  ])('is refused with %s out of form', (field, change) => {
    const bent = { ...entry(), ...change } as unknown as ReturnType<typeof entry>
    expect(() => canonicalEntry(bent)).toThrow(EntryNotCanonical)
    expect(() => canonicalEntry(bent)).toThrow(field)
  })

  it('is refused past its size, and its content stays out of the message', () => {
    const text = '13800138000'.repeat(MAX_ENTRY_BYTES / 10)
    expect(() => canonicalEntry(entry({ detail: { text } }))).toThrow(/^ledger entry: \$ has more than 98304 bytes$/)
  })

  it('has another MAC and leaf when anything in it differs', () => {
    fc.assert(
      fc.property(entries, entries, ([left], [right]) => {
        const same = canonicalEntry(left).equals(canonicalEntry(right))
        expect(entryMac(key, left).equals(entryMac(key, right))).toBe(same)
        expect(leafHash(left).equals(leafHash(right))).toBe(same)
      }),
    )
  })

  it('has a MAC that needs the key', () => {
    const other = createSecretKey(randomBytes(32))
    expect(entryMac(key, entry())).not.toEqual(entryMac(other, entry()))
    expect(entryMarks(key, entry())).toEqual({ leafHash: leafHash(entry()), mac: entryMac(key, entry()) })
  })

  it('has a seal bound to index, entry and leaf', () => {
    const leaf = { index: 7, entryId: entry().id, leafHash: leafHash(entry()) }
    const seal = leafSeal(key, leaf)
    expect(leafSeal(key, { ...leaf })).toEqual(seal)
    expect(leafSeal(key, { ...leaf, index: 8 })).not.toEqual(seal)
    expect(leafSeal(key, { ...leaf, entryId: 'another' })).not.toEqual(seal)
    expect(leafSeal(key, { ...leaf, leafHash: Buffer.alloc(32) })).not.toEqual(seal)
  })
})

import { createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openEnvelope, prefixOf, rewrapEnvelope, sealEnvelope, versionOf } from './envelope.ts'
import { CannotOpen, MAX_SEALED_BYTES } from './seal.ts'

const place = { table: 'credential', column: 'sealed_value', row: '018f0000-0000-7000-8000-000000000001' }
const suite = 'international' as const
const first = { version: 1, key: createSecretKey(randomBytes(32)), suite }
const second = { version: 2, key: createSecretKey(randomBytes(32)), suite }
const both = (version: number) => [first, second].find((key) => key.version === version)?.key
const someBytes = fc.uint8Array({ maxLength: 300 })
const WRAPPED = 5
const VALUE = 66

describe('an envelope', () => {
  it('opens with its key at its place, names the version, and is never the same twice (ACC-8, DAT-1)', () => {
    fc.assert(
      fc.property(someBytes, fc.uuid(), (plain, row) => {
        const sealed = sealEnvelope(first, plain, { ...place, row })
        expect(openEnvelope(both, sealed, { ...place, row })).toEqual(Buffer.from(plain))
        expect(versionOf(sealed)).toBe(1)
        expect(sealed.length).toBe(plain.length + 95)
        expect(sealed.subarray(0, 5)).toEqual(prefixOf(1))
        const again = sealEnvelope(first, plain, { ...place, row })
        expect(again.subarray(WRAPPED, VALUE)).not.toEqual(sealed.subarray(WRAPPED, VALUE))
        expect(again.subarray(VALUE)).not.toEqual(sealed.subarray(VALUE))
      }),
    )
  })

  it('is AES-256-GCM inside: the layout that is written down can be opened by hand', () => {
    const sealed = Buffer.from(sealEnvelope(first, Buffer.from('应用密钥'), place))
    const opened = (key: Uint8Array, part: Buffer, aad: string): Buffer => {
      const decipher = createDecipheriv('aes-256-gcm', key, part.subarray(1, 13)).setAAD(Buffer.from(aad))
      decipher.setAuthTag(part.subarray(-16))
      return Buffer.concat([decipher.update(part.subarray(13, -16)), decipher.final()])
    }
    const text = `credential|sealed_value|${place.row}`
    const dataKey = opened(first.key.export(), sealed.subarray(WRAPPED, VALUE), `data key of ${text}`)
    expect(dataKey).toHaveLength(32)
    expect(opened(dataKey, sealed.subarray(VALUE), text).toString()).toBe('应用密钥')
  })

  it('does not open in another table, column or row', () => {
    const sealed = sealEnvelope(first, Buffer.from('value'), place)
    for (const change of [{ table: 'person' }, { column: 'other' }, { row: '018f0000-0000-7000-8000-000000000002' }]) {
      expect(() => openEnvelope(both, sealed, { ...place, ...change })).toThrow(CannotOpen)
    }
  })

  it('does not open when any bit was turned, when it was cut off, or when it grew', () => {
    fc.assert(
      fc.property(someBytes, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, at, bit) => {
        const sealed = sealEnvelope(first, plain, place)
        const bent = Buffer.from(sealed)
        const index = at % bent.length
        bent.writeUInt8(bent.readUInt8(index) ^ (1 << bit), index)
        expect(() => openEnvelope(both, bent, place)).toThrow(CannotOpen)
        expect(() => openEnvelope(both, sealed.subarray(0, index), place)).toThrow(CannotOpen)
        expect(() => openEnvelope(both, Buffer.concat([sealed, Buffer.of(0)]), place)).toThrow(CannotOpen)
      }),
    )
  })

  it('does not open with parts of another envelope: nonce, wrapped key or value swapped', () => {
    const [one, other] = [1, 2].map((n) => Buffer.from(sealEnvelope(first, Buffer.from(`value ${n}`), place)))
    if (one === undefined || other === undefined) throw new Error('two were sealed')
    for (const [from, to] of [[WRAPPED, WRAPPED + 13], [WRAPPED, VALUE], [VALUE, VALUE + 13], [VALUE, one.length]]) {
      const mixed = Buffer.concat([one.subarray(0, from), other.subarray(from, to), one.subarray(to)])
      expect(() => openEnvelope(both, mixed, place)).toThrow(CannotOpen)
    }
  })

  it('does not open with another key, nor without the version that it names', () => {
    const sealed = sealEnvelope(second, Buffer.from('value'), place)
    expect(() => openEnvelope(() => first.key, sealed, place)).toThrow(CannotOpen)
    expect(() => openEnvelope(() => undefined, sealed, place)).toThrow(CannotOpen)
  })

  it('moves to another key by its wrapping alone; then the old key opens nothing', () => {
    fc.assert(
      fc.property(someBytes, (plain) => {
        const sealed = sealEnvelope(first, plain, place)
        const moved = rewrapEnvelope(both, second, sealed, place)
        expect(versionOf(moved)).toBe(2)
        expect(moved.subarray(VALUE)).toEqual(sealed.subarray(VALUE))
        expect(openEnvelope((version) => (version === 2 ? second.key : undefined), moved, place)).toEqual(Buffer.from(plain))
        expect(() => openEnvelope(() => first.key, moved, place)).toThrow(CannotOpen)
        expect(() => rewrapEnvelope(both, second, sealed, { ...place, row: 'x' })).toThrow(CannotOpen)
      }),
    )
  })

  it('is sealed anew by another suite when it moves to a key of that suite, and opens as before (DAT-1)', () => {
    fc.assert(
      fc.property(someBytes, (plain) => {
        const sealed = sealEnvelope(first, plain, place)
        const moved = rewrapEnvelope(both, { ...second, suite: 'national' }, sealed, place)
        expect(moved.length).toBe(plain.length + 5 + 81 + 49)
        expect(openEnvelope(both, moved, place)).toEqual(Buffer.from(plain))
        expect(openEnvelope(both, rewrapEnvelope(both, first, moved, place), place)).toEqual(Buffer.from(plain))
      }),
    )
  })

  it('has a largest size', () => {
    expect(() => sealEnvelope(first, Buffer.alloc(MAX_SEALED_BYTES + 1), place)).toThrow(RangeError)
  })
})

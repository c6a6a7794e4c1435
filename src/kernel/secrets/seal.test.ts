import { createSecretKey, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameBytes } from './compare.ts'
import { randomToken } from './random-token.ts'
import { CannotOpen, MAX_SEALED_BYTES, open, seal } from './seal.ts'

const key = createSecretKey(randomBytes(32))
const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const someBytes = fc.uint8Array({ maxLength: 200 })

describe('AES-256-GCM by known answers', () => {
  it.each([
    {
      source: 'NIST CAVP gcmDecrypt256.rsp, no text, count 0',
      key: 'f5a2b27c74355872eb3ef6c5feafaa740e6ae990d9d48c3bd9bb8235e589f010',
      nonce: '58d2240f580a31c1d24948e9',
      plain: '',
      ciphertext: '',
      tag: '15e051a5e4a5f5da6cea92e2ebee5bac',
      place: '',
    },
    {
      source: 'McGrew and Viega, GCM submission to NIST, test case 14',
      key: '00'.repeat(32),
      nonce: '00'.repeat(12),
      plain: '00'.repeat(16),
      ciphertext: 'cea7403d4d606b6e074ec5d3baf39d18',
      tag: 'd0d1c8a799996bf0265b98b5d48ab919',
      place: '',
    },
    {
      source: 'McGrew and Viega, GCM submission to NIST, test case 15',
      key: 'feffe9928665731c6d6a8f9467308308'.repeat(2),
      nonce: 'cafebabefacedbaddecaf888',
      plain:
        'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
        '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255',
      ciphertext:
        '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
        '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad',
      tag: 'b094dac5d93471bdec1a502270e3cc6c',
      place: '',
    },
  ])('opens the vector of $source', (vector) => {
    const sealed = hex(`01${vector.nonce}${vector.ciphertext}${vector.tag}`)
    expect(open(createSecretKey(hex(vector.key)), sealed, vector.place).toString('hex')).toBe(vector.plain)
  })
})

describe('a sealed value', () => {
  it('opens with its key at its place, and is never the same twice', () => {
    fc.assert(
      fc.property(someBytes, fc.string(), (plain, place) => {
        const sealed = seal(key, plain, place)
        expect(open(key, sealed, place)).toEqual(Buffer.from(plain))
        expect(sealed.length).toBe(plain.length + 29)
        expect(seal(key, plain, place)).not.toEqual(sealed)
      }),
    )
  })

  it('does not open elsewhere, with another key, shortened, or with any bit turned', () => {
    fc.assert(
      fc.property(someBytes, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, place, bit) => {
        const sealed = seal(key, plain, 'person|totp_secret|1')
        const bent = Buffer.from(sealed)
        const at = place % bent.length
        bent.writeUInt8(bent.readUInt8(at) ^ (1 << bit), at)
        expect(() => open(key, bent, 'person|totp_secret|1')).toThrow(CannotOpen)
        expect(() => open(key, sealed, 'person|totp_secret|2')).toThrow(CannotOpen)
        expect(() => open(createSecretKey(randomBytes(32)), sealed, 'person|totp_secret|1')).toThrow(CannotOpen)
        expect(() => open(key, sealed.subarray(0, at), 'person|totp_secret|1')).toThrow(CannotOpen)
      }),
    )
  })

  it('has a largest size', () => {
    expect(open(key, seal(key, Buffer.alloc(MAX_SEALED_BYTES), ''), '')).toHaveLength(MAX_SEALED_BYTES)
    expect(() => seal(key, Buffer.alloc(MAX_SEALED_BYTES + 1), '')).toThrow(RangeError)
  })
})

describe('comparison and tokens', () => {
  it('compares bytes by value', () => {
    fc.assert(
      fc.property(someBytes, someBytes, (left, right) => {
        expect(sameBytes(left, Uint8Array.from(left))).toBe(true)
        expect(sameBytes(left, right)).toBe(Buffer.from(left).equals(Buffer.from(right)))
      }),
    )
  })

  it('makes tokens of the asked entropy, each once', () => {
    const tokens = Array.from({ length: 100 }, () => randomToken(16))
    expect(new Set(tokens).size).toBe(100)
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(randomToken()).toHaveLength(43)
  })

  it.each([0, 15, 65, 16.5])('refuses a token of %d bytes', (bytes) => {
    expect(() => randomToken(bytes)).toThrow(RangeError)
  })
})

import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameBytes } from './compare.ts'
import { randomToken } from './random-token.ts'
import { CannotOpen, MAX_SEALED_BYTES, open, seal } from './seal.ts'

const key = createSecretKey(randomBytes(32))
const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const someBytes = fc.uint8Array({ maxLength: 200 })
const suites = [['international', 29], ['national', 49]] as const

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

describe('SM4 and SM3 by known answers', () => {
  const example = hex('0123456789abcdeffedcba9876543210')

  it('enciphers the example of GB/T 32907-2016, A.1', () => {
    const cipher = createCipheriv('sm4-ecb', example, null).setAutoPadding(false)
    expect(cipher.update(example).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  })

  it('counts as the example of draft-ribose-cfrg-sm4-10, A.2.5.1', () => {
    const plain = hex(['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'aa', 'bb'].map((byte) => byte.repeat(8)).join(''))
    const cipher = createCipheriv('sm4-ctr', example, hex('000102030405060708090a0b0c0d0e0f'))
    expect(cipher.update(plain).toString('hex')).toBe(
      'ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7' +
        'f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514',
    )
  })

  it('digests the example of GB/T 32905-2016, A.1', () => {
    expect(createHash('sm3').update('abc').digest('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  })

  it('seals by them: the layout that is written down can be opened by hand', () => {
    const sealed = seal(key, Buffer.from('应用密钥'), 'credential|sealed_value|1', 'national')
    const keys = Buffer.from(hkdfSync('sm3', key, 'weidun', 'weidun/sm4-ctr hmac-sm3/v1', 48))
    const [counter, ciphertext, tag] = [sealed.subarray(1, 17), sealed.subarray(17, -32), sealed.subarray(-32)]
    const mac = createHmac('sm3', keys.subarray(16)).update(hex('0000000000000019')).update('credential|sealed_value|1')
    expect(mac.update(counter).update(ciphertext).digest()).toEqual(tag)
    const decipher = createDecipheriv('sm4-ctr', keys.subarray(0, 16), counter)
    expect(decipher.update(ciphertext).toString()).toBe('应用密钥')
    expect(sealed[0]).toBe(3)
  })
})

describe.each(suites)('a value sealed by the %s suite', (suite, overhead) => {
  it('opens with its key at its place, and is never the same twice', () => {
    fc.assert(
      fc.property(someBytes, fc.string(), (plain, place) => {
        const sealed = seal(key, plain, place, suite)
        expect(open(key, sealed, place)).toEqual(Buffer.from(plain))
        expect(sealed.length).toBe(plain.length + overhead)
        expect(seal(key, plain, place, suite)).not.toEqual(sealed)
      }),
    )
  })

  it('does not open elsewhere, with another key, shortened, or with any bit turned', () => {
    fc.assert(
      fc.property(someBytes, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, place, bit) => {
        const sealed = seal(key, plain, 'person|totp_secret|1', suite)
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
    expect(open(key, seal(key, Buffer.alloc(MAX_SEALED_BYTES), '', suite), '')).toHaveLength(MAX_SEALED_BYTES)
    expect(() => seal(key, Buffer.alloc(MAX_SEALED_BYTES + 1), '', suite)).toThrow(RangeError)
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

import { createHmac, createPublicKey, createSecretKey, randomBytes, sign, verify } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { deriveKey, ed25519FromSeed, type KeyPurpose, keyCheckValue } from './derive-key.ts'
import { secretsOf } from './secrets.ts'

const masterBytes = randomBytes(32)
const master = createSecretKey(masterBytes)
const purposes: KeyPurpose[] = ['ledger-mac', 'ledger-sign', 'password-pepper', 'totp-secret', 'session', 'envelope', 'blind-index', 'key-check']

const hmac = (key: Uint8Array | string, data: Uint8Array): Buffer => createHmac('sha256', key).update(data).digest()

describe('derived keys', () => {
  it('are HKDF-SHA-256 as RFC 5869 section 2 writes it down', () => {
    const extracted = hmac('weidun', masterBytes)
    const expanded = hmac(extracted, Buffer.concat([Buffer.from('weidun/ledger-mac/v1'), Buffer.of(1)]))
    expect(deriveKey(master, 'ledger-mac').export()).toEqual(expanded)
  })

  it('differ by purpose and by master, and are the same at every start', () => {
    const keys = purposes.map((purpose) => deriveKey(master, purpose).export())
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(purposes.length)
    expect(purposes.map((purpose) => deriveKey(createSecretKey(masterBytes), purpose).export())).toEqual(keys)
    expect(deriveKey(createSecretKey(randomBytes(32)), 'session').equals(deriveKey(master, 'session'))).toBe(false)
  })

  it('do not show in what is printed or logged', () => {
    const text = inspect(secretsOf(master), { depth: 9, showHidden: true }) + JSON.stringify(secretsOf(master))
    for (const purpose of purposes.filter((each) => each !== 'key-check')) {
      const bytes = deriveKey(master, purpose).export()
      for (const form of ['hex', 'base64', 'base64url'] as const) expect(text).not.toContain(bytes.toString(form))
    }
  })
})

describe('the Ed25519 key of a seed', () => {
  // RFC 8032 section 7.1, test 2.
  const seed = createSecretKey(Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex'))

  it('is the one of RFC 8032', () => {
    const key = ed25519FromSeed(seed)
    const publicBytes = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url')
    expect(publicBytes.toString('hex')).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    expect(sign(null, Buffer.of(0x72), key).toString('hex')).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
        '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    )
  })

  it('is refused for a seed of another length', () => {
    expect(() => ed25519FromSeed(createSecretKey(randomBytes(31)))).toThrow(RangeError)
  })

  it('signs the checkpoints of an installation', () => {
    const { ledgerSign } = secretsOf(master)
    const signature = sign(null, Buffer.from('text'), ledgerSign)
    expect(verify(null, Buffer.from('text'), createPublicKey(secretsOf(master).ledgerSign), signature)).toBe(true)
  })
})

describe('the key check value', () => {
  it('is the same for the same master key and another for another', () => {
    expect(keyCheckValue(master)).toMatch(/^[0-9a-f]{32}$/)
    expect(keyCheckValue(createSecretKey(masterBytes))).toBe(keyCheckValue(master))
    expect(keyCheckValue(createSecretKey(randomBytes(32)))).not.toBe(keyCheckValue(master))
    expect(secretsOf(master).checkValue).toBe(keyCheckValue(master))
  })
})

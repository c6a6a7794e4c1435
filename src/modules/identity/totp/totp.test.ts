import { createSecretKey, randomBytes } from 'node:crypto'
import { generateSync } from 'otplib'
import { describe, expect, it } from 'vitest'
import { CannotOpen } from '../../../kernel/secrets/seal.ts'
import { checkTotpCode, newTotpSecret, sealTotpSecret, totpUri } from './totp.ts'

const key = createSecretKey(randomBytes(32))
const secret = newTotpSecret()
const personId = '018f0000-0000-7000-8000-000000000001'
const sealedSecret = sealTotpSecret({ totpSecret: key, suite: 'international' }, personId, secret)
const noon = new Date('2026-03-02T04:00:00Z')
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1000)
const codeAt = (at: Date) => generateSync({ secret, epoch: at.getTime() / 1000 })
const check = (code: string, now = noon, lastStep = 0) =>
  checkTotpCode(key, { personId, sealedSecret, code, lastStep, now })
const stepOf = (at: Date) => Math.floor(at.getTime() / 30_000)

describe('codes of an authenticator app (ACC-3)', () => {
  it('takes the code of this moment and of the neighbouring half minutes', () => {
    expect(check(codeAt(noon))).toBe(stepOf(noon))
    expect(check(codeAt(after(-30)))).toBe(stepOf(noon) - 1)
    expect(check(codeAt(after(30)))).toBe(stepOf(noon) + 1)
  })

  it('refuses a code that is two minutes old, and a wrong one', () => {
    expect(check(codeAt(after(-120)))).toBeNull()
    const right = new Set([-30, 0, 30].map((seconds) => codeAt(after(seconds))))
    const wrong = ['000000', '111111', '222222', '333333'].find((code) => !right.has(code)) ?? ''
    expect(check(wrong)).toBeNull()
  })

  it('takes a code once: not its own step again, nor an earlier one', () => {
    const step = check(codeAt(noon)) ?? 0
    expect(check(codeAt(noon), noon, step)).toBeNull()
    expect(check(codeAt(after(-30)), noon, step)).toBeNull()
    expect(check(codeAt(after(30)), after(30), step)).toBe(step + 1)
  })

  it('refuses everything while the clock stands before the last code', () => {
    expect(check(codeAt(noon), noon, stepOf(noon) + 10)).toBeNull()
  })

  it('opens the secret in the row of its person only', () => {
    const other = '018f0000-0000-7000-8000-000000000002'
    const code = codeAt(noon)
    const open = () => checkTotpCode(key, { personId: other, sealedSecret, code, lastStep: 0, now: noon })
    expect(open).toThrow(CannotOpen)
    expect(Buffer.from(sealedSecret).includes(secret)).toBe(false)
  })

  it('gives the app a URI with issuer and name', () => {
    const uri = new URL(totpUri(secret, { company: '云溪茶业', loginName: 'lin' }))
    expect(uri.protocol).toBe('otpauth:')
    expect(decodeURIComponent(uri.pathname)).toBe('/微盾 云溪茶业:lin')
    expect(uri.searchParams.get('secret')).toBe(secret)
    expect(uri.searchParams.get('issuer')).toBe('微盾 云溪茶业')
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSecrets } from './secrets.ts'

// Put together here, so that no key stands in the file whole.
const pem = (kind: string): string => [`-----BEGIN ${kind}-----`, 'TUlJRXZRSUJBREFOQmdrcWhraUc5dzBCQVFFRkFBU0NCS2N3', `-----END ${kind}-----`].join('\n')
const random = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'), { minLength: 43, maxLength: 43 }).map((signs) => signs.join(''))

describe('credentials in text (ACC-8)', () => {
  it.each(['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'])('finds a whole %s, once', (kind) => {
    const text = `附件里的证书：\n${pem(kind)}\n请查收`
    const [found, ...more] = findSecrets(text)
    expect(more).toEqual([])
    expect(text.slice(found?.start, found?.end)).toBe(pem(kind))
    expect(findSecrets(text.replaceAll('PRIVATE', 'PUBLIC'))).toEqual([])
  })

  it('finds a key that was cut off', () => {
    expect(findSecrets(pem('PRIVATE KEY').slice(0, 60))).toMatchObject([{ start: 0, confidence: 'certain' }])
  })

  it.each([
    ['token 在地址里 https://example.com/cb?access_token=', 'Ab3dEf6hIj9lMn2pQr5tUv8x', 'likely'],
    ['商户密钥是', '0123456789abcdef0123456789ABCDEF', 'certain'],
    ['"client_secret": "', '0a1b2c3d4e5f60718293a4b5c6d7e8f9', 'certain'],
    ['', 'AKIDexampleexampleexample0123456789ab', 'certain'],
  ] as const)('finds what stands after “%s”', (before, secret, confidence) => {
    const text = `${before}${secret}。`
    expect(findSecrets(text)).toEqual([{ confidence, start: before.length, end: before.length + secret.length }])
  })

  it.each([
    '',
    '活动时间：2026-11-26 至 2026-12-26，满 199 减 30',
    'https://mp.weixin.qq.com/s/Ab3dEf6hIj9lMn2pQr5tUv8x',
    '密钥长度为 256 位。校验值 0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    '令牌环网络 TokenRingNetworkTechnology',
    'secret garden 系列 aaaaaaaaaaaaaaaa1',
    '兑换码 Ab3dEf6hIj9lMn2pQr5tUv8x，门店出示',
    'eyJhbGciOiJIUzI1NiJ9.notatoken.x',
  ])('leaves alone: %s', (text) => {
    expect(findSecrets(text)).toEqual([])
  })

  it('finds a random secret after its name at its place, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), random, fc.string({ maxLength: 40 }), (before, secret, after) => {
        fc.pre(/[0-9]/.test(secret) && /[a-zA-Z]/.test(secret))
        const head = `${before}\nAppSecret：`
        const found = findSecrets(`${head}${secret} ${after}`)
        expect(found).toContainEqual({ confidence: 'certain', start: head.length, end: head.length + secret.length })
      }),
    )
  })

  it('takes any text; the finds are in order and do not overlap', () => {
    const pieces = fc.constantFrom('密钥', 'secret', '=', '-----BEGIN ', 'PRIVATE KEY-----', 'LTAI', '0a1b2c3d4e5f6071', '.', '\n', '中文')
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), (parts) => {
        const text = parts.join('')
        let last = 0
        for (const { start, end } of findSecrets(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        expect(last).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  it('is linear: ten times the text takes about ten times as long', () => {
    const text = '秋冬新款针织衫上架，密钥 Zx81kQp0Lm7Vb29tYw '.repeat(200)
    const timed = (input: string): number => {
      const start = performance.now()
      for (let round = 0; round < 20; round++) findSecrets(input)
      return performance.now() - start
    }
    timed(text)
    expect(timed(text.repeat(10))).toBeLessThan(timed(text) * 60 + 50)
  })
})

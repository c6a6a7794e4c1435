import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { blindIndexUnder } from './blind-index.ts'

describe('a blind index (DAT-1)', () => {
  const key = createSecretKey(Buffer.alloc(32, 1))
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

  it('is the same for the same field and value, on every server with the key', () => {
    const index = blindIndexUnder(key)
    expect(index('mobile', '13800000000')).toHaveLength(32)
    expect(index('mobile', '13800000000')).toEqual(blindIndexUnder(key)('mobile', '13800000000'))
  })

  it('is another one for another field, value or key: two columns cannot be compared', () => {
    const index = blindIndexUnder(key)
    const made = [
      index('mobile', '13800000000'),
      index('mobile', '13800000001'),
      index('wechat', '13800000000'),
      blindIndexUnder(createSecretKey(randomBytes(32)))('mobile', '13800000000'),
    ]
    expect(new Set(made.map(hex)).size).toBe(made.length)
  })
})

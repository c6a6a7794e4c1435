import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildFilter, readFilter } from './bloom-filter.ts'
import { isLeaked } from './leaked-passwords.ts'
import { leakedVariants } from './variants.ts'

describe('the filter of leaked passwords (ACC-4)', () => {
  it.each([
    'woaini1314',
    'qq123456',
    'Aa123456',
    'WOAINI1314',
    'Ｗｏａｉｎｉ１３１４',
    'Password1!',
    'P@ssw0rd2026',
    'Iloveyou@1314',
    'Shanghai2010!',
    '2026-Shanghai',
  ])('knows %s or what it was made of', async (password) => {
    expect(await isLeaked(password)).toBe(true)
  })

  it.each(['Moon-Bamboo 47 rafts', 'Kettle&Ferry-93', 'Tea-Leaves-over-7-Hills', 'tR9#vkLw2$qXz', '竹影-Ba7扫阶尘不动月穿'])(
    'does not know %s',
    async (password) => {
      expect(await isLeaked(password)).toBe(false)
    },
  )

  it('takes at most one other password in a thousand for a leaked one, with all its variants', async () => {
    // Always the same 50,000, so that the share is a fact and no chance: 12 to 43 characters of Base64.
    let wrong = 0
    const asked = 50_000
    for (let at = 0; at < asked; at += 1) {
      const text = createHash('sha256').update(`random ${at}`).digest('base64')
      if (await isLeaked(text.slice(0, 12 + (at % 32)))) wrong += 1
    }
    expect(wrong / asked).toBeLessThanOrEqual(0.001)
  })

  it('is small, and no list of passwords', async () => {
    const file = await readFile(new URL('../../../../../dist/passwords/leaked.bin', import.meta.url))
    expect(file.length).toBeLessThan(2.1e6)
    expect(file.includes('woaini')).toBe(false)
  })

  it('looks a password up in at most four forms', () => {
    expect(leakedVariants('P@ssw0rd1!')).toEqual(['p@ssw0rd1!', 'passwordii', 'p@ssw0rd', 'password'])
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 140 }), (password) => {
        expect(leakedVariants(password).length).toBeLessThanOrEqual(4)
      }),
    )
  })

  it('does not hold a short word against a long password', () => {
    expect(leakedVariants('2026-07-31/monkey/18:05')).not.toContain('monkey')
  })
})

describe('a Bloom filter', () => {
  it('forgets nothing that was put in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 60 }), (texts) => {
        const { has } = readFilter(buildFilter(new Set(texts), { bitsEach: 18, hashes: 12 }))
        expect(texts.every(has)).toBe(true)
      }),
    )
  })

  it('refuses a file that is not whole', () => {
    const file = buildFilter(new Set(['kettle']), { bitsEach: 18, hashes: 12 })
    expect(() => readFilter(file.subarray(0, -1))).toThrow('damaged')
    expect(() => readFilter(Buffer.alloc(4))).toThrow('damaged')
  })
})

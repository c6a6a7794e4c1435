import { describe, expect, it } from 'vitest'
import { createScreener } from './index.ts'
import { loadPacks } from './load-packs.ts'
import { quoteOf } from './quote.ts'

describe('words quoted in a sentence (CNT-3)', () => {
  it('stand there whole, or by their beginning where noise makes them long', () => {
    expect(quoteOf('全网最低价')).toBe('全网最低价')
    expect(quoteOf('好'.repeat(500))).toHaveLength(80)
  })

  it('are never cut in the middle of a character', () => {
    expect(quoteOf(`${'好'.repeat(78)}😀${'好'.repeat(50)}`)).toBe(`${'好'.repeat(78)}…`)
  })

  it('keep reason and advice short enough to be stored, whatever stands between the words', async () => {
    const screener = createScreener(await loadPacks())
    const { findings } = screener.check(`全网${'\u200b'.repeat(9000)}最低价`)
    expect(findings.length).toBeGreaterThan(0)
    for (const { why, advice } of findings) expect(Math.max(why.length, advice.length)).toBeLessThan(2000)
  })
})

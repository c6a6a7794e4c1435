import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPacks } from './compile/read-packs.ts'
import { sampleReader } from './compile/samples.ts'
import { createScreener } from './index.ts'
import type { CheckOptions } from './index.ts'
import { loadPacks, rulesFolder } from './load-packs.ts'

const sources = await readPacks(rulesFolder)
const screener = createScreener(await loadPacks())

const parseSample = sampleReader(sources.settings)

const given = (sample: { channel?: string | undefined; advertising?: boolean | undefined }): CheckOptions => ({
  ...(sample.channel === undefined ? {} : { channel: sample.channel }),
  ...(sample.advertising === undefined ? {} : { advertising: sample.advertising }),
})

describe.each(sources.packs.map((pack) => [pack.pack, pack] as const))('pack %s (CNT-3)', (_, { rules }) => {
  describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    it.each(rule.hit)('finds: %s', (sample) => {
      const { text, options } = parseSample(sample)
      const { findings } = screener.check(text, { ...options, ...given(rule.sample) })
      expect(findings.map(({ category }) => category)).toContain(rule.category)
    })

    it.each(rule.miss)('leaves alone: %s', (sample) => {
      const { text, options } = parseSample(sample)
      const { findings } = screener.check(text, { ...options, ...given(rule.sample) })
      expect(findings.map((finding) => finding.rule)).not.toContain(id)
    })
  })
})

describe('lawful exceptions of the guide on absolute terms (CNT-3)', () => {
  describe.each(sources.exceptions.map((one) => [one.id, one] as const))('%s', (_, { hit, miss, proof }) => {
    it.each(hit)('keeps the proof instead of refusing: %s', (sample) => {
      const { text, options } = parseSample(sample)
      const { decision, findings } = screener.check(text, options)
      expect(decision).toBe('allow')
      expect(findings).toContainEqual(expect.objectContaining({ severity: 'note', proof }))
    })

    it.each(miss)('does not excuse: %s', (sample) => {
      const { text, options } = parseSample(sample)
      expect(screener.check(text, options).decision).toBe('deny')
    })

    it('is shown by samples of many trades (CNT-3)', () => {
      expect(hit.length).toBeGreaterThanOrEqual(12)
      expect(miss.length).toBeGreaterThanOrEqual(8)
    })
  })
})

describe('citations (CNT-3)', () => {
  const articles = Object.entries(sources.articles)
  const cited = new Set([
    ...sources.exceptions.flatMap(({ cite, bars }) => [cite, ...bars.map((bar) => bar.cite)]),
    ...sources.packs
      .flatMap(({ rules }) => rules)
      .flatMap(({ cite }) => (typeof cite === 'string' ? [cite] : Object.values(cite))),
  ])

  it('knows every article that a rule or an exception cites', () => {
    expect([...cited].filter((key) => sources.articles[key] === undefined)).toEqual([])
  })

  it.each(articles)('%s names an article and a phrase of it', (_, { article, text, official }) => {
    expect(article).toMatch(official ? /^第[一二三四五六七八九十百]+条(第[一二三四五六七八九十]款)?(（[一二三四五六七八九十]+）)?$/ : /^（.+）$/)
    expect(text.length).toBeGreaterThanOrEqual(2)
  })

  it('keeps platform rules out of the statutes: another pack, another kind, dated', () => {
    for (const pack of sources.packs) {
      const ofPlatforms = pack.rules.some(({ id }) => id.startsWith('platform.'))
      expect(pack.kind === 'platform').toBe(ofPlatforms)
    }
  })

  const folder = process.env['WEIDUN_LAW_TEXTS']
  const texts = folder !== undefined && existsSync(folder) ? readdirSync(folder) : []
  const bare = (text: string): string => text.replace(/[\s_\d#*>-]/g, '')

  it.each(articles.filter(([, { file }]) => file !== undefined && texts.includes(file)).concat([]))(
    '%s stands word for word in the official text',
    (_, { file, text }) => {
      expect(bare(readFileSync(join(folder ?? '', file ?? ''), 'utf8'))).toContain(bare(text))
    },
  )

  it('finds each text that the index names, where the folder of law texts is given', () => {
    const named = new Set(articles.flatMap(([, { file }]) => (file === undefined ? [] : [file])))
    const missing = texts.length === 0 ? [] : [...named].filter((file) => !texts.includes(file))
    expect(missing).toEqual([])
  })
})

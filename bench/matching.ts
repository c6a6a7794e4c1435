import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { AhoCorasick } from '@monyone/aho-corasick/fast'
import FastScanner from 'fastscan'
import { createFolder } from '../src/screening/fold.ts'
import type { CompiledPacks } from '../src/screening/index.ts'
import { loadPacks } from '../src/screening/load-packs.ts'
import { bytesOf, tablesOf } from '../src/screening/matcher/bytes.ts'
import { matcherOf } from '../src/screening/matcher/matcher.ts'
import { buildTables } from '../src/screening/matcher/tables.ts'
import { chineseTexts } from './text/chinese-text.ts'
import { dictionaryOf } from './text/dictionary.ts'
import { everydaySentences } from './text/sentences.ts'

/** A contender scans all texts once and says how many hits there were. */
type Contender = { name: string; scan: (texts: readonly string[]) => number; buildMs: number; loadMs?: number; megabytes: number }

type Row = {
  terms: number
  matcher: string
  /** Million characters a second of CPU time, in the best and in the median pass. */
  best: number
  median: number
  hits: number
  buildMs: number
  loadMs?: number
  megabytes: number
}

const sizes = [315, 1_000, 10_000, 60_000]

/** 4 million characters are 12 MB of UTF-8. */
const characters = 4_000_000
const passes = 5
const seed = 20_261_201

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

const memory = (): number => {
  if (typeof collectGarbage === 'function') collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1_000_000
}

const built = <T>(make: () => T): { value: T; buildMs: number; megabytes: number } => {
  const before = memory()
  const started = performance.now()
  const value = make()
  const buildMs = performance.now() - started
  return { value, buildMs, megabytes: memory() - before }
}

const unitsOf = (text: string, into: Uint16Array): Uint16Array => {
  for (let at = 0; at < text.length; at++) into[at] = text.charCodeAt(at)
  return into
}

const ours = (packs: CompiledPacks, terms: readonly string[]): Contender[] => {
  const folder = createFolder(packs.characters)
  const { value: tables, buildMs, megabytes } = built(() => buildTables(terms.map(folder.foldPlain)))
  const bytes = bytesOf(tables)
  const started = performance.now()
  const matcher = matcherOf(tablesOf(bytes))
  const loadMs = performance.now() - started
  const exact = matcherOf(buildTables(terms))
  const buffer = new Uint16Array(1_000)
  return [
    {
      name: 'weidun, folding and noise skipping',
      buildMs,
      loadMs,
      megabytes,
      scan: (texts) => {
        let hits = 0
        for (const text of texts) {
          const { codes, length } = folder.fold(text)
          matcher.scan({ codes, from: 0, to: length }, () => hits++)
        }
        return hits
      },
    },
    {
      name: 'weidun, exact',
      buildMs,
      megabytes,
      scan: (texts) => {
        let hits = 0
        for (const text of texts) exact.scan({ codes: unitsOf(text, buffer), from: 0, to: text.length }, () => hits++)
        return hits
      },
    },
  ]
}

const monyone = (terms: readonly string[]): Contender => {
  const { value, ...cost } = built(() => new AhoCorasick([...terms]))
  return { name: '@monyone/aho-corasick fast', ...cost, scan: (texts) => texts.reduce((sum, text) => sum + value.matchInText(text).length, 0) }
}

const fastscan = (terms: readonly string[]): Contender => {
  const { value, ...cost } = built(() => new FastScanner(terms))
  return { name: 'fastscan', ...cost, scan: (texts) => texts.reduce((sum, text) => sum + value.search(text).length, 0) }
}

/** What JavaScript can do at all: one look-up a character and nothing else. */
const ceiling = (): Contender => {
  const table = Uint16Array.from({ length: 65_536 }, (_, unit) => (Math.imul(unit, 0x9e3779b1) >>> 31) & 1)
  const scan = (texts: readonly string[]): number => {
    let sum = 0
    for (const text of texts) for (let at = 0; at < text.length; at++) sum += table[text.charCodeAt(at)] ?? 0
    return sum
  }
  return { name: 'one look-up a character', buildMs: 0, megabytes: 0.13, scan }
}

const race = (contenders: readonly Contender[], texts: readonly string[], terms: number): Row[] => {
  const total = texts.reduce((sum, text) => sum + text.length, 0)
  const timed = contenders.map((contender) => ({ contender, seconds: [] as number[], hits: 0 }))
  // One pass of each in turn, so that whatever else the machine does hits all alike. The first pass warms up.
  for (let pass = 0; pass <= passes; pass++) {
    for (const one of timed) {
      const before = process.cpuUsage()
      one.hits = one.contender.scan(texts)
      const { user, system } = process.cpuUsage(before)
      if (pass > 0) one.seconds.push((user + system) / 1_000_000)
    }
  }
  return timed.map(({ contender: { name, buildMs, loadMs, megabytes }, seconds, hits }): Row => {
    const sorted = seconds.toSorted((a, b) => a - b)
    const rate = (at: number): number => total / 1_000_000 / (sorted[at] ?? Infinity)
    const loading = loadMs === undefined ? {} : { loadMs }
    return { terms, matcher: name, best: rate(0), median: rate(passes >> 1), hits, buildMs, megabytes, ...loading }
  })
}

const table = (rows: readonly Row[]): string => {
  const lines = rows.map(({ terms, matcher, best, median, hits, buildMs, loadMs, megabytes }) => {
    const [first, ...peers] = rows.filter((row) => row.terms === terms)
    const isPeer = matcher !== first?.matcher && peers.length > 0
    return [
      String(terms).padStart(6),
      matcher.padEnd(36),
      best.toFixed(1).padStart(7),
      median.toFixed(1).padStart(7),
      (isPeer ? `${((first?.median ?? 0) / median).toFixed(1)}x` : '').padStart(7),
      String(hits).padStart(9),
      buildMs.toFixed(0).padStart(8),
      (loadMs === undefined ? '' : loadMs.toFixed(1)).padStart(8),
      megabytes.toFixed(1).padStart(7),
    ].join(' ')
  })
  const head = ' terms matcher                            best M  median  ours/it      hits build ms  load ms      MB'
  return [head, ...lines].join('\n')
}

/**
 * Races the matching stage against other matchers, in one process, pass by pass in turn; CPU time, million characters a
 * second. The text is made of the committed corpora, see text/chinese-text.ts; the dictionary see text/dictionary.ts.
 * `--terms N` (repeatable) races those sizes only; `--json`.
 */
export const run = async (argv: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean', default: false }, terms: { type: 'string', multiple: true } },
  })
  const packs = await loadPacks()
  const texts = chineseTexts(await everydaySentences(), characters, seed)
  const chosen = values.terms?.map(Number) ?? sizes
  const rows: Row[] = []
  for (const size of chosen) {
    const terms = await dictionaryOf(packs, size, seed)
    rows.push(...race([...ours(packs, terms), monyone(terms), fastscan(terms), ceiling()], texts, size))
  }
  if (values.json) {
    console.log(JSON.stringify({ texts: texts.length, bytes: Buffer.byteLength(texts.join('')), seed, rows }))
    return
  }
  console.log(`${texts.length} texts, ${(Buffer.byteLength(texts.join('')) / 1_000_000).toFixed(1)} MB, seed ${seed}`)
  console.log(table(rows))
}

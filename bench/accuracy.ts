import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readLines } from '../src/cli/lines.ts'
import { createScreener } from '../src/screening/index.ts'
import type { Screener } from '../src/screening/index.ts'
import { loadPacks } from '../src/screening/load-packs.ts'

/** A labelled text. Whatever else stands in a line is ignored. */
const sampleSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string().max(200_000),
  label: z.enum(['violation', 'ok']),
  categories: z.array(z.string()).default([]),
  industry: z.string().nullish(),
  channel: z.string().nullish(),
  evasion: z.string().nullish(),
  hard_negative: z.boolean().default(false),
  /** `open`: looked at while the rules were written; `held`: not. Files from elsewhere have none. */
  half: z.enum(['open', 'held']).optional(),
})

type Sample = z.infer<typeof sampleSchema>

type Scored = Sample & { right: boolean; found: string[] }

/** How many of a kind were decided right, with the 95 % Wilson interval. */
type Share = { name: string; right: number; of: number; share: number; low: number; high: number }

const ownCorpus = fileURLToPath(new URL('corpora/adcopy-own.jsonl', import.meta.url))

const MAX_LINE = 1_000_000

const Z = 1.96

const shareOf = (name: string, samples: readonly Scored[]): Share => {
  const of = samples.length
  const right = samples.filter((sample) => sample.right).length
  if (of === 0) return { name, right, of, share: 0, low: 0, high: 0 }
  const share = right / of
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  const middle = share + (Z * Z) / (2 * of)
  const scale = 1 + (Z * Z) / of
  return { name, right, of, share, low: (middle - spread) / scale, high: (middle + spread) / scale }
}

const readSamples = async (chunks: AsyncIterable<Uint8Array>): Promise<Sample[]> => {
  const samples: Sample[] = []
  for await (const line of readLines(chunks, MAX_LINE)) {
    if (line.kind === 'too-long') throw new RangeError(`a line is longer than ${MAX_LINE} characters`)
    if (line.text.trim() !== '') samples.push(sampleSchema.parse(JSON.parse(line.text)))
  }
  return samples
}

/** A violation counts as found when the decision is anything but `allow`. */
const score = (screener: Screener, sample: Sample): Scored => {
  const { decision, findings } = screener.check(sample.text, {
    ...(typeof sample.industry === 'string' ? { industry: sample.industry } : {}),
    ...(typeof sample.channel === 'string' ? { channel: sample.channel } : {}),
  })
  const found = findings.map(({ rule, excerpt }) => `${rule}“${excerpt}”`)
  return { ...sample, right: (decision !== 'allow') === (sample.label === 'violation'), found }
}

/** One row for each value that `key` takes. */
const each = (title: string, samples: readonly Scored[], key: (sample: Scored) => readonly string[]): Share[] => {
  const names = [...new Set(samples.flatMap(key))].toSorted()
  return names.map((name) => shareOf(`${title} ${name}`, samples.filter((sample) => key(sample).includes(name))))
}

const rowsOf = (samples: readonly Scored[]): Share[] => {
  const bad = samples.filter(({ label }) => label === 'violation')
  const good = samples.filter(({ label }) => label === 'ok')
  const filled = (value: string | null | undefined): string[] =>
    typeof value === 'string' && value !== '' ? [value] : []
  return [
    shareOf('all', samples),
    shareOf('violations found', bad),
    shareOf('violations found, evasive', bad.filter(({ evasion }) => filled(evasion).length > 0)),
    shareOf('lawful left alone', good),
    shareOf('lawful left alone, hard', good.filter((sample) => sample.hard_negative)),
    ...each('half:', samples, ({ half }) => filled(half)),
    ...each('category:', bad, ({ categories }) => categories),
    ...each('evasion:', bad, ({ evasion }) => filled(evasion)),
    ...each('trade:', samples, ({ industry }) => filled(industry)),
  ]
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`.padStart(8)

const table = (rows: readonly Share[]): string =>
  [
    `${''.padEnd(44)}right    of    share   95 % interval`,
    ...rows.map(({ name, right, of, share, low, high }) => {
      const counts = [right, of].map((count) => String(count).padStart(6))
      return [name.padEnd(42), ...counts, ...[share, low, high].map(percent)].join(' ')
    }),
  ].join('\n')

const wrongOnes = (samples: readonly Scored[]): string =>
  samples
    .filter(({ right, half }) => !right && half !== 'held')
    .map(({ id, label, text, found }) => {
      const fault = label === 'violation' ? 'missed' : 'raised'
      return [fault, id, text, ...found].join(' ')
    })
    .join('\n')

/**
 * Scores the screening against labelled texts and prints a table; asserts nothing.
 *
 * `--file PATH` (repeatable, `-` for standard input) instead of the own corpus; `--half open|held`; `--wrong` lists
 * what was decided wrong, except in the held half, which nobody looks at while writing rules; `--json`.
 */
export const run = async (argv: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      file: { type: 'string', multiple: true },
      half: { type: 'string' },
      wrong: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const files = values.file ?? [ownCorpus]
  const samples: Sample[] = []
  for (const file of files) samples.push(...(await readSamples(file === '-' ? process.stdin : createReadStream(file))))
  const screener = createScreener(await loadPacks())
  const chosen = values.half === undefined ? samples : samples.filter(({ half }) => half === values.half)
  const scored = chosen.map((sample) => score(screener, sample))
  const rows = rowsOf(scored)
  if (values.json) {
    console.log(JSON.stringify({ rows }))
    return
  }
  console.log(table(rows))
  if (values.wrong) console.log(`\n${wrongOnes(scored)}`)
}

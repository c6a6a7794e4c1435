import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createScreener } from '../src/screening/index.ts'
import { loadPacks } from '../src/screening/load-packs.ts'

/** Milliseconds of one `check()` by length of the text, and what that makes in characters a second. */
type Row = { text: 'clean' | 'dense'; characters: number; median: number; p99: number; millionPerSecond: number }

const corpus = fileURLToPath(new URL('corpora/adcopy-own.jsonl', import.meta.url))
const sampleSchema = z.object({ text: z.string(), label: z.enum(['violation', 'ok']) })
const lengths = [200, 2_000, 20_000, 200_000]
const millisecondsEach = 1_500

/** Text of one kind, sentence after sentence of the corpus, cut to a length. */
const textOf = (samples: readonly z.infer<typeof sampleSchema>[], label: 'violation' | 'ok', length: number): string => {
  const all = samples.filter((sample) => sample.label === label).map(({ text }) => text).join('。')
  return all.repeat(Math.ceil(length / all.length)).slice(0, length)
}

const measure = (check: () => unknown): { median: number; p99: number } => {
  const times: number[] = []
  const end = performance.now() + millisecondsEach
  for (let i = 0; i < 5 || performance.now() < end; i += 1) {
    const started = performance.now()
    check()
    times.push(performance.now() - started)
  }
  const sorted = times.slice(2).toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { median: at(0.5), p99: at(0.99) }
}

/** Prints how long a check takes: the console checks while typing and has 100 ms for 2,000 characters. */
export const run = async (argv: readonly string[]): Promise<void> => {
  const { values } = parseArgs({ args: [...argv], options: { json: { type: 'boolean', default: false } } })
  const lines = (await readFile(corpus, 'utf8')).trim().split('\n')
  const samples = lines.map((line) => sampleSchema.parse(JSON.parse(line)))
  const screener = createScreener(await loadPacks())
  const rows = lengths.flatMap((characters) =>
    (['clean', 'dense'] as const).map((text): Row => {
      const copy = textOf(samples, text === 'clean' ? 'ok' : 'violation', characters)
      const { median, p99 } = measure(() => screener.check(copy))
      return { text, characters, median, p99, millionPerSecond: characters / median / 1_000 }
    }),
  )
  if (values.json) {
    console.log(JSON.stringify(rows))
    return
  }
  console.log('text   characters  median ms    p99 ms  M chars/s')
  for (const { text, characters, median, p99, millionPerSecond } of rows) {
    const figures = [median.toFixed(2).padStart(10), p99.toFixed(2).padStart(9), millionPerSecond.toFixed(2).padStart(10)]
    console.log(`${text.padEnd(6)} ${String(characters).padStart(10)} ${figures.join(' ')}`)
  }
}

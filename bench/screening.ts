import { parseArgs } from 'node:util'
import { createScreener } from '../src/screening/index.ts'
import type { Screener } from '../src/screening/index.ts'
import { loadPacks } from '../src/screening/load-packs.ts'
import { randomOf } from './text/random.ts'
import type { LabelledSentence } from './text/sentences.ts'
import { copySentences, proseSentences } from './text/sentences.ts'

/** Milliseconds of one `check()` by kind and length of the text, and what that makes in characters a second. */
type Row = {
  text: string
  characters: number
  /** CPU time of the best and the median run. */
  best: number
  median: number
  /** Elapsed time, which is what a writer waits for. */
  p99: number
  millionPerSecond: number
}

/**
 * `prose`: guide and screens. `clean`: lawful copy of the corpus, two thirds of it close to the line. `mixed`: clean with
 * one violation in twenty sentences. `dense`: nothing but violations.
 */
const kinds = ['prose', 'clean', 'mixed', 'dense'] as const
const lengths = [200, 2_000, 20_000, 200_000]
const adversarial = ['最', '最好', '1', '“', '治疗糖尿病', 'zhi', '其他', ' 。', '\u200b', '最好。']
const adversarialLengths = [20_000, 200_000]
const millisecondsEach = 1_500
/** So many characters of different texts are checked in turn before one comes again: caches and branches cannot learn a text by heart. */
const charactersInTurn = 1_000_000
const seed = 20_261_201

type Kind = (typeof kinds)[number]

const sentencesOf = (kind: Kind, copy: readonly LabelledSentence[], prose: readonly string[]): string[] => {
  const labelled = (label: string): string[] => copy.flatMap((one) => (one.label === label ? [one.text] : []))
  const violations = labelled('violation')
  if (kind === 'prose') return [...prose]
  if (kind === 'dense') return violations
  const clean = labelled('ok')
  return kind === 'clean' ? clean : clean.flatMap((one, at) => (at % 19 === 0 ? [one, violations[at % violations.length] ?? ''] : [one]))
}

/** Sentence after sentence, drawn by `random`, in one piece as it comes out of a request. */
const textOf = (sentences: readonly string[], length: number, random = randomOf(seed)): string => {
  const parts: string[] = []
  for (let made = 0; made < length; ) {
    const next = `${sentences[random(sentences.length)]}。`
    made += next.length
    parts.push(next)
  }
  return Buffer.from(parts.join('').slice(0, length), 'utf16le').toString('utf16le')
}

/** Different texts of one length, drawn by a fixed seed. */
const textsOf = (sentences: readonly string[], length: number): string[] => {
  const random = randomOf(seed)
  return Array.from({ length: Math.ceil(charactersInTurn / length) }, () => textOf(sentences, length, random))
}

const measure = (check: (run: number) => unknown): Pick<Row, 'best' | 'median' | 'p99'> => {
  const cpu: number[] = []
  const elapsed: number[] = []
  const end = performance.now() + millisecondsEach
  for (let run = 0; run < 3 || performance.now() < end; run += 1) {
    const before = process.cpuUsage()
    const started = performance.now()
    check(run)
    elapsed.push(performance.now() - started)
    const { user, system } = process.cpuUsage(before)
    cpu.push((user + system) / 1_000)
  }
  const at = (times: readonly number[], share: number): number => {
    const sorted = times.slice(1).toSorted((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  }
  return { best: at(cpu, 0), median: at(cpu, 0.5), p99: at(elapsed, 0.99) }
}

const rowOf = (screener: Screener, name: string, texts: readonly string[]): Row => {
  const times = measure((run) => screener.check(texts[run % texts.length] ?? ''))
  const characters = texts[0]?.length ?? 0
  return { text: name, characters, ...times, millionPerSecond: characters / times.median / 1_000 }
}

const lineOf = ({ text, characters, best, median, p99, millionPerSecond }: Row): string => {
  const figures = [best, median, p99].map((one) => one.toFixed(2).padStart(10))
  return `${text.padEnd(24)} ${String(characters).padStart(10)} ${figures.join(' ')} ${millionPerSecond.toFixed(2).padStart(8)}`
}

/** A few thousand texts first: the engine is a server's, which has been running for a while. */
const warmUp = (screener: Screener, sentences: readonly string[]): void => {
  for (let round = 0; round < 4; round++) for (const sentence of sentences) screener.check(sentence)
}

/** Prints how long a check takes, by kind and length, and that no repetition makes it worse than linear. */
export const run = async (argv: readonly string[]): Promise<void> => {
  const { values } = parseArgs({ args: [...argv], options: { json: { type: 'boolean', default: false } } })
  const [copy, prose] = await Promise.all([copySentences(), proseSentences()])
  const screener = createScreener(await loadPacks())
  warmUp(screener, copy.map(({ text }) => text))
  const rows: Row[] = []
  const add = (name: string, ...texts: string[]): void => {
    const row = rowOf(screener, name, texts)
    rows.push(row)
    if (!values.json) console.log(lineOf(row))
  }
  if (!values.json) console.log('text                     characters    best ms  median ms    p99 ms  M chars/s (median)')
  for (const kind of kinds) {
    const sentences = sentencesOf(kind, copy, prose)
    for (const length of lengths) add(kind, ...textsOf(sentences, length))
  }
  // 3.5 million characters are 10 MB of UTF-8.
  add('mixed', textOf(sentencesOf('mixed', copy, prose), 3_500_000))
  for (const unit of adversarial) {
    for (const length of adversarialLengths) add(`repeats of ${JSON.stringify(unit)}`, unit.repeat(length / unit.length))
  }
  const megabytes = process.memoryUsage().rss / 1_000_000
  if (values.json) {
    console.log(JSON.stringify({ rows, megabytes }))
    return
  }
  console.log(`resident memory at the end: ${megabytes.toFixed(0)} MB`)
}

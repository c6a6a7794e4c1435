import { parseArgs } from 'node:util'
import { soundTables } from '../src/screening/compile/disguise-tables.ts'
import { readPacks } from '../src/screening/compile/read-packs.ts'
import { sampleReader } from '../src/screening/compile/samples.ts'
import { checkDocument, readDocument } from '../src/screening/documents/index.ts'
import { createScreener } from '../src/screening/index.ts'
import type { CheckOptions, CompiledPacks, Finding, Screener } from '../src/screening/index.ts'
import { loadPacks, rulesFolder } from '../src/screening/load-packs.ts'
import type { Share } from './shares.ts'
import { shareOf, showShare } from './shares.ts'
import { cleanSentences } from './text/clean-sentences.ts'
import type { Disguise } from './text/disguises.ts'
import { disguisesFor } from './text/disguises.ts'
import { randomOf } from './text/random.ts'

const SEED = 20261126
const COMPOSED = 50_000

/** A sample of a rule that is found undisguised, and the words in it that are then disguised. */
type Plain = { text: string; options: CheckOptions; start: number; end: number; category: string }

/** Mark of CNT-5: clean sentences raised by undoing disguises alone, of 10,000. */
const MOST_RAISED = 5

const grave = ({ severity }: Finding): boolean => severity !== 'note'

const isByRule = ({ rule }: Finding): boolean => !rule.startsWith('learned.')

/** Secrets of programs slip into copy by mistake: nobody disguises them. */
const isSecret = (ruleId: string): boolean => ruleId.startsWith('privacy.secret.')

const plainSamples = async (screener: Screener): Promise<Plain[]> => {
  const { packs, settings } = await readPacks(rulesFolder)
  const read = sampleReader(settings)
  return packs.flatMap(({ rules }) =>
    rules.filter(({ id }) => !isSecret(id)).flatMap(({ id, category, hit }) =>
      hit.flatMap((sample): Plain[] => {
        const { text, options } = read(sample)
        const found = screener.check(text, options).findings.find((finding) => finding.rule === id && grave(finding))
        return found === undefined ? [] : [{ text, options, start: found.start, end: found.end, category }]
      }),
    ),
  )
}

type Found = (text: string, options: CheckOptions) => Promise<readonly Finding[]>

/**
 * `found`: by a rule, after the disguise was undone. `stopped`: by a rule or by the reader that has learned from
 * examples, these samples among them, so that it knows them by the words around.
 */
type Row = { kind: string; found: Share; stopped: number; missed: string[] }

const measureKind = async (kind: string, disguise: Disguise, samples: readonly Plain[], find: Found): Promise<Row> => {
  const random = randomOf(SEED)
  let found = 0
  let stopped = 0
  let tried = 0
  const missed: string[] = []
  for (const { text, options, start, end, category } of samples) {
    const hidden = disguise(text.slice(start, end), random)
    if (hidden === null) continue
    tried++
    const disguised = text.slice(0, start) + hidden + text.slice(end)
    const findings = await find(disguised, options)
    const there = findings.filter((finding) => grave(finding) && finding.category === category)
    if (there.length > 0) stopped++
    if (there.some((finding) => isByRule(finding))) found++
    else missed.push(disguised)
  }
  return { kind, found: shareOf(found, tried), stopped: shareOf(stopped, tried).share, missed }
}

/** The packs with nothing to undo disguises by; folding stays. */
const withoutRestoring = (packs: CompiledPacks): CompiledPacks => ({
  ...packs,
  aliases: [],
  sounds: soundTables([]),
  loneSyllables: [],
})

/** `of` counts lines: a post has five, every other text one. */
type Raised = { source: string; of: number; raised: string[]; per10000: number }

/** Sentences in which nothing grave is found when no disguise is undone, and something when they are. */
const measureClean = async (packs: CompiledPacks): Promise<Raised[]> => {
  const [full, bare] = [createScreener(packs), createScreener(withoutRestoring(packs))]
  const sources = await cleanSentences(COMPOSED, SEED)
  return Object.entries(sources).map(([source, sentences]) => {
    const raised = sentences.flatMap((text) => {
      const found = full.check(text).findings.filter(grave)
      if (found.length === 0 || bare.check(text).findings.some(grave)) return []
      const said = found.map(({ rule, excerpt }) => `${rule}“${excerpt}”`).join(' ')
      return [`${text} <- ${said}`.replaceAll('\n', '⏎')]
    })
    const of = sentences.reduce((lines, text) => lines + text.split('\n').length, 0)
    return { source, of, raised, per10000: (raised.length / of) * 10_000 }
  })
}

const intoTags: Disguise = (words) =>
  [...words].map((char, at) => (at % 2 === 0 ? `<b>${char}</b>` : char)).join('<!-- -->')

/**
 * For each kind of disguise of CNT-5, how many of the rules' own samples are still found when the words that offend are
 * disguised; and how many clean sentences are raised only because disguises are undone. Prints tables; asserts nothing.
 *
 * `--missed` and `--raised` list them, `--kind` (repeatable) restricts the first table, `--json`.
 */
export const run = async (argv: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'boolean', default: false },
      missed: { type: 'boolean', default: false },
      raised: { type: 'boolean', default: false },
      kind: { type: 'string', multiple: true },
    },
  })
  const packs = await loadPacks()
  const screener = createScreener(packs)
  const samples = await plainSamples(screener)
  const find: Found = async (text, options) => screener.check(text, options).findings
  const findInHtml: Found = async (text, options) =>
    checkDocument(screener, await readDocument(Buffer.from(text), { name: 'copy.html' }), options).findings
  const rows: Row[] = []
  const chosen = (kind: string): boolean => values.kind === undefined || values.kind.includes(kind)
  for (const [kind, disguise] of Object.entries(await disguisesFor(packs))) {
    if (chosen(kind)) rows.push(await measureKind(kind, disguise, samples, find))
  }
  if (chosen('HTML tags')) rows.push(await measureKind('HTML tags', intoTags, samples.slice(0, 60), findInHtml))
  const clean = values.kind === undefined || values.raised ? await measureClean(packs) : []
  if (values.json) {
    const kinds = rows.map(({ kind, found, stopped }) => ({ kind, ...found, stopped }))
    const sources = clean.map(({ raised, ...rest }) => ({ ...rest, raised: raised.length }))
    console.log(JSON.stringify({ kinds, clean: sources }))
    return
  }
  console.log(`${'disguise'.padEnd(22)} found    of    share   95 % interval    stopped`)
  for (const { kind, found, stopped, missed } of rows) {
    console.log(`${kind.padEnd(22)}${showShare(found)} ${(stopped * 100).toFixed(1).padStart(8)} %`)
    if (values.missed) for (const text of missed) console.log(`    ${text.replaceAll('\n', '⏎')}`)
  }
  console.log(`\n${'clean sentences'.padEnd(22)}raised    of   in 10,000 (mark: at most ${MOST_RAISED})`)
  for (const { source, of, raised, per10000 } of clean) {
    const figures = [String(raised.length).padStart(6), String(of).padStart(6), per10000.toFixed(1).padStart(8)]
    console.log(source.padEnd(22) + figures.join(' '))
    if (values.raised) for (const text of raised) console.log(`    ${text}`)
  }
}

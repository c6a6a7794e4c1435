import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createScreener } from '../src/screening/index.ts'
import type { Screener } from '../src/screening/index.ts'
import { loadPacks } from '../src/screening/load-packs.ts'
import type { Labelled } from './labelled.ts'
import { readLabelled } from './labelled.ts'
import type { Share } from './shares.ts'
import { shareOf, showShare } from './shares.ts'

/** `raised`: the decision is anything but `allow`. `charged`: categories of the findings that raised it. */
type Scored = Labelled & { raised: boolean; charged: Set<string>; found: string[] }

/** `recall`: of what is unlawful, how much was raised. `precision`: of what was raised, how much is unlawful. */
type Row = { name: string; recall: Share; precision: Share }

const ownCorpus = fileURLToPath(new URL('corpora/adcopy-own.jsonl', import.meta.url))

const isUnlawful = ({ label }: Labelled): boolean => label === 'violation'

const isRight = (sample: Scored): boolean => sample.raised === isUnlawful(sample)

const filled = (value: string | null | undefined): string[] =>
  typeof value === 'string' && value !== '' ? [value] : []

const score = (screener: Screener, sample: Labelled): Scored => {
  const { decision, findings } = screener.check(sample.text, {
    ...(typeof sample.industry === 'string' ? { industry: sample.industry } : {}),
    ...(typeof sample.channel === 'string' ? { channel: sample.channel } : {}),
  })
  const charged = new Set(findings.filter(({ severity }) => severity !== 'note').map(({ category }) => category))
  const found = findings.map(({ rule, severity, excerpt }) => `${severity} ${rule}“${excerpt}”`)
  return { ...sample, raised: decision !== 'allow', charged, found }
}

const count = (samples: readonly Scored[], test: (sample: Scored) => boolean): number => samples.filter(test).length

/** Every stratum: whether texts of it were decided right, whatever category was charged. */
const strataOf = (samples: readonly Scored[]): Row[] => {
  const row = (name: string, chosen: readonly Scored[]): Row => ({
    name,
    recall: shareOf(count(chosen, (one) => one.raised && isUnlawful(one)), count(chosen, isUnlawful)),
    precision: shareOf(count(chosen, (one) => one.raised && isUnlawful(one)), count(chosen, (one) => one.raised)),
  })
  const each = (title: string, key: (sample: Scored) => readonly string[]): Row[] =>
    [...new Set(samples.flatMap(key))]
      .toSorted()
      .map((name) => row(`${title} ${name}`, samples.filter((sample) => key(sample).includes(name))))
  return [
    row('all', samples),
    ...each('half', ({ half }) => filled(half)),
    ...each('trade', ({ industry }) => filled(industry)),
    ...each('channel', ({ channel }) => filled(channel)),
  ]
}

/** Per category: whether it was charged where it should be (recall), and should be where it was charged (precision). */
const categoriesOf = (samples: readonly Scored[]): Row[] =>
  [...new Set(samples.flatMap(({ categories }) => categories))].toSorted().map((name) => {
    const rightly = count(samples, ({ charged, categories }) => charged.has(name) && categories.includes(name))
    return {
      name: `category ${name}`,
      recall: shareOf(rightly, count(samples, ({ categories }) => categories.includes(name))),
      precision: shareOf(rightly, count(samples, ({ charged }) => charged.has(name))),
    }
  })

/** What was decided right, by kind of text; `name` says what "right" means there. */
const sharesOf = (samples: readonly Scored[]): { name: string; share: Share }[] => {
  const unlawful = samples.filter(isUnlawful)
  const lawful = samples.filter((sample) => !isUnlawful(sample))
  const right = (name: string, chosen: readonly Scored[]): { name: string; share: Share } => ({
    name,
    share: shareOf(count(chosen, isRight), chosen.length),
  })
  const each = (title: string, chosen: readonly Scored[], key: (sample: Scored) => readonly string[]) =>
    [...new Set(chosen.flatMap(key))]
      .toSorted()
      .map((name) => right(`${title} ${name}`, chosen.filter((sample) => key(sample).includes(name))))
  return [
    right('decided right', samples),
    right('unlawful found', unlawful),
    right('unlawful found, evasive', unlawful.filter(({ evasion }) => filled(evasion).length > 0)),
    right('lawful left alone', lawful),
    right('lawful left alone, hard', lawful.filter((sample) => sample.hard_negative)),
    ...each('found, disguised by', unlawful, ({ evasion }) => filled(evasion)),
    ...each('left alone, guide article', lawful, ({ exception }) => filled(exception)),
  ]
}

const tables = (samples: readonly Scored[]): string =>
  [
    `${''.padEnd(42)}  right     of    share   95 % interval`,
    ...sharesOf(samples).map(({ name, share }) => `${name.padEnd(42)} ${showShare(share)}`),
    '',
    `${''.padEnd(34)} ${'recall'.padStart(13)}    share   95 % interval ${'precision'.padStart(13)}    share   95 % interval`,
    ...[...strataOf(samples), ...categoriesOf(samples)].map(
      ({ name, recall, precision }) => `${name.padEnd(34)} ${showShare(recall)}  ${showShare(precision)}`,
    ),
  ].join('\n')

const wrongOnes = (samples: readonly Scored[]): string =>
  samples
    .filter((sample) => !isRight(sample) && sample.half !== 'held')
    .map(({ id, label, text, found }) =>
      [label === 'violation' ? 'missed' : 'raised', id, text, ...found].join(' '),
    )
    .join('\n')

/**
 * Scores the screening against labelled texts and prints tables; asserts nothing.
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
  const samples = (await Promise.all((values.file ?? [ownCorpus]).map(readLabelled))).flat()
  const screener = createScreener(await loadPacks())
  const chosen = values.half === undefined ? samples : samples.filter(({ half }) => half === values.half)
  const scored = chosen.map((sample) => score(screener, sample))
  if (values.json) {
    console.log(JSON.stringify({ shares: sharesOf(scored), strata: strataOf(scored), categories: categoriesOf(scored) }))
    return
  }
  console.log(tables(scored))
  if (values.wrong) console.log(`\n${wrongOnes(scored)}`)
}

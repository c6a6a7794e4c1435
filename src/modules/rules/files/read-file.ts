import type { Sentence } from '../../../kernel/sentence.ts'
import type { RuleChanges } from '../changes.ts'
import type { RuleFault } from '../thread/compile-fault.ts'
import { type FileFault, todoFor } from './file-faults.ts'
import { readWorkbook } from './read-workbook.ts'
import { readYaml } from './read-yaml.ts'
import { type FileFormat, type Place, type Reading, Unreadable } from './reading.ts'

/** A file that was read and checked; nothing is saved. */
export type ReadFile =
  { changes: RuleChanges; faultCount: number; faults: readonly FileFault[] } | { unreadable: Sentence }

/** Faults that are listed; the count goes on. */
const mostFaults = 2000

type Tools = {
  fold: (text: string) => string
  shippedRules: ReadonlySet<string>
  /** What is wrong with rules of the company's own when they are compiled. */
  faultsOf: (rules: RuleChanges['rules']) => readonly RuleFault[]
}

/** Reads a file of terms and rules and finds everything that is wrong with it. */
export const readFile = async (format: FileFormat, bytes: Uint8Array, tools: Tools): Promise<ReadFile> => {
  try {
    const { changes, places, faults } = format === 'xlsx' ? await readWorkbook(bytes) : readYaml(bytes)
    const all = [
      ...faults,
      ...repeated(changes, places, tools),
      ...unknown(changes, places, tools),
      ...uncompiled(changes, places, tools),
    ]
    return { changes, faultCount: all.length, faults: all.slice(0, mostFaults) }
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.sentence }
    throw error
  }
}

const unknownPlace: Place = { sheet: '', row: 0 }

const repeated = ({ terms, changes, rules }: RuleChanges, places: Reading['places'], { fold }: Tools): FileFault[] => {
  const find = (keys: readonly string[], rows: readonly Place[], column: string): FileFault[] => {
    const first = new Map<string, number>()
    return keys.flatMap((key, at) => {
      const place = rows[at] ?? unknownPlace
      const before = first.get(key)
      if (before === undefined) {
        first.set(key, place.row)
        return []
      }
      return [
        {
          ...place,
          column,
          wrong: { zh: `与第 ${before} 行重复`, en: `It repeats row ${before}` },
          todo: { zh: '只留一行', en: 'Keep one of the two rows' },
        },
      ]
    })
  }
  return [
    ...find(
      terms.map(({ term }) => fold(term)),
      places.terms,
      'term',
    ),
    ...find(
      changes.map(({ rule }) => rule),
      places.changes,
      'rule',
    ),
    ...find(
      rules.map(({ id }) => id),
      places.rules,
      'id',
    ),
  ]
}

const unknown = ({ changes, terms }: RuleChanges, places: Reading['places'], { shippedRules }: Tools): FileFault[] => [
  ...changes.flatMap(({ rule }, at) =>
    shippedRules.has(rule)
      ? []
      : [
          {
            ...(places.changes[at] ?? unknownPlace),
            column: 'rule',
            wrong: { zh: `没有编号为“${rule}”的内置规则`, en: `There is no shipped rule called ${rule}` },
            todo: todoFor('rule'),
          },
        ],
  ),
  ...terms.flatMap(({ term }, at) =>
    /[\p{L}\p{N}]/u.test(term)
      ? []
      : [
          {
            ...(places.terms[at] ?? unknownPlace),
            column: 'term',
            wrong: { zh: '词语中没有文字', en: 'The term has no letters or characters' },
            todo: todoFor('term'),
          },
        ],
  ),
]

const uncompiled = ({ rules }: RuleChanges, places: Reading['places'], { faultsOf }: Tools): FileFault[] => {
  const seen = new Set<string>()
  const once = rules.filter(({ id }) => !seen.has(id) && seen.add(id))
  return faultsOf(once).map(({ rule, sentence }) => ({
    ...(places.rules[rules.findIndex(({ id }) => id === rule)] ?? unknownPlace),
    column: 'patterns',
    wrong: sentence,
    todo: todoFor('patterns'),
  }))
}

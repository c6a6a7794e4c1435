import { z } from 'zod'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import { limits, type RuleChanges } from './changes.ts'
import { type Differences, differencesBetween } from './differences.ts'
import type { FileFault } from './files/file-faults.ts'
import type { FileFormat } from './files/reading.ts'
import type { InForce } from './in-force.ts'
import type { RulesPorts } from './ports.ts'
import { fileUnreadable } from './problems.ts'

/** Base64 of the longest file. */
const maxBase64 = Math.ceil(limits.fileBytes / 3) * 4

/** A body that holds it, with what is around it. */
export const importBodyLimit = maxBase64 + 16 * 1024

export const importInput = {
  fileName: z.string().min(1).max(200),
  base64: z.base64().min(1).max(maxBase64),
  /** `add` keeps what the file does not name, `replace` takes the file for all there is. */
  mode: z.enum(['add', 'replace']),
}

type ImportInput = { fileName: string; base64: string; mode: 'add' | 'replace' }

export type CheckedFile = {
  format: FileFormat
  inForce: InForce
  /** Of the draft that the file was compared with; 0 when there is none. */
  revision: number
  read: RuleChanges
  result: RuleChanges
  differences: Differences
  faultCount: number
  faults: readonly FileFault[]
}

/**
 * Reads and checks a file beside the event loop, and compares it with the draft, or with what is in force where there is
 * none.
 * @throws Problem `rules.file-unreadable`
 */
export const checkFile = async (
  { db, ports }: { db: AnyDatabase; ports: RulesPorts },
  { fileName, base64, mode }: ImportInput,
): Promise<CheckedFile> => {
  const bytes = Buffer.from(base64, 'base64')
  // A zip archive begins so; whatever it is called.
  const format: FileFormat = bytes.subarray(0, 2).toString('latin1') === 'PK' ? 'xlsx' : 'yaml'
  if (format === 'yaml' && /\.xlsx?$/i.test(fileName)) throw fileUnreadable({ why: '不是有效的 Excel 文件（.xlsx）' })
  const { engine } = ports
  const file = await engine.thread.readFile(format, bytes)
  if ('unreadable' in file) throw fileUnreadable({ why: file.unreadable.zh })
  const inForce = await engine.inForce(db)
  const set = await engine.draftSet(db)
  const present = set?.changes ?? inForce.changes
  const result = mode === 'replace' ? file.changes : merged(present, file.changes, engine.fold)
  return {
    format,
    inForce,
    revision: set?.draft.revision ?? 0,
    read: file.changes,
    result,
    differences: differencesBetween(present, result),
    faultCount: file.faultCount,
    faults: file.faults,
  }
}

const merged = (present: RuleChanges, added: RuleChanges, fold: (text: string) => string): RuleChanges => {
  const join = <Row>(old: readonly Row[], young: readonly Row[], keyOf: (row: Row) => string): Row[] => [
    ...new Map([...old, ...young].map((row) => [keyOf(row), row])).values(),
  ]
  return {
    terms: join(present.terms, added.terms, ({ term }) => fold(term)),
    changes: join(present.changes, added.changes, ({ rule }) => rule),
    rules: join(present.rules, added.rules, ({ id }) => id),
  }
}

const tally = (rows: readonly { before: unknown; after: unknown }[]) => ({
  added: rows.filter(({ before }) => before === null).length,
  changed: rows.filter(({ before, after }) => before !== null && after !== null).length,
  removed: rows.filter(({ after }) => after === null).length,
})

export const tallyShape = z.object({ added: z.int(), changed: z.int(), removed: z.int() })
export const talliesShape = z.object({ terms: tallyShape, changes: tallyShape, rules: tallyShape })

/** How many of each kind come, change and go. */
export const talliesOf = ({ terms, changes, rules }: Differences) => ({
  terms: tally(terms),
  changes: tally(changes),
  rules: tally(rules),
})

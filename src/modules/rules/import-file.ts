import { z } from 'zod'
import { limits } from './changes.ts'
import { beyondBounds, editBase, type EditBase } from './draft-store.ts'
import type { FileFormat } from './files/reading.ts'
import type { RulesPorts } from './ports.ts'
import { fileUnreadable } from './problems.ts'
import type { RulesDatabase } from './scope.ts'
import type { Differences, Tally } from './thread/differences.ts'
import type { ThreadAnswers } from './thread/thread-messages.ts'

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

export type CheckedFile = EditBase & {
  format: FileFormat
  /** Of the draft that the file was compared with; 0 when there is none. */
  revision: number
  file: Extract<ThreadAnswers['read-file'], { outcome: 'read' }>
}

/**
 * Reads and checks a file beside the event loop, and compares it with the draft, or with what is in force where there
 * is none.
 * @throws Problem `rules.file-unreadable`, `rules.too-many`
 */
export const checkFile = async (
  { db, ports }: { db: RulesDatabase; ports: RulesPorts },
  { fileName, base64, mode }: ImportInput,
): Promise<CheckedFile> => {
  const bytes = Buffer.from(base64, 'base64')
  // A zip archive begins so; whatever it is called.
  const format: FileFormat = bytes.subarray(0, 2).toString('latin1') === 'PK' ? 'xlsx' : 'yaml'
  if (format === 'yaml' && /\.xlsx?$/i.test(fileName)) throw fileUnreadable({ why: '不是有效的 Excel 文件（.xlsx）' })
  const base = await editBase(db, ports)
  const file = await ports.engine.thread.readFile(base.set ?? base.inForce, { format, bytes, mode })
  if (file.outcome === 'unreadable') throw fileUnreadable({ why: file.sentence.zh })
  if (file.outcome === 'too-many') throw beyondBounds()
  return { ...base, format, revision: base.set?.draft.revision ?? 0, file }
}

export const tallyShape = z.object({ added: z.int(), changed: z.int(), removed: z.int() })
export const talliesShape = z.object({ terms: tallyShape, changes: tallyShape, rules: tallyShape })

/** How many of each kind come, change and go. */
export const talliesOf = ({ terms, changes, rules }: Differences) => ({
  terms: tallyOf(terms),
  changes: tallyOf(changes),
  rules: tallyOf(rules),
})

const tallyOf = ({ added, changed, removed }: Tally) => ({ added, changed, removed })

import { z } from 'zod'
import { keysOf, sources } from '../origin.ts'
import { duplicateRules } from './duplicates.ts'
import { importStates, moving } from './life-cycle.ts'
import { importLimits } from './limits.ts'
import type { ImportRow } from './tables.ts'

/** An import as a list shows it: counts and states, no value of its file. */
export const importShape = z.object({
  id: z.uuid(),
  via: z.enum(['file', 'wecom']),
  state: z.enum(keysOf(importStates)),
  source: z.object({ kind: z.enum(keysOf(sources)), detail: z.string() }),
  duplicates: z.enum(keysOf(duplicateRules)),
  department: z.object({ id: z.uuid(), name: z.string() }),
  begunBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  begunAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** How much of the step in hand is done, in thousandths. */
  permille: z.int(),
  /** Whether nothing has moved for a while where a job should. */
  still: z.boolean(),
  counts: z.object({
    read: z.int(),
    ready: z.int(),
    faulty: z.int(),
    twiceInFile: z.int(),
    /** From a hundred on the first two digits alone: exact figures of chosen lists would tell who is among them. */
    knownAlready: z.int(),
    /** Rows of which it is not told that they are known: the hour had no more answers. */
    untold: z.int(),
    faults: z.int(),
    added: z.int(),
    merged: z.int(),
    skipped: z.int(),
    refused: z.int(),
  }),
})

type Names = { departments: ReadonlyMap<string, string>; people: ReadonlyMap<string, { name: string }> }

export const importView = (row: ImportRow, { departments, people }: Names, now: Date): z.input<typeof importShape> => ({
  id: row.id,
  via: row.via,
  state: row.state,
  source: { kind: row.source, detail: row.source_detail },
  duplicates: row.duplicates,
  department: { id: row.department_id, name: departments.get(row.department_id) ?? '' },
  begunBy: row.begun_by === null ? null : { id: row.begun_by, name: people.get(row.begun_by)?.name ?? '' },
  begunAt: row.begun_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  permille: permilleOf(row),
  still: moving.includes(row.state) && now.getTime() - row.moved_at.getTime() > importLimits.stillMs,
  counts: {
    read: row.rows_read,
    ready: row.rows_ready,
    faulty: row.rows_faulty,
    twiceInFile: row.twice_in_file,
    knownAlready: roughly(row.known_already),
    // How many exactly would say how many are known.
    untold: roughly(row.untold),
    faults: row.faults,
    added: row.added,
    merged: row.merged,
    skipped: row.skipped,
    refused: row.refused,
  },
})

const roughly = (count: number): number => {
  const step = 10 ** Math.max(0, String(count).length - 2)
  return Math.floor(count / step) * step
}

const permilleOf = (row: ImportRow): number => {
  if (row.state === 'uploading') return row.size === 0 ? 0 : Math.floor((row.received / row.size) * 1000)
  if (row.state === 'checking' || row.state === 'checked') return row.read_permille
  if (row.state === 'done') return 1000
  const written = row.added + row.merged + row.skipped + row.refused
  return row.rows_ready === 0 ? 0 : Math.min(1000, Math.floor((written / row.rows_ready) * 1000))
}

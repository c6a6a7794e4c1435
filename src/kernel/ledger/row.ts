import type { Selectable } from 'kysely'
import type { LedgerEntryRow } from '../tables.ts'
import type { JsonObject, LedgerEntry } from './canonical.ts'

/**
 * The entry that a row stands for, as it was hashed. Nothing is checked here: a row that somebody bent is handed on as
 * it is, and its hash tells.
 */
export const entryOfRow = (row: Selectable<LedgerEntryRow>): LedgerEntry => ({
  id: row.id,
  at: instant(row.at),
  operation: row.operation,
  type: row.type,
  actor: {
    kind: row.actor_kind,
    ...(row.actor_id === null ? {} : { id: row.actor_id }),
    ...(row.actor_name === null ? {} : { name: row.actor_name }),
  },
  subject: { kind: row.subject_kind, id: row.subject_id },
  // What jsonb holds is JSON.
  detail: row.detail as JsonObject,
  origin: row.origin,
})

/** PostgreSQL can hold `infinity`, which is no moment; whatever is out of form stays out of form. */
const instant = (at: unknown): string =>
  at instanceof Date && !Number.isNaN(at.getTime()) ? at.toISOString() : String(at)

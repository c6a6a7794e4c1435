import { type Kysely, sql } from 'kysely'
import type { KernelTables, LedgerEntryRow } from '../tables.ts'
import type { Selectable } from 'kysely'
import { entryOfRow } from './row.ts'
import type { LedgerLeaf, UnsealedEntry } from './verify.ts'

/** Rows read at a time: memory stays flat whatever the ledger's length. */
const pageSize = 1_000

type EntryRow = Selectable<LedgerEntryRow>
type Nullable<Row> = { [Column in keyof Row]: Row[Column] | null }

/** An index or size that no ledger reaches, and the largest that a number holds exactly. */
const largest = Number.MAX_SAFE_INTEGER
const smallestBigint = '-9223372036854775808'

/**
 * The columns of an entry that somebody may have bent: `infinity` and dates before our era are no moments, so they are
 * read as null and the entry's hash tells.
 */
const entryColumns = sql`
  entry.id, entry.operation, entry.type, entry.actor_kind, entry.actor_id, entry.actor_name, entry.subject_kind,
  entry.subject_id, entry.detail, entry.origin, entry.mac,
  case when entry.at between timestamptz '0001-01-01 00:00:00+00' and timestamptz '9999-12-31 23:59:59.999+00' then entry.at end as at`

type LeafRow = Nullable<EntryRow> & { index: number; index_text: string; entry_id: string; leaf_hash: Uint8Array; seal: Uint8Array }

/** Every leaf up to and with `last`, with its entry, in the order of the index. */
export async function* storedLeaves(db: Kysely<KernelTables>, last: string): AsyncGenerator<LedgerLeaf> {
  let after: string | undefined
  for (;;) {
    const { rows } = await sql<LeafRow>`
      select least(leaf.index, ${largest}) as index, leaf.index::text as index_text, leaf.entry_id, leaf.leaf_hash, leaf.seal, ${entryColumns}
      from (
        select * from ledger_leaf
        where ${after === undefined ? sql`index >= ${smallestBigint}` : sql`index > ${after}`} and index <= ${last}
        order by index limit ${pageSize}
      ) leaf
      left join ledger_entry entry on entry.id = leaf.entry_id
      order by leaf.index`.execute(db)
    for (const row of rows) {
      const entry = wholeEntry(row)
      yield {
        index: row.index,
        entryId: row.entry_id,
        leafHash: row.leaf_hash,
        seal: row.seal,
        entry: entry === undefined ? null : entryOfRow(entry),
        mac: entry?.mac ?? null,
      }
    }
    after = rows.at(-1)?.index_text
    if (rows.length < pageSize) return
  }
}

type WaitingRow = Nullable<EntryRow> & { entry_id: string; leaf_index: string | null }

/** An entry's mark in the queue that does not fit: its entry is gone, or it has a leaf already. */
export type StrayMark = { entryId: string; reason: 'missing' | 'twice' }

/** Every entry that waits for its leaf; marks that do not fit are handed to `onStray` instead. */
export async function* storedUnsealed(
  db: Kysely<KernelTables>,
  onStray: (mark: StrayMark) => void,
): AsyncGenerator<UnsealedEntry> {
  let after: string | undefined
  for (;;) {
    const { rows } = await sql<WaitingRow>`
      select queue.entry_id, leaf.index::text as leaf_index, ${entryColumns}
      from (
        select entry_id from ledger_unsealed
        where ${after === undefined ? sql`true` : sql`entry_id > ${after}`}
        order by entry_id limit ${pageSize}
      ) queue
      left join ledger_entry entry on entry.id = queue.entry_id
      left join ledger_leaf leaf on leaf.entry_id = queue.entry_id
      order by queue.entry_id`.execute(db)
    for (const row of rows) {
      const entry = wholeEntry(row)
      if (entry === undefined) onStray({ entryId: row.entry_id, reason: 'missing' })
      else if (row.leaf_index !== null) onStray({ entryId: row.entry_id, reason: 'twice' })
      else yield { entry: entryOfRow(entry), mac: entry.mac }
    }
    after = rows.at(-1)?.entry_id
    if (rows.length < pageSize) return
  }
}

/** The first entry that has neither a leaf nor a mark in the queue: nothing that this system writes is ever so. */
export const unaccountedEntry = async (db: Kysely<KernelTables>): Promise<EntryRow | undefined> => {
  const { rows } = await sql<EntryRow>`
    select ${entryColumns} from ledger_entry entry
    where not exists (select from ledger_leaf leaf where leaf.entry_id = entry.id)
      and not exists (select from ledger_unsealed queue where queue.entry_id = entry.id)
    order by entry.at, entry.id limit 1`.execute(db)
  return rows[0]
}

/** Index of the last leaf as text; undefined when there is none. */
export const lastLeaf = async (db: Kysely<KernelTables>): Promise<string | undefined> => {
  const { rows } = await sql<{ last: string | null }>`select max(index)::text as last from ledger_leaf`.execute(db)
  return rows[0]?.last ?? undefined
}

export type CheckpointRow = { size: number; root: Uint8Array; frontier: unknown; note: string }

/** Checkpoints over more than `above` entries and at most `upTo`, by size. */
export const storedCheckpoints = async (
  db: Kysely<KernelTables>,
  { above, upTo }: { above?: number; upTo?: number } = {},
): Promise<readonly CheckpointRow[]> => {
  const { rows } = await sql<CheckpointRow>`
    select least(size, ${largest}) as size, root, frontier, note from ledger_checkpoint
    where ${above === undefined ? sql`true` : sql`size > ${above}`} and ${upTo === undefined ? sql`true` : sql`size <= ${upTo}`}
    order by ledger_checkpoint.size`.execute(db)
  return rows
}

const wholeEntry = (row: Nullable<EntryRow>): EntryRow | undefined =>
  // The outer join makes every column nullable; with its id the row is whole (save `at`, see entryColumns).
  row.id === null ? undefined : (row as EntryRow)

import type { Kysely } from 'kysely'
import type { KernelTables } from '../tables.ts'

/** Where an entry stands in the ledger; the leaf is null until it is sealed. */
export type Position = { subjectId: string; entryId: string; type: string; at: Date; leaf: number | null }

export type Checkpoint = { size: number; at: Date; root: string }

/**
 * The entries about these subjects, oldest first, and the latest checkpoint: what a certificate names as its proof.
 * @param options.except types that are no part of what was done, as who looked at it
 */
export const positionsOf = async (
  db: Kysely<KernelTables>,
  subjects: readonly { kind: string; id: string }[],
  { except = [] }: { except?: readonly string[] } = {},
): Promise<{ positions: readonly Position[]; checkpoint: Checkpoint | null }> => {
  const kinds = [...new Set(subjects.map(({ kind }) => kind))]
  const rows = await db
    .selectFrom('ledger_entry')
    .leftJoin('ledger_leaf', 'ledger_leaf.entry_id', 'ledger_entry.id')
    .select(['ledger_entry.id', 'ledger_entry.type', 'ledger_entry.at', 'ledger_entry.subject_id', 'ledger_leaf.index'])
    .where('ledger_entry.subject_kind', 'in', kinds)
    .where('ledger_entry.subject_id', 'in', subjects.map(({ id }) => id))
    .$if(except.length > 0, (query) => query.where('ledger_entry.type', 'not in', except))
    .orderBy('ledger_entry.at')
    .orderBy('ledger_entry.id')
    .limit(50_000)
    .execute()
  const latest = await db
    .selectFrom('ledger_checkpoint')
    .select(['size', 'at', 'root'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    positions: rows.map(({ id, type, at, subject_id: subjectId, index }) => ({
      subjectId,
      entryId: id,
      type,
      at,
      leaf: index === null ? null : Number(index),
    })),
    checkpoint: latest === undefined ? null : { ...latest, root: Buffer.from(latest.root).toString('base64') },
  }
}

import type { KeyObject } from 'node:crypto'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { takeAdvisoryLock } from '../database/advisory-lock.ts'
import type { Database } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import { sameBytes } from '../secrets/compare.ts'
import type { KernelTables, LedgerEntryRow } from '../tables.ts'
import { EntryNotCanonical, entryMarks, leafSeal } from './canonical.ts'
import { signCheckpoint } from './checkpoint.ts'
import { treeBuilder } from './merkle.ts'
import { entryOfRow } from './row.ts'
import { signedFrontier } from './signed-frontier.ts'
import { type NoteVerifier, noteVerifier } from './signed-note.ts'

/** Entries sealed in one transaction unless the caller asks for fewer. */
export const maxSealBatch = 5_000

/** One sealer at a time, on any number of servers: two would give one index twice. */
const sealingLock = 'weidun/ledger/seal'

export type SealKeys = {
  /** Key of the entries' MACs and the leaves' seals. */
  macKey: KeyObject
  /** Ed25519 key of the checkpoints. */
  signKey: KeyObject
  /** Name of this ledger: the first line of its checkpoints, and the signer's name. */
  origin: string
  /** Keys that earlier checkpoints may be signed with; the present one unless said otherwise. */
  verifiers?: readonly NoteVerifier[]
}

/** An entry that was not sealed, and why. */
export type RefusedEntry = {
  entryId: string
  /** `mac`: changed, or not written by this system. `twice`: it has a leaf already. `missing`: its row is gone. */
  reason: 'mac' | 'twice' | 'missing'
}

export type SealReport = {
  sealed: number
  /** Leaves after it. */
  size: number
  refused: readonly RefusedEntry[]
  /** Another server is sealing; nothing was done. */
  busy: boolean
}

type BatchReport = SealReport & {
  /** Where the next batch goes on; undefined when the queue is at its end. */
  next: string | undefined
}

/** When a run may leave entries for a later one: few of them, soon after the last checkpoint. */
export type SealPace = { entries: number; ms: number }

/**
 * Seals everything that waits, batch by batch, each in a transaction of its own: leaf, seal and one signed checkpoint
 * a batch. Rows of a transaction that has not committed yet come in a later run.
 * @param options.batch entries a transaction, 1 to 5,000
 * @param options.pace does nothing while fewer than so many entries wait and the last checkpoint is younger than so many
 * milliseconds: every checkpoint is a row that is kept for good
 */
export const sealLedger = async (
  database: Database<KernelTables>,
  options: SealKeys & { now: Date; batch?: number; pace?: SealPace },
): Promise<SealReport> => {
  let total: SealReport = { sealed: 0, size: 0, refused: [], busy: false }
  if (options.pace !== undefined && (await isEarly(database.kysely, options.pace, options.now))) return total
  let after: string | undefined
  do {
    const from = after
    const report = await transact(database, (trx) => sealBatch(trx, { ...options, ...(from === undefined ? {} : { after: from }) }))
    total = {
      sealed: total.sealed + report.sealed,
      size: report.size,
      refused: [...total.refused, ...report.refused].slice(0, 100),
      busy: report.busy,
    }
    after = report.next
  } while (after !== undefined)
  return total
}

/**
 * Seals one batch in the caller's transaction, in the order of entry ids, which start with the time.
 * @param options.after goes on behind this entry id; refused entries stay in the queue and would be met again
 */
export const sealBatch = async (
  trx: Transaction<KernelTables>,
  options: SealKeys & { now: Date; batch?: number; after?: string },
): Promise<BatchReport> => {
  const { macKey, signKey, origin, now, batch = maxSealBatch, after } = options
  const limit = Math.min(Math.max(Math.trunc(batch), 1), maxSealBatch)
  if (!(await takeAdvisoryLock(trx, sealingLock, { wait: false }))) return { sealed: 0, size: 0, refused: [], busy: true, next: undefined }

  const verifiers = options.verifiers ?? [noteVerifier(origin, signKey)]
  const frontier = await signedFrontier(trx, { origin, verifiers })
  const waiting = await readWaiting(trx, limit, after)
  const tree = treeBuilder(frontier)
  const leaves: { index: number; entry_id: string; leaf_hash: string; seal: string }[] = []
  const refused: RefusedEntry[] = []
  for (const { id, sealed, row } of waiting) {
    const leafHash = row === undefined || sealed ? undefined : hashOfGenuine(row, macKey)
    if (leafHash === undefined) {
      refused.push({ entryId: id, reason: row === undefined ? 'missing' : sealed ? 'twice' : 'mac' })
      continue
    }
    const index = tree.size()
    tree.add(leafHash)
    const seal = leafSeal(macKey, { index, entryId: id, leafHash })
    leaves.push({ index, entry_id: id, leaf_hash: leafHash.toString('hex'), seal: seal.toString('hex') })
  }
  if (leaves.length > 0) {
    await writeLeaves(trx, leaves)
    const size = tree.size()
    const root = tree.root()
    await trx
      .insertInto('ledger_checkpoint')
      .values({
        size,
        at: now,
        root,
        frontier: JSON.stringify(tree.frontier().peaks),
        note: signCheckpoint({ origin, size, root }, { name: origin, privateKey: signKey }),
      })
      .execute()
  }
  return {
    sealed: leaves.length,
    size: tree.size(),
    refused,
    busy: false,
    next: waiting.length === limit ? waiting.at(-1)?.id : undefined,
  }
}

const isEarly = async (db: Kysely<KernelTables>, { entries, ms }: SealPace, now: Date): Promise<boolean> => {
  const last = await db.selectFrom('ledger_checkpoint').select('at').orderBy('size', 'desc').limit(1).executeTakeFirst()
  if (last === undefined || now.getTime() - last.at.getTime() >= ms) return false
  const waiting = await db.selectFrom('ledger_unsealed').select('entry_id').limit(entries).execute()
  return waiting.length < entries
}

type Waiting = { id: string; sealed: boolean; row: Selectable<LedgerEntryRow> | undefined }

const readWaiting = async (
  trx: Transaction<KernelTables>,
  limit: number,
  after: string | undefined,
): Promise<readonly Waiting[]> => {
  let queue = trx.selectFrom('ledger_unsealed').select('entry_id').orderBy('entry_id').limit(limit)
  if (after !== undefined) queue = queue.where('entry_id', '>', after)
  const rows = await trx
    .selectFrom(queue.as('queue'))
    .leftJoin('ledger_entry as entry', 'entry.id', 'queue.entry_id')
    .leftJoin('ledger_leaf as leaf', 'leaf.entry_id', 'queue.entry_id')
    .selectAll('entry')
    .select(['queue.entry_id as waiting_id', 'leaf.index as leaf_index'])
    .orderBy('queue.entry_id')
    .execute()
  return rows.map(({ waiting_id: id, leaf_index: leafIndex, ...entry }) => ({
    id,
    sealed: leafIndex !== null,
    // The outer join makes every column nullable; with its id the row is whole.
    row: entry.id === null ? undefined : (entry as Selectable<LedgerEntryRow>),
  }))
}

const hashOfGenuine = (row: Selectable<LedgerEntryRow>, macKey: KeyObject): Buffer | undefined => {
  try {
    const { leafHash, mac } = entryMarks(macKey, entryOfRow(row))
    return sameBytes(mac, row.mac) ? leafHash : undefined
  } catch (error) {
    // Bent out of form: nobody wrote it through this system.
    if (error instanceof EntryNotCanonical) return undefined
    throw error
  }
}

const writeLeaves = async (trx: Transaction<KernelTables>, leaves: readonly object[]): Promise<void> => {
  const rows = JSON.stringify(leaves)
  await sql`
    with leaf as (
      insert into ledger_leaf (index, entry_id, leaf_hash, seal)
      select index, entry_id, decode(leaf_hash, 'hex'), decode(seal, 'hex')
      from json_to_recordset(cast(${rows} as json)) as row (index bigint, entry_id uuid, leaf_hash text, seal text)
      returning entry_id
    )
    delete from ledger_unsealed using leaf where ledger_unsealed.entry_id = leaf.entry_id`.execute(trx)
}

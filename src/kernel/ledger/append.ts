import type { KeyObject } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { KernelTables } from '../tables.ts'
import { EntryNotCanonical, entryMac, type LedgerEntry } from './canonical.ts'

/** Bytes of an entry's detail as JSON. */
export const maxDetailBytes = 64 * 1024

/** Entries of one transaction; more is a defect, not a ledger. */
const maxEntries = 10_000

/**
 * Appends entries in the caller's transaction: one statement writes the rows and their marks in the queue of
 * unsealed entries. It takes no lock that another writer could wait for; order is given later, by sealing.
 * @param macKey key of the entries' MACs (HMAC-SHA-256)
 * @throws EntryNotCanonical for a detail above 64 KiB or anything that is not plain JSON; the message names the field,
 * never its content
 */
export const appendEntries = async (
  trx: Transaction<KernelTables>,
  { macKey }: { macKey: KeyObject },
  entries: readonly LedgerEntry[],
): Promise<void> => {
  if (entries.length === 0) return
  if (entries.length > maxEntries) throw new RangeError(`One transaction appends at most ${maxEntries} ledger entries`)
  // One JSON parameter instead of twelve a row: the statement's text stays the same for every count, and both
  // database drivers bind it alike.
  const rows = JSON.stringify(entries.map((entry) => rowOf(entry, macKey)))
  await sql`
    with entry as (
      insert into ledger_entry (id, at, operation, type, actor_kind, actor_id, actor_name, subject_kind, subject_id, detail, origin, mac)
      select id, at, operation, type, actor_kind, actor_id, actor_name, subject_kind, subject_id, detail, origin, decode(mac, 'hex')
      from json_to_recordset(cast(${rows} as json)) as row (
        id uuid, at timestamptz, operation text, type text, actor_kind text, actor_id text, actor_name text,
        subject_kind text, subject_id text, detail jsonb, origin jsonb, mac text
      )
      returning id
    )
    insert into ledger_unsealed (entry_id) select id from entry`.execute(trx)
}

const rowOf = (entry: LedgerEntry, macKey: KeyObject): Record<string, unknown> => {
  const mac = entryMac(macKey, entry).toString('hex')
  if (entry.subject === null) throw new EntryNotCanonical('ledger entry: $.subject is missing')
  if (Buffer.byteLength(JSON.stringify(entry.detail)) > maxDetailBytes) {
    throw new EntryNotCanonical(`ledger entry: $.detail has more than ${maxDetailBytes} bytes`)
  }
  return {
    id: entry.id,
    at: entry.at,
    operation: entry.operation,
    type: entry.type,
    actor_kind: entry.actor.kind,
    actor_id: entry.actor.id ?? null,
    actor_name: entry.actor.name ?? null,
    subject_kind: entry.subject.kind,
    subject_id: entry.subject.id,
    detail: entry.detail,
    origin: entry.origin,
    mac,
  }
}

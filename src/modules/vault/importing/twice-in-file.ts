import { sql } from 'kysely'
import type { VaultContext } from '../scope.ts'

/** A number of a row, as half a keyed digest: 128 bits, so that two different ones never meet. */
export type RowKey = { digest: Uint8Array; row: number }

export const keyBytes = 16

/**
 * Keeps the numbers of these rows and tells which were there before, in this file, and in which row first.
 * @returns the first row of each number that came before, by the digest in base64
 */
export const keepKeys = async ({ db }: Pick<VaultContext, 'db'>, importId: string, keys: readonly RowKey[]): Promise<ReadonlyMap<string, number>> => {
  if (keys.length === 0) return new Map()
  const { rows: fresh } = await sql<{ digest: Uint8Array; row_number: number }>`
    insert into customer_import_key (import_id, digest, row_number)
    select ${importId}, digest, at from unnest(${keys.map(({ digest }) => digest)}::bytea[], ${keys.map(({ row }) => row)}::int[]) as given (digest, at)
    on conflict do nothing returning digest, row_number`.execute(db)
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  const first = new Map(fresh.map(({ digest, row_number: row }) => [text(digest), row]))
  const again = keys.filter(({ digest, row }) => first.get(text(digest)) !== row)
  const former = again.filter(({ digest }) => !first.has(text(digest)))
  if (former.length > 0) {
    const rows = await db
      .selectFrom('customer_import_key')
      .select(['digest', 'row_number'])
      .where('import_id', '=', importId)
      .where(sql<boolean>`digest = any(${former.map(({ digest }) => digest)}::bytea[])`)
      .execute()
    for (const { digest, row_number: row } of rows) first.set(text(digest), row)
  }
  return new Map(again.flatMap(({ digest }) => [[text(digest), first.get(text(digest)) ?? 0] as const]))
}

/** Removes some of the numbers that were kept; answers whether there may be more. */
export const forgetKeys = async ({ db }: Pick<VaultContext, 'db'>, importId: string): Promise<boolean> => {
  const most = 20_000
  const { numAffectedRows } = await sql`
    delete from customer_import_key where import_id = ${importId} and digest in
      (select digest from customer_import_key where import_id = ${importId} limit ${most})`.execute(db)
  return Number(numAffectedRows ?? 0) === most
}

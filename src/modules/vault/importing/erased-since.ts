import { sql } from 'kysely'
import type { VaultContext } from '../scope.ts'
import type { FieldKind } from '../fields/kinds.ts'
import { exactKinds } from '../fields/kinds.ts'
import type { ReadyRow } from './check-row.ts'
import { isIdentity } from './duplicates.ts'
import type { ImportRow } from './tables.ts'

const isExact = (kind: FieldKind): boolean => (exactKinds as readonly FieldKind[]).includes(kind)

/**
 * By which numbers a row may be somebody who was erased: by those that tell people apart, or, where it has none, by any that
 * somebody is found by. A landline or a card may be that of a whole family.
 */
export const numbersOf = ({ fields }: ReadyRow): ReadyRow['fields'] => {
  const identities = fields.filter(({ kind }) => isIdentity(kind))
  return identities.length > 0 ? identities : fields.filter(({ kind }) => isExact(kind))
}

/**
 * Takes out the rows of an import that hold somebody who was erased after its evidence was given: they come back by a new import
 * with new evidence alone. To be asked once the known customers are locked, so that an erasure under way is over.
 * @param indexOf the digest by which a value is found
 */
export const withoutErased = async (
  { db }: Pick<VaultContext, 'db'>,
  { evidence_at: evidenceAt }: Pick<ImportRow, 'evidence_at'>,
  rows: readonly ReadyRow[],
  indexOf: (kind: FieldKind, value: string) => Uint8Array | null,
): Promise<{ kept: readonly ReadyRow[]; erased: readonly ReadyRow[] }> => {
  const any = await db.selectFrom('customer_erased_index').select('erased_at').where('erased_at', '>=', evidenceAt).limit(1).executeTakeFirst()
  if (any === undefined) return { kept: rows, erased: [] }
  const sought = rows.flatMap((row, at) =>
    numbersOf(row).flatMap(({ kind, value }) => {
      const index = indexOf(kind, value)
      return index === null ? [] : [{ kind, index, at }]
    }),
  )
  const { rows: found } = await sql<{ at: number }>`
    select distinct sought.at
    from unnest(${sought.map(({ kind }) => kind)}::text[], ${sought.map(({ index }) => index)}::bytea[], ${sought.map(({ at }) => at)}::integer[]) as sought (kind, digest, at)
    join customer_erased_index as erased on erased.kind = sought.kind and erased.digest = sought.digest
    where erased.erased_at >= ${evidenceAt}`.execute(db)
  const gone = new Set(found.map(({ at }) => Number(at)))
  return { kept: rows.filter((_row, at) => !gone.has(at)), erased: rows.filter((_row, at) => gone.has(at)) }
}

/** An import may have been begun at the same moment in another transaction. */
const graceMs = 3_600_000

/** Forgets who was erased, once no import waits that was begun before. */
export const forgetErased = async ({ db, now }: Pick<VaultContext, 'db' | 'now'>): Promise<void> => {
  const { since } = await db
    .selectFrom('customer_import')
    .select((eb) => eb.fn.min<Date | null>('begun_at').as('since'))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  const waiting = since === null ? now : since
  await db
    .deleteFrom('customer_erased_index')
    .where('erased_at', '<', new Date(Math.min(waiting.getTime(), now.getTime() - graceMs)))
    .execute()
}

import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import { decoysAmong } from '../decoys/decoy-marks.ts'
import { indexesUnder } from '../fields/indexes.ts'
import { isFitting, normalised } from '../fields/normalise.ts'
import type { VaultTables } from '../tables.ts'

/** By what people outside prove who they are: something on file that a code can be sent to. */
export type ContactKind = 'mobile' | 'email'

/** More customers with one number than this are a mistake of ours; the first are taken. */
const most = 20

/** A number or address as it is kept; null where it is none. */
export const contactOf = (kind: ContactKind, typed: string): string | null => {
  const value = normalised(kind, typed)
  return isFitting(kind, value) ? value : null
}

/**
 * The customers who have this number or address on file, restricted ones among them: they have rights too. Found by the
 * keyed digest; nothing is opened.
 * @param contact.value as `contactOf` gave it
 */
export const subjectsAt = async (
  { db, secrets }: { db: AnyDatabase; secrets: Pick<Secrets, 'blindIndex'> },
  { kind, value }: { kind: ContactKind; value: string },
): Promise<readonly string[]> => {
  const rows = await (db as Kysely<VaultTables>)
    .selectFrom('customer')
    .innerJoin('customer_field as field', 'field.customer_id', 'customer.id')
    .select('customer.id')
    .where('field.kind', '=', kind)
    .where('field.exact_index', '=', indexesUnder(secrets).exact(kind, value))
    .where('customer.state', '<>', 'erased')
    .orderBy('customer.id')
    .limit(most)
    .execute()
  // Nobody has the rights of a customer who does not exist; whoever tries is answered as with a number that is not on file.
  const decoys = await decoysAmong({ db, secrets }, rows.map(({ id }) => id))
  return rows.flatMap(({ id }) => (decoys.has(id) ? [] : [id]))
}

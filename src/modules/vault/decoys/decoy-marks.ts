import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { blindIndexUnder } from '../../../kernel/secrets/blind-index.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { VaultTables } from '../tables.ts'
import type { ContactKind } from './sealed-decoy.ts'

type Keys = { secrets: Pick<Secrets, 'blindIndex'> }

/** Marks a customer as a decoy: without the key nothing in the database tells which customer it stands for. */
export const markOf = ({ secrets }: Keys, customerId: string): Uint8Array => blindIndexUnder(secrets.blindIndex)('decoy', customerId)

/** Another digest than the one by which customers are found, or the two could be matched. */
export const contactDigest = ({ secrets }: Keys, kind: ContactKind, normalisedValue: string): Uint8Array =>
  blindIndexUnder(secrets.blindIndex)(`decoy/${kind}`, normalisedValue)

/**
 * Which of these customers are decoys. For whatever must leave them out: rights requests, messages. Retention does not: a decoy ends as a customer
 * does, or it would be known by staying.
 * Takes as long for one as for the other.
 */
export const decoysAmong = async (tools: { db: AnyDatabase } & Keys, customerIds: readonly string[]): Promise<ReadonlySet<string>> => {
  if (customerIds.length === 0) return new Set()
  const byMark = new Map(customerIds.map((id) => [Buffer.from(markOf(tools, id)).toString('hex'), id]))
  const rows = await (tools.db as Kysely<VaultTables>)
    .selectFrom('decoy')
    .select('mark')
    .where('mark', 'in', [...byMark.keys()].map((hex) => new Uint8Array(Buffer.from(hex, 'hex'))))
    .execute()
  return new Set(rows.flatMap(({ mark }) => (mark === null ? [] : (byMark.get(Buffer.from(mark).toString('hex')) ?? []))))
}

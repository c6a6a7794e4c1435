import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { SealedColumn } from '../../kernel/secrets/rotation.ts'
import { openerOf, sealerIn } from '../../kernel/secrets/sealing-keys.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { RequestsContext, RequestsDatabase } from './scope.ts'

type Column = 'sealed_wish' | 'sealed_reply' | 'sealed_answer' | 'sealed_contact'
/** A visit has a contact alone. */
type Table = 'rights_request' | 'rights_session'

/** Columns of envelopes; a rotation of keys moves them. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'rights_proof', column: 'sealed', id: 'id' },
  { table: 'rights_request', column: 'sealed_wish', id: 'id' },
  { table: 'rights_request', column: 'sealed_reply', id: 'id' },
  { table: 'rights_request', column: 'sealed_answer', id: 'id' },
  { table: 'rights_request', column: 'sealed_contact', id: 'id' },
  { table: 'rights_session', column: 'sealed_contact', id: 'id' },
]

/** Seals a text for one column of one row; copied elsewhere it does not open. */
export const sealText = async (
  ctx: Pick<RequestsContext, 'db' | 'now' | 'secrets'>,
  { table = 'rights_request', id, column, text }: { table?: Table; id: string; column: Column; text: string },
) => {
  const seal = await sealerIn({ ...ctx, db: ctx.db as unknown as Transaction<KernelTables> })
  return seal(text, { table, column, row: id })
}

/**
 * Opens what `sealText` made; null for nothing.
 * @throws CannotOpen when it is not as sealed
 */
export const openText = async (
  { db, secrets }: { db: RequestsDatabase; secrets: RequestsContext['secrets'] },
  { table = 'rights_request', id, column, sealed }: { table?: Table; id: string; column: Column; sealed: Uint8Array | null },
): Promise<string | null> => {
  if (sealed === null) return null
  // Only reads: a transaction is not needed for it.
  const open = await openerOf({ db: db as unknown as Transaction<KernelTables>, secrets }, [sealed])
  return open(sealed, { table, column, row: id })
}

const wishSchema = z.object({
  text: z.string().max(2000),
  corrections: z.array(z.object({ holder: z.string().max(60), key: z.string().max(60), value: z.string().max(500) })).max(3),
})

/** What a person wrote: what it is about, and what is to be otherwise. */
export type Wish = z.infer<typeof wishSchema>

/** The wish of a request; an empty one where it was destroyed. */
export const wishOf = async (
  tools: { db: RequestsDatabase; secrets: RequestsContext['secrets'] },
  row: { id: string; sealed_wish: Uint8Array | null },
): Promise<Wish> => {
  const text = await openText(tools, { id: row.id, column: 'sealed_wish', sealed: row.sealed_wish })
  return text === null ? { text: '', corrections: [] } : wishSchema.parse(JSON.parse(text))
}

import type { Transaction } from 'kysely'
import { z } from 'zod'
import { openerOf } from '../../../kernel/secrets/sealing-keys.ts'
import type { KernelTables } from '../../../kernel/tables.ts'
import type { RequestsContext, RequestsDatabase } from '../scope.ts'

const sealedProof = z.object({ value: z.string().max(254), code: z.string().length(6) })

/** What was typed and the code that belongs to it. */
export const openedProof = async (
  { db, secrets }: { db: RequestsDatabase; secrets: RequestsContext['secrets'] },
  { id, sealed }: { id: string; sealed: Uint8Array },
): Promise<z.infer<typeof sealedProof>> => {
  // Only reads: a transaction is not needed for it.
  const open = await openerOf({ db: db as unknown as Transaction<KernelTables>, secrets }, [sealed])
  return sealedProof.parse(JSON.parse(open(sealed, { table: 'rights_proof', column: 'sealed', row: id })))
}

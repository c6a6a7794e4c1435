import type { Transaction } from 'kysely'
import type { Context } from '../../../kernel/context.ts'
import { defineProblem, notFound } from '../../../kernel/errors.ts'
import type { KernelTables } from '../../../kernel/tables.ts'
import type { Purpose } from '../apps/scopes.ts'
import type { AccountsTables } from '../tables.ts'
import { openValue } from './sealed-value.ts'

const notForThis = defineProblem('refused', 'credential.not-for-this', {
  zh: '这个凭证没有登记“{purpose}”用途，或已标记泄露，不能用于此处。',
  en: 'This credential is not on record for {purpose}, or was reported as leaked; it is not used here.',
})

/** What the using of a credential takes of any module's context; `record` may be narrower there. */
type UseContext = {
  db: unknown
  now: Date
  secrets: Context['secrets']
  record: (event: {
    type: 'credential.used'
    subject: { kind: string; id: string }
    detail: { name: string; purpose: string }
  }) => void
}

/**
 * The secret, for the server to act with on behalf of people; it must not be shown, logged or stored. Marks the use and
 * records it in the caller's transaction.
 * @throws Problem not found, `credential.retired`, `credential.not-for-this`
 */
export const useCredential = async (ctx: UseContext, id: string, purpose: Purpose): Promise<string> => {
  // Any module's transaction: typed with other tables, the same at run time.
  const db = ctx.db as Transaction<AccountsTables & KernelTables>
  const credential = await db
    .selectFrom('credential')
    .select(['id', 'name', 'sealed_value', 'state', 'purposes'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (credential === undefined) throw notFound()
  const value = await openValue({ db, now: ctx.now, secrets: ctx.secrets }, credential)
  if (credential.state !== 'active' || !credential.purposes.includes(purpose)) throw notForThis({ purpose })
  await db.updateTable('credential').set({ last_used_at: ctx.now }).where('id', '=', id).execute()
  ctx.record({ type: 'credential.used', subject: { kind: 'credential', id }, detail: { name: credential.name, purpose } })
  return value
}

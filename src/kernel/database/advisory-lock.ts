import { sql, type Transaction } from 'kysely'

/**
 * Takes the lock named `name` until the end of the transaction: of all transactions on all servers that ask for the same
 * name, one at a time goes on. For work that must not run twice at once, such as sealing the ledger.
 * With `wait: false` it does not wait and gives false when another transaction has the lock.
 */
export async function takeAdvisoryLock<Tables>(
  trx: Transaction<Tables>, name: string, { wait = true }: { wait?: boolean } = {},
): Promise<boolean> {
  if (wait) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx)
    return true
  }
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as taken`.execute(trx)
  return rows[0]?.taken === true
}

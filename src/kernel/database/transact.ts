import { setTimeout as delay } from 'node:timers/promises'
import type { IsolationLevel, Transaction } from 'kysely'
import type { Database } from './database.ts'
import { isRetryable } from './errors.ts'
import { limits } from './limits.ts'
import { insideTransaction, refuseInsideTransaction } from './transaction-context.ts'

/**
 * Runs `run` in one transaction: committed when it resolves, rolled back when it throws. READ COMMITTED unless told
 * otherwise. When the server asks for it (serialization failure, deadlock) the whole of `run` is run again, at most three
 * times in all, so it must change nothing outside the transaction. When it resolves, the commit is on the disk.
 *
 * Inside `run` only `trx` may be used: a query through `database.kysely` throws NestedQueryError.
 */
export async function transact<Tables, T>(
  database: Database<Tables>,
  run: (trx: Transaction<Tables>) => Promise<T>,
  options: { isolation?: IsolationLevel; readOnly?: boolean } = {},
): Promise<T> {
  refuseInsideTransaction(database.pool)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.kysely.transaction()
        .setIsolationLevel(options.isolation ?? 'read committed')
        .setAccessMode(options.readOnly === true ? 'read only' : 'read write')
        .execute((trx) => insideTransaction(database.pool, () => run(trx)))
    } catch (error) {
      if (attempt >= limits.transactionAttempts || !isRetryable(error)) throw error
      await delay(Math.random() * 20 * attempt)
    }
  }
}

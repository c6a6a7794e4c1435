import { CompiledQuery, type Transaction } from 'kysely'
import type { Db } from 'pg-boss'
import { withConnection, type Connection, type ConnectionPool, type StatementResult } from './connection.ts'

/** What pg-boss runs its statements on: each with a session of its own, so that one failed statement spoils no other. */
export function bossDatabase(pool: ConnectionPool): Db {
  return { executeSql: (text, values) => withConnection(pool, (connection) => execute(connection, text, values)) }
}

/**
 * The same inside an open transaction: `boss.send(name, data, { db: bossExecutor(trx) })` enqueues the job if and only if
 * the transaction commits.
 */
export function bossExecutor<Tables>(trx: Transaction<Tables>): Db {
  return {
    async executeSql(text, values = []) {
      const { rows } = await trx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values))
      return { rows }
    },
  }
}

/** pg-boss sends several statements at once where there are no parameters, and reads the rows of all of them together. */
async function execute(connection: Connection, text: string, values: unknown[] = []): Promise<{ rows: StatementResult['rows'] }> {
  if (values.length > 0) return { rows: (await connection.query(text, values)).rows }
  const results = await connection.script(text)
  return { rows: results.flatMap((result) => result.rows) }
}

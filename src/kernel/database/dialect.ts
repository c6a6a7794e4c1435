import {
  AbortedTransactionError, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler,
  type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type Kysely, type QueryResult, type TransactionSettings,
} from 'kysely'
import type { Connection, ConnectionPool } from './connection.ts'
import { limits } from './limits.ts'

/**
 * One Kysely dialect over both databases: PGlite appears as a pool of one session. So isolation levels, savepoints, affected
 * rows, errors and values cannot differ between the two.
 */
export function dialectOf(pool: ConnectionPool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createDriver(pool),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

function createDriver(pool: ConnectionPool): Driver {
  const sessions = new WeakMap<DatabaseConnection, Connection>()

  function sessionOf(connection: DatabaseConnection): Connection {
    const session = sessions.get(connection)
    if (session === undefined) throw new Error('this connection was not opened by this driver')
    return session
  }

  /** Sent as a script, which is one message instead of five. Gives the first word of the answer. */
  async function run(connection: DatabaseConnection, sql: string): Promise<string | undefined> {
    return (await sessionOf(connection).script(sql))[0]?.command
  }

  return {
    async init() {},
    async acquireConnection() {
      const session = await pool.acquire()
      const connection = toKyselyConnection(session)
      sessions.set(connection, session)
      return connection
    },
    async beginTransaction(connection, settings) {
      // One message for both: a round trip less for every transaction. PGlite has no working statement_timeout.
      const bound = pool.kind === 'postgres' ? `; set local statement_timeout = ${limits.transactionStatementMs}` : ''
      await run(connection, `${beginStatement(settings)}${bound}`)
    },
    async commitTransaction(connection) {
      // PostgreSQL answers COMMIT with ROLLBACK when an earlier statement of the transaction failed.
      if (await run(connection, 'commit') === 'ROLLBACK') throw new AbortedTransactionError()
    },
    async rollbackTransaction(connection) {
      await run(connection, 'rollback').catch(() => {
        // Giving the session back rolls back or ends it; the caller must see the first error, not this one.
      })
    },
    async savepoint(connection, name) {
      await run(connection, `savepoint ${quoteName(name)}`)
    },
    async rollbackToSavepoint(connection, name) {
      await run(connection, `rollback to savepoint ${quoteName(name)}`)
    },
    async releaseSavepoint(connection, name) {
      await run(connection, `release savepoint ${quoteName(name)}`)
    },
    async releaseConnection(connection) {
      await sessionOf(connection).release()
    },
    async destroy() {},
  }
}

function toKyselyConnection(session: Connection): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { command, rowCount, rows } = await session.query(query.sql, query.parameters)
      return {
        ...(writes.has(command) && rowCount !== undefined && { numAffectedRows: BigInt(rowCount) }),
        // Kysely derives R from the query that it compiled; nothing at run time could check it.
        rows: rows as R[],
      }
    },
    streamQuery() {
      throw new Error('streaming is not supported: read by pages, keyed by the last row')
    },
  }
}

const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

function beginStatement({ isolationLevel, accessMode }: TransactionSettings): string {
  const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`
  const mode = accessMode === undefined ? '' : ` ${accessMode}`
  return `begin${level}${mode}`
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

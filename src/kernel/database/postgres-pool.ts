import { Pool, type PoolClient, type QueryResult } from 'pg'
import { createOrder, type Connection, type ConnectionPool, type StatementResult } from './connection.ts'
import { DatabaseError, wrapDriverError } from './errors.ts'
import { limits, sessionSettings } from './limits.ts'
import { createPreparedStatements, type PreparedStatements } from './prepared-statements.ts'
import { refuseInsideTransaction } from './transaction-context.ts'
import { parserFor, toParameter } from './values.ts'

/** Sessions on a PostgreSQL server, at most `limits.poolSize` at once. Fails when the server cannot be reached or is too old. */
export async function openPostgresPool(url: string, onBackgroundError: (error: unknown) => void): Promise<ConnectionPool> {
  const clients = new Pool({
    connectionString: url,
    max: limits.poolSize,
    connectionTimeoutMillis: limits.connectMs,
    idleTimeoutMillis: limits.idleConnectionMs,
    application_name: 'weidun',
    // Awaited by the pool before the session is handed out; its type says void.
    onConnect: (client) => client.query(sessionSettings('postgres')),
    types: { getTypeParser: (oid: number) => parserFor(oid) },
  })
  // An idle session died, for example as the server restarts. The pool drops it and the next caller gets a fresh one.
  clients.on('error', (error) => onBackgroundError(wrapDriverError(error)))

  const prepared = createPreparedStatements()
  const pool: ConnectionPool = {
    kind: 'postgres',
    async acquire() {
      refuseInsideTransaction(pool)
      return clients.connect().then((client) => toConnection(client, prepared), (thrown: unknown) => { throw wrapDriverError(thrown) })
    },
    close: () => clients.end(),
  }

  try {
    await refuseOldServer(pool)
  } catch (error) {
    await pool.close()
    throw error
  }
  return pool
}

async function refuseOldServer(pool: ConnectionPool): Promise<void> {
  const connection = await pool.acquire()
  const { rows } = await connection.query('select current_setting($1)::int as version', ['server_version_num'])
  await connection.release()
  const version = Number(rows[0]?.['version'])
  if (version < 150_000) {
    throw new DatabaseError({ sqlstate: '0A000', summary: `PostgreSQL 15 or later is needed, the server is ${version}` })
  }
}

function toConnection(client: PoolClient, prepared: PreparedStatements): Connection {
  const inOrder = createOrder()
  let released = false
  let broken = false
  // A session that dies while it is held says so here as well as to its statement; unheard it would end the process.
  const onError = () => { broken = true }
  client.on('error', onError)

  function send<T>(run: () => Promise<T>): Promise<T> {
    return inOrder(async () => {
      if (released) throw new DatabaseError({ sqlstate: '25P01', summary: 'the session was used after its release' })
      try {
        return await run()
      } catch (thrown) {
        // Thrown by the parsers of values.ts, whose messages hold no values.
        if (thrown instanceof RangeError) throw thrown
        throw wrapDriverError(thrown)
      }
    })
  }

  /** A kept statement whose columns a migration has changed meanwhile is refused before it does anything. */
  async function refuseOutdated(thrown: unknown, text: string, values: unknown[]): Promise<QueryResult<Row>> {
    if (!(thrown instanceof Error) || Reflect.get(thrown, 'routine') !== 'RevalidateCachedQuery') throw thrown
    prepared.startAgain()
    if (client.getTransactionStatus() === 'I') return client.query<Row>(text, values)
    throw new DatabaseError({ sqlstate: '40001', summary: 'a column changed while the program ran, run the transaction again' })
  }

  return {
    async query(text, parameters) {
      const values = parameters.map(toParameter)
      return send(async () => {
        const name = prepared.nameFor(client, text)
        if (name === undefined) return toResult(await client.query<Row>(text, values))
        return toResult(await client.query<Row>({ name, text, values }).catch((thrown: unknown) => refuseOutdated(thrown, text, values)))
      })
    },
    script: (text) => send(async () => {
      // The driver answers a script of several statements with an array, which its types do not tell.
      const answer: QueryResult<Row> | QueryResult<Row>[] = await client.query<Row>(text)
      return (Array.isArray(answer) ? answer : [answer]).map(toResult)
    }),
    release: () => inOrder(async () => {
      if (released) return
      released = true
      if (!broken && client.getTransactionStatus() !== 'I') await client.query('rollback').catch(onError)
      client.off('error', onError)
      client.release(broken)
    }),
  }
}

type Row = Record<string, unknown>

function toResult(result: QueryResult<Row>): StatementResult {
  return { command: result.command ?? '', rowCount: result.rowCount ?? undefined, rows: result.rows ?? [] }
}

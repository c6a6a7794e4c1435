import { withConnection, type ConnectionPool } from './connection.ts'

/**
 * What a PostgreSQL server does by itself and PGlite, which has no background processes, does not: checkpoints, without
 * which the log grows for ever, and vacuum, without which tables and indexes do.
 */
export type Maintenance = { stop(): Promise<void> }

const everyMs = 60_000
/** Log written since the last checkpoint that makes the next one due. */
const checkpointBytes = 48 * 1024 * 1024
/** A small amount of log waits longer, so that an idle installation writes nothing. */
const checkpointMs = 300_000

/** `report` hears of a round that failed; the next round comes all the same. */
export function startMaintenance(pool: ConnectionPool, report: (error: unknown) => void): Maintenance {
  let round: Promise<void> = Promise.resolve()
  let stopped = false
  let lastCheckpoint = performance.now()

  async function run(): Promise<void> {
    for (const table of await tablesToVacuum(pool)) {
      if (stopped) return
      await alone(pool, `vacuum (analyze) ${table}`)
    }
    const bytes = await bytesSinceCheckpoint(pool)
    const due = bytes > checkpointBytes || (bytes > 0 && performance.now() - lastCheckpoint > checkpointMs)
    if (stopped || !due) return
    lastCheckpoint = performance.now()
    await alone(pool, 'checkpoint')
  }

  const timer = setInterval(() => {
    round = round.then(run).catch(report)
  }, everyMs)
  timer.unref()

  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await round
    },
  }
}

async function alone(pool: ConnectionPool, statement: string): Promise<void> {
  await withConnection(pool, (connection) => connection.script(statement), { hold: 'unbounded' })
}

/** How much log a start after a crash would have to read, in bytes. */
export async function bytesSinceCheckpoint(pool: ConnectionPool): Promise<number> {
  return withConnection(pool, async (connection) => {
    const { rows } = await connection.query(
      'select (pg_current_wal_insert_lsn() - redo_lsn)::int8 as bytes from pg_control_checkpoint()', [],
    )
    const bytes = Number(rows[0]?.['bytes'])
    // The checkpoint's own record follows its starting point and is no reason for another one.
    return bytes < 1024 ? 0 : bytes
  })
}

/** By the thresholds of PostgreSQL's own autovacuum (documentation, 24.1.6), system tables included. */
export async function tablesToVacuum(pool: ConnectionPool): Promise<string[]> {
  return withConnection(pool, async (connection) => {
    // Counts reach the statistics at most once a second unless asked for.
    await connection.query('select pg_stat_force_next_flush()', [])
    const { rows } = await connection.query(
      `select format('%I.%I', s.schemaname, s.relname) as name
      from pg_stat_all_tables s join pg_class c on c.oid = s.relid
      where s.schemaname <> 'pg_toast' and c.relkind = 'r' and (
        s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0)
        or s.n_ins_since_vacuum > 1000 + 0.2 * greatest(c.reltuples, 0)
        or s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0)
        or age(c.relfrozenxid) > 150000000
      )
      order by name`, [],
    )
    return rows.map((row) => String(row['name']))
  })
}

/** Every bound of the database room, milliseconds where not said otherwise. */
export const limits = {
  /** Sessions on PostgreSQL; PGlite has one. */
  poolSize: 10,
  /** Wait for a session, be it for the network or for its turn. */
  connectMs: 10_000,
  idleConnectionMs: 30_000,
  /** Longest single statement outside `transact`: maintenance of the job queue, reports. */
  statementMs: 60_000,
  /** Longest single statement inside `transact`. */
  transactionStatementMs: 15_000,
  /** Longest wait for a lock that another transaction holds. */
  lockMs: 10_000,
  /** Longest time that an open transaction may hold its session without being done. */
  transactionHoldMs: 10_000,
  /** Wait for the one session of the embedded database. */
  embeddedWaitMs: 60_000,
  /** Statements that one session keeps prepared, how often one must come before, and how long its text may be. */
  preparedStatements: 256,
  prepareAfter: 3,
  preparedLength: 20_000,
  /** How often `transact` runs a transaction that the server asked to run again. */
  transactionAttempts: 3,
} as const

/** What every session is set to before its first statement. */
export function sessionSettings(kind: 'pglite' | 'postgres'): string {
  const both = `set time zone 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex'`
  if (kind === 'pglite') return both
  return `${both}; set statement_timeout = ${limits.statementMs}; set lock_timeout = ${limits.lockMs}; `
    + `set idle_in_transaction_session_timeout = ${limits.transactionHoldMs}; `
    // Compiling a short statement takes longer than running it: a quarter of a second a call where the estimate was high.
    + 'set jit = off'
}

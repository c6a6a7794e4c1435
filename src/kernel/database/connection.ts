/** What both drivers offer and everything above is written against. */
export type StatementResult = {
  /** First word of the command tag: SELECT, INSERT, COMMIT ... */
  command: string
  rowCount: number | undefined
  rows: Record<string, unknown>[]
}

/** One database session, exclusively the holder's until released. Every failure is a DatabaseError. */
export type Connection = {
  /** One statement with parameters $1, $2 ...; values as `toParameter` takes them. */
  query(sql: string, parameters: readonly unknown[]): Promise<StatementResult>
  /** Any number of statements without parameters, in one message; outside BEGIN ... COMMIT they are one transaction. */
  script(sql: string): Promise<StatementResult[]>
  /**
   * Gives the session back and resolves when everything it has read or written is on the disk: until then no result may
   * leave the program. An open transaction is rolled back. Calling it again does nothing.
   */
  release(): Promise<void>
}

export type ConnectionPool = {
  readonly kind: 'pglite' | 'postgres'
  /** Waits its turn. `hold: 'unbounded'` lifts the bound on the time a transaction may keep the session: for migrations. */
  acquire(options?: { hold?: 'bounded' | 'unbounded' }): Promise<Connection>
  /** Waits for held sessions to come back, then ends. */
  close(): Promise<void>
}

/** Runs with a session of its own and gives it back whatever happens. */
export async function withConnection<T>(
  pool: ConnectionPool,
  run: (connection: Connection) => Promise<T>,
  options?: { hold?: 'bounded' | 'unbounded' },
): Promise<T> {
  const connection = await pool.acquire(options)
  try {
    return await run(connection)
  } finally {
    await connection.release()
  }
}

/** Runs what it is given one after another, also when the caller does not wait in between. A failure stops only its own. */
export function createOrder(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const result = last.then(run)
    last = result.catch(() => {
      // Its own caller is told.
    })
    return result
  }
}

import { createOrder, type Connection, type ConnectionPool } from './connection.ts'
import { DatabaseError } from './errors.ts'
import { limits, sessionSettings } from './limits.ts'
import type { PgliteThread } from './pglite-thread.ts'
import { refuseInsideTransaction } from './transaction-context.ts'
import { createTurns } from './turns.ts'
import { toParameter } from './values.ts'

export type PglitePool = ConnectionPool & {
  kind: 'pglite'
  /** Tar of the whole cluster, taken between two transactions. */
  dump(): Promise<Uint8Array>
}

/** Bounds that tests shorten. */
export type PgliteBounds = { holdMs: number; statementMs: number; waitMs: number }

const usualBounds: PgliteBounds = {
  holdMs: limits.transactionHoldMs, statementMs: limits.statementMs, waitMs: limits.embeddedWaitMs,
}

/**
 * PGlite as a pool of one session: whoever acquires it has it alone until the release. Three things could stop everyone and
 * are bounded: a transaction that is not finished (rolled back after `holdMs`), a statement that does not end (the engine is
 * stopped and started again after `statementMs`; the log brings back what was committed) and a crash of the engine (likewise).
 */
export async function openPglitePool(
  startThread: () => Promise<PgliteThread>, bounds: PgliteBounds = usualBounds,
): Promise<PglitePool> {
  const turns = createTurns(() => new DatabaseError({
    sqlstate: '53300', summary: `the embedded database was busy for ${bounds.waitMs} ms`,
  }))
  let thread = await startThread()
  await thread.script(sessionSettings('pglite'))
  let closed = false

  async function livingThread(): Promise<PgliteThread> {
    if (closed) throw new DatabaseError({ sqlstate: '57P01', summary: 'the database is closed' })
    if (!thread.alive) {
      await thread.close()
      thread = await startThread()
      await thread.script(sessionSettings('pglite'))
    }
    return thread
  }

  const pool: PglitePool = {
    kind: 'pglite',
    async acquire({ hold = 'bounded' } = {}) {
      refuseInsideTransaction(pool)
      const endTurn = await turns.take(bounds.waitMs)
      try {
        return toConnection({ thread: await livingThread(), endTurn, bounds, hold })
      } catch (error) {
        endTurn()
        throw error
      }
    },
    async dump() {
      const endTurn = await turns.take(bounds.waitMs)
      try {
        return await (await livingThread()).dump()
      } finally {
        endTurn()
      }
    },
    async close() {
      if (closed) return
      const endTurn = await turns.take(bounds.waitMs)
      closed = true
      try {
        await thread.close()
      } finally {
        endTurn()
      }
    },
  }
  return pool
}

type Holding = { thread: PgliteThread; endTurn: () => void; bounds: PgliteBounds; hold: 'bounded' | 'unbounded' }

function toConnection({ thread, endTurn, bounds, hold }: Holding): Connection {
  const inOrder = createOrder()
  let state: 'held' | 'expired' | 'released' = 'held'
  const holdTimer = hold === 'bounded' ? setTimeout(() => void inOrder(expire), bounds.holdMs) : undefined

  /** Comes between two statements: one that is under way ends first, by its own bound. */
  async function expire(): Promise<void> {
    if (state !== 'held') return
    state = 'expired'
    await giveBack()
  }

  /** The next session may begin at once; only the answer to this one waits for the disk. */
  async function giveBack(): Promise<void> {
    clearTimeout(holdTimer)
    try {
      if (thread.alive && thread.inTransaction) await thread.script('rollback')
    } catch {
      // An engine that cannot even roll back starts anew.
      await thread.kill()
    }
    const durable = thread.durable()
    endTurn()
    await durable
  }

  function send<T>(run: () => Promise<T>): Promise<T> {
    return inOrder(async () => {
      if (state === 'expired') throw new DatabaseError({ sqlstate: '25P03', summary: expiredSummary(bounds.holdMs) })
      if (state === 'released') throw new DatabaseError({ sqlstate: '25P01', summary: 'the session was used after its release' })
      const watchdog = hold === 'bounded' ? setTimeout(() => void thread.kill(), bounds.statementMs) : undefined
      try {
        return await run()
      } finally {
        clearTimeout(watchdog)
      }
    })
  }

  return {
    async query(sql, parameters) {
      const values = parameters.map(toParameter)
      return send(() => thread.query(sql, values))
    },
    script: (sql) => send(() => thread.script(sql)),
    release: () => inOrder(async () => {
      if (state !== 'held') return
      state = 'released'
      await giveBack()
    }),
  }
}

function expiredSummary(holdMs: number): string {
  return `the transaction was open for more than ${holdMs} ms and was rolled back, since it stopped everyone else; `
    + 'look for a wait inside it that is not for the database'
}

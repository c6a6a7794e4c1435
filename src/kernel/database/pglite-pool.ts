import type { Connection, ConnectionPool } from './connection.ts'
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
  let state: 'held' | 'expired' | 'released' = 'held'
  let running = 0
  let holdTimer: NodeJS.Timeout | undefined
  // Statements of one session go one after another, also when the caller does not wait in between.
  let last: Promise<unknown> = Promise.resolve()

  async function giveBack(): Promise<void> {
    clearTimeout(holdTimer)
    if (thread.inTransaction && thread.alive) await thread.script('rollback')
    endTurn()
  }

  function expire(): void {
    if (state !== 'held') return
    // A statement under way ends first; its own bound is the statement bound.
    if (running > 0) {
      holdTimer = setTimeout(expire, bounds.holdMs / 10)
      return
    }
    state = 'expired'
    giveBack().catch(() => thread.kill()).finally(endTurn)
  }

  async function send<T>(run: () => Promise<T>): Promise<T> {
    if (state === 'expired') throw new DatabaseError({ sqlstate: '25P03', summary: expiredSummary(bounds.holdMs) })
    if (state === 'released') throw new DatabaseError({ sqlstate: '25P01', summary: 'the session was used after its release' })
    const watchdog = hold === 'bounded' ? setTimeout(() => { void thread.kill() }, bounds.statementMs) : undefined
    running += 1
    try {
      return await run()
    } finally {
      running -= 1
      clearTimeout(watchdog)
    }
  }

  function inOrder<T>(run: () => Promise<T>): Promise<T> {
    const result = last.then(() => send(run))
    last = result.catch(() => {
      // The caller of this statement is told; the next statement may run all the same.
    })
    if (hold === 'bounded') holdTimer ??= setTimeout(expire, bounds.holdMs)
    return result
  }

  return {
    query: (sql, parameters) => {
      const values = parameters.map(toParameter)
      return inOrder(() => thread.query(sql, values))
    },
    script: (sql) => inOrder(() => thread.script(sql)),
    async release() {
      if (state !== 'held') return
      await last
      if (state !== 'held') return
      state = 'released'
      await giveBack().catch(() => thread.kill()).finally(endTurn)
    },
  }
}

function expiredSummary(holdMs: number): string {
  return `the transaction was open for more than ${holdMs} ms and was rolled back, since it stopped everyone else; `
    + 'look for a wait inside it that is not for the database'
}

import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { StatementResult } from './connection.ts'
import { DatabaseError, wrapDriverError } from './errors.ts'
import { createLogSync } from './log-sync.ts'
import type { CompiledEngine, PlainError, PlainResult, WorkerAnswer, WorkerOptions, WorkerRequest } from './pglite-messages.ts'

/** The thread in which PGlite runs, seen from the main thread. */
export type PgliteThread = {
  query(sql: string, parameters: (string | null)[]): Promise<StatementResult>
  script(sql: string): Promise<StatementResult[]>
  /** Tar of the whole cluster. */
  dump(): Promise<Uint8Array>
  /**
   * Resolves when everything that the last answer rests on is on the disk. Answers themselves do not wait for it, so that
   * the next transaction can run during the sync.
   */
  durable(): Promise<void>
  readonly inTransaction: boolean
  /** False once the thread has died; everything under way has been rejected then. */
  readonly alive: boolean
  /** Writes a checkpoint, closes the cluster and ends the thread. */
  close(): Promise<void>
  /** Ends the thread at once, as a crash would; the log brings the cluster back at the next start. */
  kill(): Promise<void>
}

type Done = Extract<WorkerAnswer, { kind: 'done' }>
type Pending = { resolve(answer: Done): void; reject(error: DatabaseError): void }
type Outcome = Extract<Done['outcome'], { ok: true }>

/** The package that npm installs holds JavaScript, the repository TypeScript. */
const workerFile = new URL(`./pglite-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

/** Node has it; its types do not. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<CompiledEngine> }

/** PGlite compiled, once for all threads of this process: the one that makes a cluster and the one after a crash included. */
let engine: Promise<CompiledEngine> | undefined

async function compileEngine(): Promise<CompiledEngine> {
  return WebAssembly.compile(await readFile(new URL('./pglite.wasm', import.meta.resolve('@electric-sql/pglite'))))
}

/** Starts the thread and waits until PGlite answers. */
export async function startPgliteThread(options: Omit<WorkerOptions, 'synced' | 'engine'>): Promise<PgliteThread> {
  const shared = new SharedArrayBuffer(4)
  const logSync = createLogSync(new Int32Array(shared))
  const workerData: WorkerOptions = { ...options, engine: await (engine ??= compileEngine()), synced: shared }
  const worker = new Worker(workerFile, { workerData, name: 'pglite' })
  const pending = new Map<number, Pending>()
  let lastId = 0
  let alive = true
  let inTransaction = false
  let durable: Promise<void> = Promise.resolve()

  await waitUntilReady(worker)

  function die(): void {
    alive = false
    inTransaction = false
    for (const { reject } of pending.values()) {
      reject(new DatabaseError({ sqlstate: '57P02', summary: 'the embedded database stopped and is being started again' }))
    }
    pending.clear()
  }
  worker.on('exit', die)
  worker.on('error', die)
  worker.on('message', (answer: WorkerAnswer) => {
    if (answer.kind !== 'done') return
    inTransaction = answer.inTransaction
    const waiting = pending.get(answer.id)
    pending.delete(answer.id)
    waiting?.resolve(answer)
  })

  async function ask(request: WorkerRequest): Promise<Outcome> {
    if (!alive) throw new DatabaseError({ sqlstate: '57P02', summary: 'the embedded database has stopped' })
    const { outcome, marks } = await new Promise<Done>((resolve, reject) => {
      pending.set(request.id, { resolve, reject })
      worker.postMessage(request)
    })
    durable = logSync.sync(marks).catch(async () => {
      // As PostgreSQL does: after a failed sync nobody knows what the disk holds, so stop and recover from the log.
      await worker.terminate()
      throw new DatabaseError({ sqlstate: '58030', summary: 'the disk refused to write the log' })
    })
    durable.catch(() => {
      // Told to whoever asks for it; a session that is given back always does.
    })
    if (outcome.ok) return outcome
    if (outcome.error.fatal) await worker.terminate()
    throw toError(outcome.error)
  }

  const nextId = () => { lastId += 1; return lastId }

  return {
    async query(sql, parameters) {
      const { results } = await ask({ id: nextId(), kind: 'query', sql, parameters })
      return toResult(results[0] ?? { command: '', rowCount: undefined, columns: [], rows: [] })
    },
    async script(sql) {
      return (await ask({ id: nextId(), kind: 'script', sql })).results.map(toResult)
    },
    async dump() {
      const { dump } = await ask({ id: nextId(), kind: 'dump' })
      if (dump === undefined) throw new DatabaseError({ sqlstate: '58030', summary: 'the cluster could not be read' })
      return dump
    },
    durable: () => durable,
    get inTransaction() { return inTransaction },
    get alive() { return alive },
    async close() {
      if (alive) await ask({ id: nextId(), kind: 'close' })
      await worker.terminate()
      await logSync.close()
    },
    async kill() {
      await worker.terminate()
      die()
      await logSync.close()
    },
  }
}

async function waitUntilReady(worker: Worker): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer>()
  const onExit = (code: number) => reject(new Error(`the embedded database ended while starting (${code})`))
  worker.once('message', resolve).once('error', reject).once('exit', onExit)
  const answer = await promise.finally(() => {
    worker.off('message', resolve).off('error', reject).off('exit', onExit)
  })
  if (answer.kind === 'failed') {
    throw new DatabaseError({ sqlstate: '58030', summary: `the embedded database did not start: ${answer.message.slice(0, 200)}` })
  }
}

function toResult({ command, rowCount, columns, rows }: PlainResult): StatementResult {
  return {
    command,
    rowCount,
    rows: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))),
  }
}

function toError(error: PlainError): Error {
  if (error.fatal) return new DatabaseError({ sqlstate: '57P02', summary: 'the embedded database crashed' })
  return error.code === undefined ? new RangeError(error.message) : wrapDriverError(error)
}

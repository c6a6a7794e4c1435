import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type Results } from '@electric-sql/pglite'
import { createDurableFiles } from './durable-files.ts'
import type { PlainError, PlainResult, WorkerAnswer, WorkerOptions, WorkerRequest } from './pglite-messages.ts'
import { parsers } from './values.ts'

/** Runs PGlite in a thread of its own, so that a slow statement does not hold up the event loop of the server. */
async function start(options: WorkerOptions): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('pglite-worker.ts runs as a worker thread only')
  const answer = (message: WorkerAnswer) => port.postMessage(message)

  const files = options.clusterDirectory === undefined ? undefined : createDurableFiles(options.clusterDirectory, new Int32Array(options.synced))
  const image = options.imagePath === undefined ? undefined : new Image(await readFile(options.imagePath))
  const db = await PGlite.create({
    pgliteWasmModule: options.engine,
    ...(files === undefined ? { dataDir: 'memory://' } : { fs: files.filesystem }),
    startParams: startParams(files !== undefined && options.durable),
    initDbStartParams: ['--wal-segsize=4'],
    ...(image !== undefined && { loadDataDir: image }),
  })
  Object.assign(db.parsers, parsers)
  // Parameters arrive as text already, see toParameter.
  for (const oid of Object.keys(db.serializers)) db.serializers[oid] = (text: string) => text

  async function handle(request: WorkerRequest): Promise<{ results: PlainResult[]; dump?: Uint8Array }> {
    switch (request.kind) {
      case 'query':
        return { results: [toPlain(await db.query<unknown[]>(request.sql, request.parameters, { rowMode: 'array' }))] }
      case 'script':
        return { results: (await db.exec(request.sql, { rowMode: 'array' })).map(toPlain) }
      case 'dump':
        await db.exec('checkpoint')
        return { results: [], dump: new Uint8Array(await (await db.dumpDataDir('none')).arrayBuffer()) }
      case 'close':
        await db.close()
        return { results: [] }
    }
  }

  port.on('message', (request: WorkerRequest) => {
    void handle(request).then(
      (result) => ({ ok: true as const, ...result }),
      (thrown: unknown) => ({ ok: false as const, error: toPlainError(thrown) }),
    ).then((outcome) => {
      answer({
        id: request.id,
        kind: 'done',
        outcome,
        inTransaction: request.kind !== 'close' && db.isInTransaction(),
        marks: files?.unsynced() ?? { paths: [], generation: 0 },
      })
      if (request.kind === 'close') port.close()
    })
  })
  answer({ kind: 'ready' })
}

/** The image as PGlite takes it, without the two copies that a Blob would make of its tens of megabytes. */
class Image extends Blob {
  readonly contents: Buffer<ArrayBuffer>

  constructor(contents: Buffer<ArrayBuffer>) {
    super([])
    this.contents = contents
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.contents
    return Promise.resolve(byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength))
  }
}

/**
 * PGlite's own parameters with a smaller cache, since the system keeps the files in memory as well. On a disk also without
 * `-F`, which turns fsync off, and with the one method of syncing the log that reaches the hook of durable-files.ts.
 */
function startParams(durable: boolean): string[] {
  const cache = ['-c', 'shared_buffers=32MB']
  if (!durable) return [...PGlite.defaultStartParams, ...cache]
  return [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), ...cache, '-c', 'wal_sync_method=fsync']
}

function toPlain(result: Results<unknown>): PlainResult {
  const facts: { command?: unknown; rowCount?: unknown } = result
  return {
    command: typeof facts.command === 'string' ? facts.command : '',
    rowCount: typeof facts.rowCount === 'number' ? facts.rowCount : undefined,
    columns: result.fields.map((field) => field.name),
    rows: result.rows.filter((row) => Array.isArray(row)),
  }
}

function toPlainError(thrown: unknown): PlainError {
  const text = (name: string) => {
    const value: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined
    return typeof value === 'string' ? value : undefined
  }
  return {
    code: text('code'),
    message: thrown instanceof Error ? thrown.message : 'unknown failure',
    constraint: text('constraint'),
    table: text('table'),
    // What WebAssembly throws when PostgreSQL aborts or reaches outside its memory.
    fatal: thrown instanceof Error && thrown.name === 'RuntimeError',
  }
}

try {
  await start(workerData as WorkerOptions)
} catch (error) {
  parentPort?.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) } satisfies WorkerAnswer)
  parentPort?.close()
}

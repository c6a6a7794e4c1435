/** A WebAssembly.Module, which threads share. */
export type CompiledEngine = object

/** Between the main thread and the thread in which PGlite runs. Everything is plain data. */
export type WorkerOptions = {
  engine: CompiledEngine
  /** Folder of the cluster, or undefined for a database in memory. */
  clusterDirectory: string | undefined
  /** Tar of a cluster that an empty folder or a database in memory starts from; undefined runs initdb. */
  imagePath: string | undefined
  /** Whether PostgreSQL syncs what it writes. Only for a cluster that is being made and synced as a whole afterwards: no. */
  durable: boolean
  /** Shared with the main thread: the newest generation of marks that is on the disk, one 32-bit number. */
  synced: SharedArrayBuffer
}

export type WorkerRequest =
  | { id: number; kind: 'query'; sql: string; parameters: (string | null)[] }
  | { id: number; kind: 'script'; sql: string }
  | { id: number; kind: 'dump' }
  | { id: number; kind: 'close' }

export type PlainResult = { command: string; rowCount: number | undefined; columns: string[]; rows: unknown[][] }

export type PlainError = {
  /** SQLSTATE where the database refused; undefined where a value or the machine did. */
  code: string | undefined
  message: string
  constraint: string | undefined
  table: string | undefined
  /** The engine itself broke, so that only a new start helps. */
  fatal: boolean
}

export type WorkerAnswer =
  | { kind: 'ready' }
  | { kind: 'failed'; message: string }
  | {
    id: number
    kind: 'done'
    outcome: { ok: true; results: PlainResult[]; dump?: Uint8Array } | { ok: false; error: PlainError }
    /** Whether the session is inside a transaction after this request. */
    inTransaction: boolean
    /** Segments of the write-ahead log that must be on the disk before this answer may be given on. */
    marks: { paths: string[]; generation: number }
  }

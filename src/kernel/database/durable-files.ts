import { closeSync, constants, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/**
 * Gives PGlite the fsync that it lacks. When PostgreSQL calls fsync(), Emscripten calls `stream_ops.fsync` of the file layer,
 * and its layer for Node has no such function: the call quietly does nothing. With the function there, PostgreSQL itself
 * syncs what a power cut must not take, in its own order: the write-ahead log at commit, data files and directories at a
 * checkpoint.
 *
 * One thing differs: a sync of the write-ahead log only marks the segment here. The main thread syncs it, several commits
 * with one call, before it gives the answer on (log-sync.ts). Two rules keep this as safe as the plain order: nothing in the
 * data files is written, cut, renamed or removed while a mark stands, and no answer passes a mark.
 */
export type DurableFiles = {
  filesystem: NodeFS
  /** Log segments that must be synced before an answer may leave, and the number to store in `synced` once they are. */
  unsynced(): { paths: string[]; generation: number }
}

type FileNode = { parent: FileNode; name: string }
type FileStream = { node: FileNode; nfd: number }
/** The part of Emscripten's Node file layer that is wrapped. */
type FileLayer = {
  realPath(node: FileNode): string
  node_ops: Record<'rename' | 'unlink' | 'rmdir' | 'setattr', (...args: unknown[]) => unknown>
  stream_ops: {
    write(stream: FileStream, ...rest: unknown[]): number
    setattr(...args: unknown[]): unknown
    fsync?(stream: FileStream): number
  }
}

/** WASI's number for an input/output error; PostgreSQL then stops the way it does on a failing disk. */
const inputOutputError = 29

/**
 * `synced[0]` holds the newest generation of marks that the main thread has brought to the disk. `onSync` hears of every
 * file and folder that was synced here.
 */
export function createDurableFiles(
  clusterDirectory: string, synced: Int32Array, onSync: (path: string) => void = () => {},
): DurableFiles {
  const marked = new Set<string>()
  let generation = 0

  const standing = () => generation > Atomics.load(synced, 0)

  function settleMarks(): void {
    if (!standing()) return
    for (const path of marked) {
      syncPath(path)
      onSync(path)
    }
    marked.clear()
    Atomics.store(synced, 0, generation)
  }

  function install(layer: FileLayer): void {
    const { write, setattr } = layer.stream_ops
    layer.stream_ops.write = (stream, ...rest) => {
      if (stream.node.parent.name !== 'pg_wal') settleMarks()
      return write(stream, ...rest)
    }
    layer.stream_ops.setattr = (...args) => {
      settleMarks()
      return setattr(...args)
    }
    for (const name of ['rename', 'unlink', 'rmdir', 'setattr'] as const) {
      const operation = layer.node_ops[name]
      layer.node_ops[name] = (...args) => {
        settleMarks()
        return operation(...args)
      }
    }
    layer.stream_ops.fsync = (stream) => {
      if (stream.node.parent.name === 'pg_wal' && /^[0-9A-F]{24}$/.test(stream.node.name)) {
        if (!standing()) marked.clear()
        marked.add(layer.realPath(stream.node))
        generation += 1
        return 0
      }
      try {
        fsyncSync(stream.nfd)
        onSync(layer.realPath(stream.node))
        return 0
      } catch {
        return inputOutputError
      }
    }
  }

  class DurableNodeFS extends NodeFS {
    override async init(...[pg, options]: Parameters<NodeFS['init']>) {
      const { emscriptenOpts } = await super.init(pg, options)
      // Emscripten's typings do not describe its file layers.
      const wrap = (module: unknown) => install((module as { NODEFS: FileLayer }).NODEFS)
      return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), wrap] } }
    }
  }

  return {
    filesystem: new DurableNodeFS(clusterDirectory),
    unsynced: () => ({ paths: standing() ? [...marked] : [], generation }),
  }
}

function syncPath(path: string): void {
  const file = openSync(path, constants.O_RDWR)
  try {
    fdatasyncSync(file)
  } finally {
    closeSync(file)
  }
}

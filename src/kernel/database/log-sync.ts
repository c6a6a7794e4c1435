import { open, type FileHandle } from 'node:fs/promises'

/**
 * Brings marked segments of the write-ahead log to the disk. Callers that arrive while a sync runs share the next one, so
 * that many small commits cost one sync together.
 */
export type LogSync = {
  /** Resolves when the segments are on the disk; rejects when the disk failed, which the database must not survive. */
  sync(marks: { paths: string[]; generation: number }): Promise<void>
  close(): Promise<void>
}

/** `synced[0]` is raised to the generation that is on the disk, for the worker thread to see. */
export function createLogSync(synced: Int32Array): LogSync {
  const handles = new Map<string, FileHandle>()
  let running: Promise<void> | undefined
  let next: { paths: Set<string>; generation: number; done: Promise<void> } | undefined

  async function run(paths: Set<string>, generation: number): Promise<void> {
    for (const path of paths) await (await handleOf(path))?.datasync()
    if (generation > Atomics.load(synced, 0)) Atomics.store(synced, 0, generation)
    await closeOldHandles()
  }

  /** Undefined for a segment that is gone: it is renamed or removed only after it has been synced (durable-files.ts). */
  async function handleOf(path: string): Promise<FileHandle | undefined> {
    const known = handles.get(path)
    if (known !== undefined) return known
    try {
      const handle = await open(path, 'r+')
      handles.set(path, handle)
      return handle
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  }

  /** A segment that has been left is renamed and used again under a new name, so an old handle is of no further use. */
  async function closeOldHandles(): Promise<void> {
    while (handles.size > 2) {
      const oldest = handles.entries().next().value
      if (oldest === undefined) return
      handles.delete(oldest[0])
      await oldest[1].close()
    }
  }

  return {
    sync({ paths, generation }) {
      if (paths.length === 0) return Promise.resolve()
      if (next === undefined) {
        const group = { paths: new Set<string>(), generation: 0, done: Promise.resolve() }
        group.done = (running ?? Promise.resolve()).catch(() => {
          // Whoever waited for that sync has been told; this one speaks for itself.
        }).then(() => {
          next = undefined
          return run(group.paths, group.generation)
        })
        running = group.done
        next = group
      }
      for (const path of paths) next.paths.add(path)
      next.generation = Math.max(next.generation, generation)
      return next.done
    },
    async close() {
      await running?.catch(() => {
        // Told to whoever waited for it.
      })
      for (const handle of handles.values()) await handle.close()
      handles.clear()
    },
  }
}

import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { DatabaseBusyError } from './errors.ts'

/**
 * Keeps a second process off a data directory; PGlite itself would let it in, and both would lose rows.
 *
 * On Linux the lock is an abstract unix socket named after the directory (unix(7)): the kernel frees it when the process
 * dies, however it dies. A socket is seen within one network namespace only, so a file in the directory tells processes in
 * other containers or on other machines; its holder touches it every few seconds. On other systems that file, with the
 * holder's process number, is the lock.
 */
export type DirectoryLock = { release(): Promise<void> }

export type LockTimes = { touchMs: number; staleMs: number }

/** How often the holder touches the file, and after how long without a touch the holder counts as dead. */
const usualTimes: LockTimes = { touchMs: 2_000, staleMs: 12_000 }

const holderSchema = z.object({ pid: z.number().int(), host: z.string(), scope: z.string() })
type Holder = z.infer<typeof holderSchema>

/** Throws DatabaseBusyError when another process has the directory, which must exist. */
export async function lockDirectory(directory: string, times: LockTimes = usualTimes): Promise<DirectoryLock> {
  const path = join(directory, 'in-use.json')
  const self: Holder = { pid: process.pid, host: hostname(), scope: ownScope() }
  const socket = process.platform === 'linux' ? await takeSocket(directory, path) : undefined
  try {
    const holder = await readHolder(path)
    if (holder !== undefined && await stillHolds({ holder, self, path, times })) throw busy(directory, holder)
    await writeFile(path, JSON.stringify(self), { mode: 0o600 })
  } catch (error) {
    socket?.close()
    throw error
  }

  const touch = setInterval(() => {
    const now = new Date()
    // A full or failing disk shows itself in the database at once; the lock need not say it again.
    utimes(path, now, now).catch(() => clearInterval(touch))
  }, times.touchMs)
  touch.unref()

  return {
    async release() {
      clearInterval(touch)
      await rm(path, { force: true })
      if (socket === undefined) return
      await new Promise<void>((resolve) => { socket.close(() => resolve()) })
    },
  }
}

async function takeSocket(directory: string, path: string): Promise<Server> {
  // By device and inode, so that two paths to one directory are one lock.
  const { dev, ino } = await stat(directory)
  const name = createHash('sha256').update(`weidun database ${dev} ${ino}`).digest('hex')
  const server = createServer((connection) => connection.destroy()).unref()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(`\0${name}`, resolve)
  try {
    await promise
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw busy(directory, await readHolder(path))
    throw error
  }
  return server
}

async function stillHolds({ holder, self, path, times }: {
  holder: Holder; self: Holder; path: string; times: LockTimes
}): Promise<boolean> {
  if (holder.scope === self.scope) {
    // The socket has been taken already, so whoever wrote the file is dead.
    if (process.platform === 'linux') return false
    return holder.pid !== self.pid && isAlive(holder.pid)
  }
  // Somewhere else, where neither socket nor process number can be seen: watch whether the file is being touched. The times
  // that are compared both come from the file system, so that clocks which differ do no harm.
  const before = (await stat(path)).mtimeMs
  const end = performance.now() + times.staleMs
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, times.touchMs / 4))
    const now = await stat(path).catch(() => undefined)
    if (now === undefined) return false
    if (now.mtimeMs !== before) return true
  }
  return false
}

async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return holderSchema.parse(JSON.parse(text))
  } catch {
    // Cut short by a power cut: whoever wrote it is gone.
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Where process numbers and sockets can be seen: one boot of one machine, one network namespace. */
function ownScope(): string {
  if (process.platform !== 'linux') return hostname()
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/net')}`
}

function busy(directory: string, holder: Holder | undefined): DatabaseBusyError {
  return new DatabaseBusyError(directory, holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`)
}

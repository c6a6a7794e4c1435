import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { OperatorError } from '../operator-error.ts'
import { builtImage, prepareCluster } from './cluster-directory.ts'
import { lockDirectory } from './directory-lock.ts'
import { DatabaseError } from './errors.ts'
import { startMaintenance } from './maintenance.ts'
import { openPglitePool, type PglitePool } from './pglite-pool.ts'
import { startPgliteThread, type PgliteThread } from './pglite-thread.ts'

export type EmbeddedOptions = {
  directory: string
  image?: string | undefined
  onBackgroundError: (error: unknown) => void
}

/** The embedded database in a directory, which this process then has alone until `close`. */
export async function openEmbedded(
  { directory, image = builtImage, onBackgroundError }: EmbeddedOptions,
): Promise<{ pool: PglitePool; close(): Promise<void> }> {
  const path = resolve(directory)
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new OperatorError(
      `无法建立数据目录，请检查 WEIDUN_DATA 和权限。Cannot make the data directory; check WEIDUN_DATA and permissions: ${path}`,
      { cause },
    )
  })
  const lock = await lockDirectory(path)
  try {
    const clusterDirectory = await prepareCluster(path, image)
    const pool = await openPglitePool(() => startPgliteThread({ clusterDirectory, imagePath: undefined, durable: true }))
    const maintenance = startMaintenance(pool, onBackgroundError)
    const close = async () => {
      try {
        await maintenance.stop()
        await pool.close()
      } finally {
        await lock.release()
      }
    }
    return { pool, close }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** A database in memory, gone when closed: for tests. `imagePath` is a tar of the cluster that it starts from. */
export function openInMemory(imagePath: string | undefined): Promise<PglitePool> {
  let started = false
  return openPglitePool((): Promise<PgliteThread> => {
    if (started) throw new DatabaseError({ sqlstate: '57P02', summary: 'the database in memory is gone' })
    started = true
    return startPgliteThread({ clusterDirectory: undefined, imagePath, durable: false })
  })
}

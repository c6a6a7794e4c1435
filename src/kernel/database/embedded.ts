import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openPglitePool, type PglitePool } from './pglite-pool.ts'
import { startPgliteThread } from './pglite-thread.ts'

/** The embedded database in a directory that this process then has alone. */
export async function openEmbedded({ directory }: { directory: string; image?: string | undefined }): Promise<PglitePool> {
  const cluster = join(directory, 'cluster')
  await mkdir(cluster, { recursive: true })
  return openPglitePool(() => startPgliteThread({ clusterDirectory: cluster, imagePath: undefined }))
}

/** A database in memory, for tests: gone when closed. `imagePath` is a tar of the cluster that it starts from. */
export function openInMemory(imagePath: string | undefined): Promise<PglitePool> {
  return openPglitePool(() => startPgliteThread({ clusterDirectory: undefined, imagePath }))
}

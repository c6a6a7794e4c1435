import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseError } from './errors.ts'
import { startPgliteThread } from './pglite-thread.ts'

/** Major version of the PostgreSQL inside PGlite: a directory of another one cannot be read. */
const clusterVersion = '18'

/** The image of an empty cluster that the build makes. */
export const builtImage = join(import.meta.dirname, '../../../dist/database/image.tar')

/**
 * Makes sure that `directory` holds a whole cluster and gives its path. A new one is made beside and renamed when it is
 * complete and on the disk, so that nothing half made is ever taken for a database. The caller holds the lock.
 */
export async function prepareCluster(directory: string, image: string): Promise<string> {
  const cluster = join(directory, 'cluster')
  if (!await exists(cluster)) await makeCluster(cluster, await exists(image) ? image : undefined)

  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version === '') {
    throw new DatabaseError({ sqlstate: '58P01', summary: `${cluster} holds no database; restore a back-up or move it away` })
  }
  if (version !== clusterVersion) {
    throw new DatabaseError({
      sqlstate: '0A000',
      summary: `${cluster} was written by version ${version} of the embedded database, this program reads ${clusterVersion}; `
        + 'back up with the program that wrote it and restore with this one',
    })
  }
  return cluster
}

async function makeCluster(cluster: string, imagePath: string | undefined): Promise<void> {
  const unfinished = `${cluster}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  const thread = await startPgliteThread({ clusterDirectory: unfinished, imagePath, durable: false })
  await thread.close()
  await syncTree(unfinished)
  await rename(unfinished, cluster)
  await syncEntry(join(cluster, '..'))
}

/** Brings every file and folder below to the disk. */
async function syncTree(root: string): Promise<void> {
  const entries = await readdir(root, { recursive: true })
  const paths = [root, ...entries.map((entry) => join(root, entry))]
  const atOnce = 16
  for (let start = 0; start < paths.length; start += atOnce) {
    await Promise.all(paths.slice(start, start + atOnce).map(syncEntry))
  }
}

async function syncEntry(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Windows cannot sync folders, nor files opened for reading; it writes their entries by itself.
    if (process.platform !== 'win32') throw error
  } finally {
    await handle.close()
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false)
}

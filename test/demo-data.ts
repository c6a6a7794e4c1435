import { cp, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { startServerProcess } from './server-process.ts'

/** How long one test waits for another to have let the demo company live; then it lets its own live. */
const waitMs = 90_000

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false)

/**
 * Puts the demo company into an empty data directory. Its month is lived through once in a run of all tests: whoever
 * comes first does it in the folder of the run, everybody takes a copy. Without such a folder nothing is done, and the
 * server lets the company live as it starts.
 */
export const prepareDemoData = async (dataDirectory: string): Promise<void> => {
  const folder = process.env['WEIDUN_TEST_FOLDER']
  if (folder === undefined || folder === '') return
  const ready = join(folder, 'demo')
  if (await claimed(join(folder, 'demo-claim'))) {
    const made = join(folder, 'demo-making')
    const server = await startServerProcess({ dataDirectory: made, args: ['--demo'] })
    await server.stop()
    // Appears whole, or not at all.
    await rename(made, ready)
  }
  for (const deadline = Date.now() + waitMs; Date.now() < deadline && !(await exists(ready)); ) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  if (await exists(ready)) await cp(ready, dataDirectory, { recursive: true })
}

/** Whether this is the first to make the folder. */
const claimed = (path: string): Promise<boolean> =>
  mkdir(path).then(
    () => true,
    () => false,
  )

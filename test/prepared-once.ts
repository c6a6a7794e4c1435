import { mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** How long one test waits for another to have prepared something; then it does without. */
const waitMs = 90_000

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false)

/**
 * The folder `name` that is made once in a run of all tests, by whoever comes first, and only read afterwards. Undefined
 * where there is no folder of a run, or nobody made it in time.
 * @param make fills a path at which there is nothing yet
 */
export const preparedOnce = async (name: string, make: (path: string) => Promise<void>): Promise<string | undefined> => {
  const folder = process.env['WEIDUN_TEST_FOLDER']
  if (folder === undefined || folder === '') return undefined
  const ready = join(folder, name)
  if (await claimed(join(folder, `${name}-claim`))) {
    const unfinished = join(folder, `${name}-making`)
    await make(unfinished)
    // Appears whole, or not at all.
    await rename(unfinished, ready)
  }
  for (const deadline = Date.now() + waitMs; Date.now() < deadline && !(await exists(ready)); ) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return (await exists(ready)) ? ready : undefined
}

/** Whether this is the first to make the folder. */
const claimed = (path: string): Promise<boolean> =>
  mkdir(path).then(
    () => true,
    () => false,
  )

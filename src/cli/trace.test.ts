import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryDirectory } from '../../test/server-process.ts'
import { trace } from './trace.ts'

it('reads no more of a leaked file than is compared, and says what to do with a larger one', async () => {
  const { path, remove } = await temporaryDirectory()
  const file = join(path, 'leaked.csv')
  const handle = await open(file, 'w')
  // More than Node reads into one buffer: reading all of it would fail with another error.
  await handle.truncate(3 * 1024 ** 3)
  await handle.close()
  await expect(trace([file])).rejects.toThrow(/10 MB.*head -n 1000/s)
  await expect(trace([join(path, 'nowhere.csv')])).rejects.toThrow('ENOENT')
  await remove()
})

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Inputs } from './inputs.ts'
import { makeOnce, root } from './inputs.ts'

/** What compiles the table; the data are packages, so the lock file stands for them. */
const inputs: Inputs = {
  patterns: ['build/places/*.ts', 'src/modules/identity/risk/place/{places-file,distance}.ts', 'package-lock.json'],
  outcome: 'dist/places/places.bin',
  stamp: 'dist/places.stamp',
}

/**
 * Makes dist/places/places.bin, which tells place and network of an address, unless it was made from exactly these inputs
 * before.
 * @param begin is called before the work starts
 * @returns whether it was made
 */
export const buildPlaces = (begin: () => void): Promise<boolean> =>
  makeOnce(inputs, async () => {
    begin()
    const { compilePlaces } = await import('./places/compile.ts')
    const path = join(root, inputs.outcome)
    await mkdir(dirname(path), { recursive: true })
    // Whole or not at all, for a server that starts meanwhile.
    const unfinished = `${path}.${process.pid}.unfinished`
    await writeFile(unfinished, await compilePlaces())
    await rename(unfinished, path)
  })

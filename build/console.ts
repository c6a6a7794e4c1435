import { join } from 'node:path'
import type { Inputs } from './inputs.ts'
import { makeOnce, root } from './inputs.ts'

/** Whatever can change the built console: its own files, the screening engine that runs in it, and the dependencies. */
const inputs: Inputs = {
  patterns: ['web/**/*.*', 'src/screening/**/*.ts', 'vite.config.ts', 'package-lock.json'],
  outcome: 'dist/console/index.html',
  stamp: 'dist/console.stamp',
}

/**
 * Builds the console into dist/console, unless it was built from exactly these inputs before.
 * @param begin is called before the work starts
 * @returns whether a build was made
 */
export const buildConsole = (begin: () => void): Promise<boolean> =>
  makeOnce(inputs, async () => {
    begin()
    const { build } = await import('vite')
    await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  })

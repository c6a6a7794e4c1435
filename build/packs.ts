import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { compileToDisk } from '../src/screening/load-packs.ts'
import type { Inputs } from './inputs.ts'
import { makeOnce, root } from './inputs.ts'

/** Rules, examples, and whatever decides what is made of them. */
const inputs: Inputs = {
  patterns: ['packs/**/*.{yaml,tsv}', 'src/screening/*.ts', 'src/screening/{classifier,compile,matcher}/**/*.ts', 'package-lock.json'],
  except: ['**/*.test.ts'],
  outcome: 'dist/screening/packs.bin',
  stamp: 'dist/packs.stamp',
}

/**
 * Compiles the rule packs into dist/screening/packs.json and packs.bin, unless they were made from exactly these inputs
 * before. Half a minute: the classifier is trained.
 * @param begin is called before the work starts
 * @returns whether they were compiled
 */
export const buildPacks = async (begin: () => void): Promise<boolean> => {
  const made = await makeOnce(inputs, () => {
    begin()
    return compileToDisk()
  })
  // A checkout may make the same examples look younger than what was made of them.
  if (!made) await utimes(join(root, inputs.outcome), new Date(), new Date())
  return made
}

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type BloomFilter, readFilter } from './bloom-filter.ts'
import { leakedVariants } from './variants.ts'

/** Made by the build; src/ and lib/ lie equally deep. */
const filterFile = fileURLToPath(new URL('../../../../../dist/passwords/leaked.bin', import.meta.url))

let filter: Promise<BloomFilter> | undefined

const load = async (): Promise<BloomFilter> => {
  try {
    return readFilter(await readFile(filterFile))
  } catch (cause) {
    filter = undefined
    throw new Error(`The filter of leaked passwords cannot be read: run "npm run build" (${filterFile})`, { cause })
  }
}

/**
 * Whether a password, or what it was made of in the usual way, is among the million commonest leaked ones. The filter
 * is read at the first question and kept (2 MB). About 1 in 2,000 other passwords is taken for a leaked one.
 * @throws Error where the build left no filter
 */
export const isLeaked = async (password: string): Promise<boolean> => {
  filter ??= load()
  const { has } = await filter
  return leakedVariants(password).some(has)
}

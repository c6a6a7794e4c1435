import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What a step is made of and what it makes; paths and patterns are relative to the root. */
export type Inputs = { patterns: readonly string[]; except?: readonly string[]; outcome: string; stamp: string }

const digestOf = async ({ patterns, except = [] }: Inputs): Promise<string> => {
  const paths: string[] = []
  for await (const path of glob(patterns, { cwd: root, exclude: except })) paths.push(path)
  const hash = createHash('sha256')
  for (const path of paths.toSorted()) {
    hash.update(`${path}\0`)
    hash.update(await readFile(join(root, path)))
  }
  return hash.digest('hex')
}

/**
 * Makes something, unless it was made from exactly these inputs before.
 * @returns whether it was made
 */
export const makeOnce = async (inputs: Inputs, make: () => Promise<unknown>): Promise<boolean> => {
  const [outcome, stamp] = [join(root, inputs.outcome), join(root, inputs.stamp)]
  const digest = await digestOf(inputs)
  const last = existsSync(outcome) && existsSync(stamp) ? (await readFile(stamp, 'utf8')).trim() : null
  if (last === digest) return false
  await make()
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, `${digest}\n`)
  return true
}

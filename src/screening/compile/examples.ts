import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Category } from '../types.ts'
import { categories } from '../types.ts'

/** A text and how a careful reader judged it. `categories` is empty where it is lawful. */
export type Example = { text: string; categories: Category[]; industry: string; channel: string }

const MAX_TEXT = 400

const isCategory = (name: string): name is Category => (categories as readonly string[]).includes(name)

/** Reads one line of an examples file; throws with the line where it is malformed. */
const parseLine = (line: string, place: string): Example => {
  const [label, named, industry, channel, , text, ...rest] = line.split('\t')
  if (text === undefined || rest.length > 0) throw new Error(`${place}: six columns are needed`)
  if (text.length === 0 || text.length > MAX_TEXT) throw new Error(`${place}: a text has 1 to ${MAX_TEXT} characters`)
  const list = named === undefined || named === '-' ? [] : named.split(',')
  const known = list.filter(isCategory)
  if (known.length !== list.length) throw new Error(`${place}: unknown category in "${named ?? ''}"`)
  if ((label === 'v') !== known.length > 0 || (label !== 'v' && label !== 'o')) {
    throw new Error(`${place}: "v" needs a category, "o" has none`)
  }
  return { text, categories: known, industry: industry ?? '', channel: channel ?? '' }
}

/**
 * Reads the examples of a folder: files of tab-separated lines `v|o, categories, trade, channel, remark, text`; lines
 * that begin with # are comments.
 *
 * @throws Error that names file and line
 */
export const readExamples = async (folder: string): Promise<Example[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tsv')).toSorted()
  const files = await Promise.all(names.map(async (name) => ({ name, body: await readFile(join(folder, name), 'utf8') })))
  return files.flatMap(({ name, body }) =>
    body.split('\n').flatMap((line, index) =>
      line === '' || line.startsWith('#') ? [] : [parseLine(line, `${name} line ${index + 1}`)],
    ),
  )
}

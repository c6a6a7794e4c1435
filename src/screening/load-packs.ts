import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packFileOf, packsFromFile } from './pack-file.ts'
import type { CompiledPacks } from './types.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Where the YAML packs lie. */
export const rulesFolder = join(root, 'packs', 'rules')

/** Where the examples lie from which the classifier learns. */
export const examplesFolder = join(root, 'packs', 'examples')

const folder = join(root, 'dist', 'screening')

/** Where the compiled packs lie, as this program loads them. */
const compiledFile = join(folder, 'packs.bin')

/** The same as JSON, for whoever uses the screening elsewhere. */
const jsonFile = join(folder, 'packs.json')

const modified = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
}

/** Whether the compiled file is older than a rule. */
const isStale = async (): Promise<boolean> => {
  const compiled = await modified(compiledFile)
  const { packFiles } = await import('./compile/pack-files.ts')
  const rules = (await packFiles(rulesFolder)).map((name) => join(rulesFolder, name))
  const examples = (await readdir(examplesFolder)).map((name) => join(examplesFolder, name))
  const sources = await Promise.all([...rules, ...examples].map(modified))
  return sources.some((time) => time > compiled)
}

/** Writes in one step: a reader never sees half a file. */
const writeWhole = async (path: string, content: string | Uint8Array): Promise<void> => {
  const partial = `${path}.${process.pid}`
  await writeFile(partial, content)
  await rename(partial, path)
}

/**
 * Compiles the YAML packs and writes dist/screening/packs.json and packs.bin.
 *
 * @param earlier packs whose character tables are used; without them the development dependencies are needed
 */
export const compileToDisk = async (earlier?: CompiledPacks): Promise<CompiledPacks> => {
  const { compileFolder } = await import('./compile/compile-folder.ts')
  const packs = await compileFolder({ rules: rulesFolder, examples: examplesFolder }, earlier)
  await mkdir(folder, { recursive: true })
  await writeWhole(jsonFile, JSON.stringify(packs))
  await writeWhole(compiledFile, packFileOf(packs))
  return packs
}

/** The compiled packs: from disk when they are fresh, else compiled from the YAML packs. */
export const loadPacks = async (): Promise<CompiledPacks> => {
  if ((await modified(compiledFile)) === 0) return compileToDisk()
  const packs = packsFromFile(await readFile(compiledFile))
  if (packs === null) return compileToDisk()
  return (await isStale()) ? compileToDisk(packs) : packs
}

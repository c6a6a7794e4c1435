import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PACK_FORMAT } from './format.ts'
import type { CompiledCharacters, CompiledPacks } from './types.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Where the YAML packs lie. */
export const rulesFolder = join(root, 'packs', 'rules')

/** Where the examples lie from which the classifier learns. */
export const examplesFolder = join(root, 'packs', 'examples')

/** Where the compiled packs lie. The console fetches the same file. */
export const compiledFile = join(root, 'dist', 'screening', 'packs.json')

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

/** The file as it is. It is our own output, so its shape is known as soon as its format number is. */
const readCompiled = async (): Promise<CompiledPacks> =>
  JSON.parse(await readFile(compiledFile, 'utf8')) as CompiledPacks

/**
 * Compiles the YAML packs and writes dist/screening/packs.json in one step (a reader never sees half a file).
 *
 * @param known character tables of an earlier file; without them the development dependencies are needed
 */
export const compileToDisk = async (known?: CompiledCharacters): Promise<CompiledPacks> => {
  const { compileFolder } = await import('./compile/compile-folder.ts')
  const packs = await compileFolder({ rules: rulesFolder, examples: examplesFolder }, known)
  await mkdir(dirname(compiledFile), { recursive: true })
  const partial = `${compiledFile}.${process.pid}`
  await writeFile(partial, JSON.stringify(packs))
  await rename(partial, compiledFile)
  return packs
}

/** The compiled packs: from disk when they are fresh, else compiled from the YAML packs. */
export const loadPacks = async (): Promise<CompiledPacks> => {
  if ((await modified(compiledFile)) === 0) return compileToDisk()
  const packs = await readCompiled()
  if (packs.format !== PACK_FORMAT) return compileToDisk()
  return (await isStale()) ? compileToDisk(packs.characters) : packs
}

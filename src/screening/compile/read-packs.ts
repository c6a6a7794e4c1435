import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import { packFiles } from './pack-files.ts'
import {
  articlesSchema,
  contextSchema,
  evasionsSchema,
  exceptionsSchema,
  learnedSchema,
  rulePackSchema,
  settingsSchema,
  wordsSchema,
} from './schema.ts'
import type { Articles, Context, Evasions, Exceptions, Learned, RulePack, Settings } from './schema.ts'

export type PackSources = {
  articles: Articles
  words: Record<string, string[]>
  exceptions: Exceptions
  context: Context
  evasions: Evasions
  settings: Settings
  learned: Learned
  packs: RulePack[]
}

const readYaml = async <S extends z.ZodType>(folder: string, name: string, schema: S): Promise<z.infer<S>> => {
  const result = schema.safeParse(parse(await readFile(join(folder, name), 'utf8')))
  if (result.success) return result.data
  const faults = result.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(`${name} is not a valid pack: ${faults.join('; ')}`)
}

/** Files of the folder that hold no rules. */
const helpers = new Set(
  ['articles', 'words', 'exceptions', 'context', 'evasions', 'settings', 'learned'].map((name) => `${name}.yaml`),
)

/** Reads and validates every pack of a folder. Throws with the file and the place of the first faults. */
export const readPacks = async (folder: string): Promise<PackSources> => {
  const names = (await packFiles(folder)).filter((name) => !helpers.has(name))
  return {
    articles: await readYaml(folder, 'articles.yaml', articlesSchema),
    words: await readYaml(folder, 'words.yaml', wordsSchema),
    exceptions: await readYaml(folder, 'exceptions.yaml', exceptionsSchema),
    context: await readYaml(folder, 'context.yaml', contextSchema),
    evasions: await readYaml(folder, 'evasions.yaml', evasionsSchema),
    settings: await readYaml(folder, 'settings.yaml', settingsSchema),
    learned: await readYaml(folder, 'learned.yaml', learnedSchema),
    packs: await Promise.all(names.map((name) => readYaml(folder, name, rulePackSchema))),
  }
}

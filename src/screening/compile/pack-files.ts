import { readdir } from 'node:fs/promises'

/** Names of all YAML files of the folder, in order. */
export const packFiles = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted()

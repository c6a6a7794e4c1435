import { readFile } from 'node:fs/promises'

/** The version of this program, as package.json says it. */
export const readVersion = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
  return version
}

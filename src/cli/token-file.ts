import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

const tokenFile = (): string =>
  join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'weidun', 'session')

/** The session token of `weidun sign-in`, or WEIDUN_TOKEN; undefined when nobody signed in. */
export const readToken = async (): Promise<string | undefined> => {
  const given = process.env['WEIDUN_TOKEN']
  if (given !== undefined && given !== '') return given
  const kept = await readFile(tokenFile(), 'utf8').catch(() => '')
  return kept.trim() === '' ? undefined : kept.trim()
}

/** Keeps the token where only this user can read it. */
export const keepToken = async (token: string): Promise<void> => {
  const file = tokenFile()
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, token, { mode: 0o600 })
  await chmod(file, 0o600)
}

export const forgetToken = (): Promise<void> => rm(tokenFile(), { force: true })

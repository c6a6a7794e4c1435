import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** A session, and the mark of the device that it is bound to. */
export type KeptSession = { token: string; device: string | undefined }

const tokenFile = (): string =>
  join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'weidun', 'session')

/** The session of `weidun sign-in`, or WEIDUN_TOKEN as `token.device`; undefined when nobody signed in. */
export const readSession = async (): Promise<KeptSession | undefined> => {
  const given = process.env['WEIDUN_TOKEN']
  const text = given !== undefined && given !== '' ? given : await readFile(tokenFile(), 'utf8').catch(() => '')
  const [token = '', device] = text.trim().split('.')
  return token === '' ? undefined : { token, device }
}

/** Keeps the session where only this user can read it. */
export const keepSession = async ({ token, device }: KeptSession): Promise<void> => {
  const file = tokenFile()
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, device === undefined ? token : `${token}.${device}`, { mode: 0o600 })
  await chmod(file, 0o600)
}

export const forgetSession = (): Promise<void> => rm(tokenFile(), { force: true })

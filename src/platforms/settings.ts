import { z } from 'zod'
import { ConfigError } from '../kernel/config.ts'
import { isOutsideAddress } from '../kernel/outbound/outside-address.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** A key, a secret, a name of a service. */
export const word = z
  .string()
  .regex(/^[\x21-\x7e]{1,500}$/, 'must be 1 to 500 printable characters without spaces (须为 1 到 500 个可见字符，不含空格)')

export const address = z
  .string()
  .max(500)
  .refine(isOutsideAddress, 'must begin with https://, or http:// within the house (须以 https:// 开头，内网可用 http://)')
  .transform((text) => new URL(text))

export const region = z
  .string()
  .regex(/^[a-z]{2}-[a-z0-9-]{2,30}$/, 'must be a region such as cn-shanghai (须为地域代码，如 cn-shanghai)')

const missing = 'is missing, the service needs it (缺少这一项)'

type Settings<S extends z.ZodObject> = {
  /** Its keys are the names of the environment variables. */
  schema: S
  env: Environment
  /** The line above the faults, in both languages. */
  title: string
}

/**
 * The variables of one outside service that are set, checked; undefined when none is.
 * @throws ConfigError naming every variable that is missing or wrong, without its value
 */
export const settingsFrom = <S extends z.ZodObject>({ schema, env, title }: Settings<S>): z.output<S> | undefined => {
  const names = Object.keys(schema.shape)
  const set = Object.fromEntries(
    names.flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]])),
  )
  if (Object.keys(set).length === 0) return undefined
  const result = schema.safeParse(set)
  if (result.success) return result.data
  const lines = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.')}: ${set[path.join('.')] === undefined ? missing : message}`,
  )
  throw new ConfigError(`${title}:\n${lines.join('\n')}`)
}

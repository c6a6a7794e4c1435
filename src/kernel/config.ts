import { resolve } from 'node:path'
import { z } from 'zod'
import { isNetwork, type Networks } from './outbound/networks.ts'
import { OperatorError } from './operator-error.ts'
import type { SuiteName } from './secrets/suite.ts'

/** What the program is told by its environment; read and checked once, at start. */
export type Config = {
  /** Where the embedded database, the keys and the command socket live. Absolute. */
  dataDirectory: string
  /** PostgreSQL to use instead of the embedded database. */
  databaseUrl: string | undefined
  host: string
  port: number
  /** How people reach the console; decides the session cookie's name and the links in messages. */
  publicUrl: URL
  /** Reverse proxies in front whose X-Forwarded-For is believed; 0 believes none. */
  trustedProxies: number
  /** Networks besides the public ones to which results may be sent; none unless said so. */
  webhookAllow: Networks
  /** Which algorithms seal from now on; what is sealed already opens as before. */
  suite: SuiteName
  /** Files that say where addresses are, separated by commas; the table that ships holds beside them. */
  places: string | undefined
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
}

const wholeNumber = (most: number) => {
  const message = `must be a whole number from 0 to ${most} (须为 0 到 ${most} 的整数)`
  return z.coerce.number(message).int(message).min(0, message).max(most, message)
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

const schema = z.object({
  WEIDUN_DATA: z.string().min(1).max(1000).default('./data'),
  DATABASE_URL: z
    .string()
    .max(2000)
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// (必须以 postgres:// 开头)')
    .optional(),
  HOST: z.string().min(1).max(255).default('127.0.0.1'),
  PORT: wholeNumber(65_535).default(8080),
  WEIDUN_URL: z
    .url({ protocol: /^https?$/, error: 'must begin with http:// or https:// (必须以 http:// 或 https:// 开头)' })
    .max(500)
    .optional(),
  WEIDUN_TRUSTED_PROXIES: wholeNumber(5).default(0),
  WEIDUN_WEBHOOK_ALLOW: z
    .string()
    .max(1000)
    .default('')
    .transform((text) => text.split(',').map((network) => network.trim()).filter((network) => network !== ''))
    .refine(
      (networks) => networks.every(isNetwork),
      'must be networks such as 10.20.0.0/16, separated by commas (须为网段，用逗号分隔)',
    ),
  WEIDUN_SUITE: z.enum(['international', 'national'], 'must be international or national (须为 international 或 national)').default('international'),
  WEIDUN_PLACES: z.string().max(4000).optional(),
  WEIDUN_LOG: z.enum(levels, `must be one of ${levels.join(', ')} (只能是其中之一)`).default('info'),
})

/** The configuration cannot be used; each line says which variable and what to do. */
export class ConfigError extends OperatorError {}

/**
 * Reads the configuration from environment variables.
 * @throws ConfigError naming every variable that is wrong, without its value
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = schema.safeParse(filled)
  if (!result.success) {
    const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    throw new ConfigError(`Configuration cannot be used (配置有误):\n${lines.join('\n')}`)
  }
  const { WEIDUN_DATA, DATABASE_URL, HOST, PORT, WEIDUN_URL, WEIDUN_TRUSTED_PROXIES } = result.data
  // A wildcard is where to listen, not where to go; and browsers take passkeys for names alone, not for addresses.
  const host = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(HOST) ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST
  return {
    dataDirectory: resolve(WEIDUN_DATA),
    databaseUrl: DATABASE_URL,
    host: HOST,
    port: PORT,
    publicUrl: new URL(WEIDUN_URL ?? `http://${host}:${PORT}`),
    trustedProxies: WEIDUN_TRUSTED_PROXIES,
    webhookAllow: result.data.WEIDUN_WEBHOOK_ALLOW,
    suite: result.data.WEIDUN_SUITE,
    places: result.data.WEIDUN_PLACES,
    logLevel: result.data.WEIDUN_LOG,
  }
}

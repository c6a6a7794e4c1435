import { z } from 'zod'
import { type CallLimits, callOutside } from '../../kernel/outbound/call-outside.ts'
import type { KeySource } from '../../kernel/secrets/key-source.ts'
import { CannotOpen } from '../../kernel/secrets/seal.ts'
import { keepingUnwrapped, type KeyService, KeySourceAway } from '../key-service.ts'
import { readJson } from '../read-json.ts'
import { address, type Environment, settingsFrom, word } from '../settings.ts'

const segment = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'must be a name of at most 40 characters without slashes (须为不含斜杠的名称，最多 40 字)')

const schema = z.object({
  WEIDUN_VAULT_URL: address,
  WEIDUN_VAULT_TOKEN: word,
  WEIDUN_VAULT_KEY: segment,
  WEIDUN_VAULT_MOUNT: segment.default('transit'),
  WEIDUN_VAULT_NAMESPACE: word.optional(),
  WEIDUN_VAULT_USE: z.enum(['all', 'unwrap'], 'must be all or unwrap (须为 all 或 unwrap)').default('all'),
})

type TransitSettings = {
  endpoint: URL
  token: string
  /** A key of the transit engine that takes associated data: aes256-gcm96. */
  key: string
  mount: string
  namespace?: string | undefined
  limits?: Partial<CallLimits>
}

const encrypted = z.object({ data: z.object({ ciphertext: z.string().regex(/^vault:v\d+:[A-Za-z0-9+/=]{1,2000}$/) }) })
const decrypted = z.object({ data: z.object({ plaintext: z.base64().max(2000) }) })

const withinMs = 15_000

/**
 * A key source in HashiCorp Vault or OpenBao (Transit Secrets Engine, API v1: encrypt and decrypt, the place as associated_data).
 */
export const transitKeySource = ({ endpoint, token, key, mount, namespace, limits = {} }: TransitSettings): KeySource => {
  const ask = async (verb: 'encrypt' | 'decrypt', fields: Record<string, string>): Promise<{ status: number; body: string }> => {
    const url = new URL(`v1/${mount}/${verb}/${key}`, endpoint.href.endsWith('/') ? endpoint : `${endpoint.href}/`)
    const answer = await callOutside({
      request: () => ({
        url,
        headers: {
          'content-type': 'application/json',
          'x-vault-token': token,
          'x-vault-request': 'true',
          ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
        },
        body: JSON.stringify(fields),
      }),
      signal: AbortSignal.timeout(withinMs),
      limits,
    })
    if (answer.kind === 'failed') throw new KeySourceAway(`the key service gave no answer (${answer.reason})`)
    return answer
  }
  return {
    keyId: `vault:${mount}/${key}`,
    wrap: async (plain, place) => {
      const { status, body } = await ask('encrypt', { plaintext: base64(plain), associated_data: base64(Buffer.from(place)) })
      const read = readJson(encrypted, body)
      if (status !== 200 || read === undefined) throw new KeySourceAway(`the key service refused to wrap (${status})`)
      return new Uint8Array(Buffer.from(read.data.ciphertext, 'ascii'))
    },
    unwrap: keepingUnwrapped(async (wrapped, place) => {
      const ciphertext = Buffer.from(wrapped).toString('ascii')
      const { status, body } = await ask('decrypt', { ciphertext, associated_data: base64(Buffer.from(place)) })
      // 400 is the engine's answer to a ciphertext that is none, or not of this key and place; anything else may pass.
      if (status === 400) throw new CannotOpen()
      const read = readJson(decrypted, body)
      if (status !== 200 || read === undefined) throw new KeySourceAway(`the key service refused to unwrap (${status})`)
      return new Uint8Array(Buffer.from(read.data.plaintext, 'base64'))
    }),
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/**
 * The transit engine that the environment names; undefined when it names none.
 * @throws ConfigError naming every variable that is missing or wrong, without its value
 */
export const transitFrom = (env: Environment): KeyService | undefined => {
  const found = settingsFrom({ schema, env, title: 'The key service cannot be used (密钥服务配置有误)' })
  if (found === undefined) return undefined
  const source = transitKeySource({
    endpoint: found.WEIDUN_VAULT_URL,
    token: found.WEIDUN_VAULT_TOKEN,
    key: found.WEIDUN_VAULT_KEY,
    mount: found.WEIDUN_VAULT_MOUNT,
    namespace: found.WEIDUN_VAULT_NAMESPACE,
  })
  return { source, wraps: found.WEIDUN_VAULT_USE === 'all' }
}

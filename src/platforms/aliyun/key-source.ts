import { z } from 'zod'
import type { CallLimits } from '../../kernel/outbound/call-outside.ts'
import type { KeySource } from '../../kernel/secrets/key-source.ts'
import { CannotOpen } from '../../kernel/secrets/seal.ts'
import { keepingUnwrapped, type KeyService, KeySourceAway } from '../key-service.ts'
import { readJson } from '../read-json.ts'
import { address, type Environment, region, settingsFrom, word } from '../settings.ts'
import { type AliyunKeys, callAcs3 } from './call-acs3.ts'

const keyName = z
  .string()
  .regex(/^(alias\/)?[A-Za-z0-9][A-Za-z0-9_/-]{0,127}$/, 'must be the id or alias of a key (须为密钥的 ID 或别名)')

const schema = z.object({
  WEIDUN_KMS_ALIYUN_ID: word,
  WEIDUN_KMS_ALIYUN_SECRET: word,
  WEIDUN_KMS_ALIYUN_REGION: region,
  WEIDUN_KMS_ALIYUN_KEY: keyName,
  WEIDUN_KMS_ALIYUN_URL: address.optional(),
  WEIDUN_KMS_ALIYUN_USE: z.enum(['all', 'unwrap'], 'must be all or unwrap (须为 all 或 unwrap)').default('all'),
})

type KmsSettings = AliyunKeys & {
  /** The shared gateway of a region, or the one of an instance. */
  endpoint: URL
  /** Id or alias of a symmetric key. */
  key: string
  limits?: Partial<CallLimits>
}

const encrypted = z.object({ CiphertextBlob: z.string().regex(/^[\x21-\x7e]{1,3000}$/) })
const decrypted = z.object({ Plaintext: z.base64().max(2000) })
const refusal = z.object({ Code: z.string() })

const withinMs = 15_000

/** Answers to a ciphertext that is none, or not of this context; any other refusal may pass. */
const doesNotOpen = /^(InvalidParameter|InvalidCiphertext)/

/**
 * A key source in the Key Management Service of Alibaba Cloud (KMS 2016-01-20, Encrypt and Decrypt, the place as
 * EncryptionContext, which the service binds to the ciphertext).
 */
export const aliyunKeySource = ({ endpoint, key, limits, ...keys }: KmsSettings): KeySource => {
  const ask = async (action: 'Encrypt' | 'Decrypt', form: Record<string, string>) => {
    const answer = await callAcs3({
      ...keys,
      endpoint,
      action,
      version: '2016-01-20',
      form,
      signal: AbortSignal.timeout(withinMs),
      ...(limits === undefined ? {} : { limits }),
    })
    if (answer.kind === 'failed') throw new KeySourceAway(`the key service gave no answer (${answer.reason})`)
    return answer
  }
  const context = (place: string): string => JSON.stringify({ place })
  return {
    keyId: `aliyun-kms:${key}`,
    wrap: async (plain, place) => {
      const form = { KeyId: key, Plaintext: Buffer.from(plain).toString('base64'), EncryptionContext: context(place) }
      const { status, body } = await ask('Encrypt', form)
      const read = readJson(encrypted, body)
      if (status !== 200 || read === undefined) throw new KeySourceAway(`the key service refused to wrap (${status})`)
      return new Uint8Array(Buffer.from(read.CiphertextBlob, 'ascii'))
    },
    unwrap: keepingUnwrapped(async (wrapped, place) => {
      const form = { CiphertextBlob: Buffer.from(wrapped).toString('ascii'), EncryptionContext: context(place) }
      const { status, body } = await ask('Decrypt', form)
      if (status === 400 && doesNotOpen.test(readJson(refusal, body)?.Code ?? '')) throw new CannotOpen()
      const read = readJson(decrypted, body)
      if (status !== 200 || read === undefined) throw new KeySourceAway(`the key service refused to unwrap (${status})`)
      return new Uint8Array(Buffer.from(read.Plaintext, 'base64'))
    }),
  }
}

/**
 * The key source of Alibaba Cloud that the environment names; undefined when it names none.
 * @throws ConfigError naming every variable that is missing or wrong, without its value
 */
export const aliyunKmsFrom = (env: Environment): KeyService | undefined => {
  const found = settingsFrom({ schema, env, title: 'The key service cannot be used (密钥服务配置有误)' })
  if (found === undefined) return undefined
  const source = aliyunKeySource({
    accessKeyId: found.WEIDUN_KMS_ALIYUN_ID,
    accessKeySecret: found.WEIDUN_KMS_ALIYUN_SECRET,
    endpoint: found.WEIDUN_KMS_ALIYUN_URL ?? new URL(`https://kms.${found.WEIDUN_KMS_ALIYUN_REGION}.aliyuncs.com`),
    key: found.WEIDUN_KMS_ALIYUN_KEY,
  })
  return { source, wraps: found.WEIDUN_KMS_ALIYUN_USE === 'all' }
}

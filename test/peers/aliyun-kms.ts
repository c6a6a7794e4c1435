import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type AliyunSecrets, acs3Checker, gatewayError } from './aliyun-signature.ts'
import { json, type Peer, type PeerReply, servePeer } from './serve.ts'

/** The most that Encrypt takes, in bytes. */
const mostBytes = 6 * 1024

/**
 * Stand-in for the Key Management Service of Alibaba Cloud (2016-01-20): signature, action and version, key by id or alias,
 * base64, a context that must be the same at decryption, a key that can be disabled.
 */
export const startAliyunKms = async (secrets: AliyunSecrets, keyId: string): Promise<Peer & { disable: (off: boolean) => void }> => {
  const check = acs3Checker(secrets)
  const key = randomBytes(32)
  let disabled = false
  /** Pairs of the context in the order of their names: two writings of one context are the same. */
  const contextOf = (form: URLSearchParams): Buffer | undefined => {
    const read: unknown = JSON.parse(form.get('EncryptionContext') ?? '{}')
    const pairs = Object.entries(read as Record<string, unknown>).toSorted()
    return pairs.every(([, value]) => typeof value === 'string') ? Buffer.from(JSON.stringify(pairs)) : undefined
  }
  const encrypt = (form: URLSearchParams): PeerReply => {
    if (form.get('KeyId') !== keyId) return gatewayError('Forbidden.KeyNotFound', 404)
    const plain = Buffer.from(form.get('Plaintext') ?? '', 'base64')
    const context = contextOf(form)
    if (plain.length === 0 || plain.length > mostBytes || context === undefined) return gatewayError('InvalidParameter', 400)
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context)
    const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    return json({ CiphertextBlob: sealed.toString('base64'), KeyId: keyId, KeyVersionId: 'v-1', RequestId: 'r-1' })
  }
  const decrypt = (form: URLSearchParams): PeerReply => {
    const bytes = Buffer.from(form.get('CiphertextBlob') ?? '', 'base64')
    const context = contextOf(form)
    if (bytes.length < 29 || context === undefined) return gatewayError('InvalidParameter', 400)
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(context)
      decipher.setAuthTag(bytes.subarray(-16))
      const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
      return json({ Plaintext: plain.toString('base64'), KeyId: keyId, KeyVersionId: 'v-1', RequestId: 'r-2' })
    } catch {
      return gatewayError('InvalidParameter', 400)
    }
  }
  const peer = await servePeer((call) => {
    const fault = check(call)
    if (fault !== null) return fault
    if (call.headers['x-acs-version'] !== '2016-01-20') return gatewayError('InvalidVersion', 400)
    if (disabled) return gatewayError('Rejected.Disabled', 409)
    const form = new URLSearchParams(call.body)
    if (call.headers['x-acs-action'] === 'Encrypt') return encrypt(form)
    if (call.headers['x-acs-action'] === 'Decrypt') return decrypt(form)
    return gatewayError('InvalidAction.NotFound', 404)
  })
  return { ...peer, disable: (off) => void (disabled = off) }
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Peer, type PeerReply, servePeer } from './serve.ts'

const json = (status: number, value: unknown): PeerReply => ({ status, body: JSON.stringify(value) })
const fault = (status: number, ...errors: string[]): PeerReply => json(status, { errors })

const text = z.base64()
const toEncrypt = z.object({ plaintext: text, associated_data: text.default('') })
const toDecrypt = z.object({ ciphertext: z.string(), associated_data: text.default('') })

/**
 * Stand-in for the transit engine of HashiCorp Vault (API v1): token, path, base64, associated data; 403 for another token, 404
 * for another path, 400 for what does not open.
 */
export const startVaultTransit = async ({ token, key }: { token: string; key: string }): Promise<Peer & { rotate: () => void }> => {
  const versions = [randomBytes(32)]
  const encrypt = (body: string): PeerReply => {
    const asked = toEncrypt.safeParse(JSON.parse(body))
    if (!asked.success) return fault(400, 'failed to base64-decode plaintext')
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', versions.at(-1) ?? Buffer.alloc(32), nonce)
    cipher.setAAD(Buffer.from(asked.data.associated_data, 'base64'))
    const bytes = Buffer.concat([nonce, cipher.update(Buffer.from(asked.data.plaintext, 'base64')), cipher.final(), cipher.getAuthTag()])
    return json(200, { data: { ciphertext: `vault:v${versions.length}:${bytes.toString('base64')}`, key_version: versions.length } })
  }
  const decrypt = (body: string): PeerReply => {
    const asked = toDecrypt.safeParse(JSON.parse(body))
    const [, version, value] = /^vault:v(\d+):(.+)$/.exec(asked.data?.ciphertext ?? '') ?? []
    const under = versions[Number(version) - 1]
    if (!asked.success || value === undefined || under === undefined) return fault(400, 'invalid ciphertext: no prefix')
    const bytes = Buffer.from(value, 'base64')
    try {
      const decipher = createDecipheriv('aes-256-gcm', under, bytes.subarray(0, 12))
      decipher.setAAD(Buffer.from(asked.data.associated_data, 'base64')).setAuthTag(bytes.subarray(-16))
      const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
      return json(200, { data: { plaintext: plain.toString('base64') } })
    } catch {
      return fault(400, 'cipher: message authentication failed')
    }
  }
  const peer = await servePeer(({ method, url, headers, body }) => {
    if (headers['x-vault-token'] !== token) return fault(403, 'permission denied')
    if (method !== 'POST') return fault(405, 'unsupported operation')
    if (url.pathname === `/v1/transit/encrypt/${key}`) return encrypt(body)
    if (url.pathname === `/v1/transit/decrypt/${key}`) return decrypt(body)
    return fault(404, 'no handler for route')
  })
  return { ...peer, rotate: () => void versions.push(randomBytes(32)) }
}

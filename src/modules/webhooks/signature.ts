import { createHmac, randomBytes } from 'node:crypto'

/** Standard Webhooks 1.0.0, "Signature scheme": a secret is `whsec_` and 24 to 64 random bytes in base64. */
const prefix = 'whsec_'
const secretBytes = 32

export const newSecret = (): string => `${prefix}${randomBytes(secretBytes).toString('base64')}`

export type SignedMessage = { id: string; sentAt: Date; body: string }

/**
 * The headers of a message by Standard Webhooks 1.0.0. With several secrets there is a signature by each, so that a
 * receiver who knows one of them is content while secrets are changed.
 * @param secrets as `newSecret` makes them, the present one first
 */
export const signedHeaders = ({ id, sentAt, body }: SignedMessage, secrets: readonly string[]) => {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

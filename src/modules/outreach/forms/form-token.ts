import { createHmac, type KeyObject, randomBytes } from 'node:crypto'
import { sameBytes } from '../../../kernel/secrets/compare.ts'

/** What a form that we served proves when it comes back: which form, which words, when, and that it is one sending. */
export type FormClaims = { formId: string; digest: string; servedAt: Date; nonce: Uint8Array }

const [idBytes, digestBytes, timeBytes, nonceBytes, macBytes] = [16, 32, 6, 16, 32]
const bodyBytes = idBytes + digestBytes + timeBytes + nonceBytes
const use = 'weidun/consent-form/v1'

/** How long a page may stay open before it is sent. */
export const formLifeMs = 2 * 3_600_000

const macOf = (key: KeyObject, body: Uint8Array): Buffer => createHmac('sha256', key).update(use).update(body).digest()

/**
 * The hidden field of a form: everything that it claims, and an HMAC over it. Whoever answers a form has got it from us, with
 * these words and with every box empty, since we write no other.
 */
export const formToken = (key: KeyObject, { formId, digest, servedAt }: Omit<FormClaims, 'nonce'>): string => {
  const time = Buffer.alloc(timeBytes)
  time.writeUIntBE(servedAt.getTime(), 0, timeBytes)
  const body = Buffer.concat([Buffer.from(formId.replaceAll('-', ''), 'hex'), Buffer.from(digest, 'hex'), time, randomBytes(nonceBytes)])
  return Buffer.concat([body, macOf(key, body)]).toString('base64url')
}

/** What a token claims; null for one that we did not make. */
export const readFormToken = (key: KeyObject, token: string): FormClaims | null => {
  if (!/^[\w-]{136}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const body = bytes.subarray(0, bodyBytes)
  if (bytes.length !== bodyBytes + macBytes || bytes.toString('base64url') !== token || !sameBytes(bytes.subarray(bodyBytes), macOf(key, body))) return null
  const id = body.subarray(0, idBytes).toString('hex')
  return {
    formId: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    digest: body.subarray(idBytes, idBytes + digestBytes).toString('hex'),
    servedAt: new Date(body.readUIntBE(idBytes + digestBytes, timeBytes)),
    nonce: new Uint8Array(body.subarray(bodyBytes - nonceBytes)),
  }
}

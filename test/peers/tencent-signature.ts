import { createHash, createHmac } from 'node:crypto'
import { json, type PeerCall, type PeerReply } from './serve.ts'

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const mac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest()

/** An error of the whole call: HTTP 200 like everything. */
export const tencentError = (Code: string): PeerReply =>
  json({ Response: { Error: { Code, Message: Code }, RequestId: 'r-error' } })

export type TencentSecrets = { secretId: string; secretKey: string }

const form = new RegExp(
  '^TC3-HMAC-SHA256 Credential=([^/]+)/(\\d{4}-\\d\\d-\\d\\d)/([a-z0-9]+)/tc3_request, ' +
    'SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$',
)

/**
 * What the service would say of a request's TC3 signature, or null when it is right; written from the document, apart
 * from the program.
 */
export const tc3Refusal = ({ headers, body }: PeerCall, { secretId, secretKey }: TencentSecrets): string | null => {
  const parts = form.exec(headers.authorization ?? '')
  if (parts === null) return 'AuthFailure.InvalidAuthorization'
  const [, id, date = '', service = '', signedHeaders = '', signature] = parts
  if (id !== secretId) return 'AuthFailure.SecretIdNotFound'
  const names = signedHeaders.split(';')
  if (!names.includes('content-type') || !names.includes('host')) return 'AuthFailure.InvalidAuthorization'
  const timestamp = Number(headers['x-tc-timestamp'])
  if (!(Math.abs(Date.now() / 1000 - timestamp) < 300)) return 'AuthFailure.SignatureExpire'
  if (new Date(timestamp * 1000).toISOString().slice(0, 10) !== date) return 'AuthFailure.SignatureFailure'
  const value = (name: string): string =>
    name.startsWith('x-tc-') ? String(headers[name]).toLowerCase() : String(headers[name])
  const block = names.map((name) => `${name}:${value(name)}\n`).join('')
  const canonical = `POST\n/\n\n${block}\n${signedHeaders}\n${hash(body)}`
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${hash(canonical)}`
  const expected = mac(mac(mac(mac(`TC3${secretKey}`, date), service), 'tc3_request'), text).toString('hex')
  return expected === signature ? null : 'AuthFailure.SignatureFailure'
}

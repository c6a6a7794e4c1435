import { createHash, createHmac } from 'node:crypto'
import { json, type PeerCall, type PeerReply } from './serve.ts'

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** An error of the gateway of Alibaba Cloud. */
export const gatewayError = (Code: string, status: number): PeerReply =>
  json({ Code, Message: Code, RequestId: 'r-error', HostId: 'stand-in' }, status)

export type AliyunSecrets = { accessKeyId: string; accessKeySecret: string }

/**
 * What the gateway says of a request's ACS3 signature, or null when it is right: written from the document, apart from
 * the program. Remembers nonces: each is good once.
 */
export const acs3Checker = ({ accessKeyId, accessKeySecret }: AliyunSecrets) => {
  const nonces = new Set<string>()
  return ({ url, headers, body }: PeerCall): PeerReply | null => {
    const parts = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
    if (parts === null) return gatewayError('IncompleteSignature', 400)
    const [, id, signedHeaders = '', signature] = parts
    if (id !== accessKeyId) return gatewayError('InvalidAccessKeyId.NotFound', 404)
    const names = signedHeaders.split(';')
    const wanted = [
      'host',
      ...Object.keys(headers).filter((name) => name === 'content-type' || name.startsWith('x-acs-')),
    ]
    if (!wanted.every((name) => names.includes(name))) return gatewayError('IncompleteSignature', 400)
    if (names.join() !== names.toSorted().join()) return gatewayError('IncompleteSignature', 400)
    if (!(Math.abs(Date.now() - Date.parse(String(headers['x-acs-date']))) < 15 * 60_000)) {
      return gatewayError('InvalidTimeStamp.Expired', 400)
    }
    if (headers['x-acs-content-sha256'] !== hash(body)) return gatewayError('SignatureDoesNotMatch', 400)
    const block = names.map((name) => `${name}:${String(headers[name])}\n`).join('')
    const canonical = `POST\n/\n${canonicalQuery(url)}\n${block}\n${signedHeaders}\n${hash(body)}`
    const expected = createHmac('sha256', accessKeySecret)
      .update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
      .digest('hex')
    if (expected !== signature) return gatewayError('SignatureDoesNotMatch', 400)
    const nonce = String(headers['x-acs-signature-nonce'])
    if (nonces.has(nonce)) return gatewayError('SignatureNonceUsed', 400)
    nonces.add(nonce)
    return null
  }
}

/** Names sorted, names and values percent-encoded with only A-Z a-z 0-9 - _ . ~ left as they are. */
const canonicalQuery = ({ searchParams }: URL): string =>
  [...searchParams.keys()]
    .toSorted()
    .map((name) => `${percent(name)}=${percent(searchParams.get(name) ?? '')}`)
    .join('&')

const percent = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const sign = String.fromCharCode(byte)
      return /[A-Za-z0-9_.~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')

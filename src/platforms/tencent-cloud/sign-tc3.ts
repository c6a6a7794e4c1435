import { createHash, createHmac } from 'node:crypto'

export type Tc3Request = {
  secretId: string
  secretKey: string
  /** The product's short name, such as `tms`. */
  service: string
  /** Unix time in seconds. */
  timestamp: number
  /** Headers to sign, names in lower case; at least content-type and host. */
  headers: Readonly<Record<string, string>>
  body: string
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** Signature of a POST to `/` by TC3-HMAC-SHA256 (cloud.tencent.com/document/api/669/34502, 签名方法 v3). */
export const signTc3 = (request: Tc3Request): { signature: string; authorization: string } => {
  const { secretId, secretKey, service, timestamp, headers, body } = request
  const names = Object.keys(headers).toSorted()
  const signed = names.join(';')
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('')
  const canonical = ['POST', '/', '', lines, signed, sha256(body)].join('\n')
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10)
  const scope = `${date}/${service}/tc3_request`
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request')
  const signature = hmac(key, `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`).toString('hex')
  return {
    signature,
    authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
  }
}

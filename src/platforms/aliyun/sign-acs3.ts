import { createHash, createHmac } from 'node:crypto'

export type Acs3Request = {
  accessKeyId: string
  accessKeySecret: string
  path: string
  /** Encoded and sorted; '' when there is none. */
  query: string
  /** Headers to sign, names in lower case: host, content-type where sent, and every x-acs-*. */
  headers: Readonly<Record<string, string>>
  body: string
}

/** SHA-256 of the body in hex, for x-acs-content-sha256. */
export const bodyDigest = (body: string): string => createHash('sha256').update(body).digest('hex')

/** Signature of a POST by ACS3-HMAC-SHA256 (help.aliyun.com, V3 版本请求体和签名机制). */
export const signAcs3 = (request: Acs3Request): { signature: string; authorization: string } => {
  const { accessKeyId, accessKeySecret, path, query, headers, body } = request
  const names = Object.keys(headers).toSorted()
  const signed = names.join(';')
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('')
  const canonical = ['POST', path, query, lines, signed, bodyDigest(body)].join('\n')
  const toSign = `ACS3-HMAC-SHA256\n${bodyDigest(canonical)}`
  const signature = createHmac('sha256', accessKeySecret).update(toSign).digest('hex')
  return {
    signature,
    authorization: `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signed},Signature=${signature}`,
  }
}

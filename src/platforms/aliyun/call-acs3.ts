import { randomUUID } from 'node:crypto'
import { callOutside, type CallLimits, type OutsideAnswer } from '../../kernel/outbound/call-outside.ts'
import { bodyDigest, signAcs3 } from './sign-acs3.ts'

export type AliyunKeys = { accessKeyId: string; accessKeySecret: string }

export type Acs3Call = AliyunKeys & {
  endpoint: URL
  action: string
  /** Of the product's interface, such as `2017-05-25`. */
  version: string
  /** Parameters that the product's document places in the query. */
  query?: Readonly<Record<string, string>>
  /** Parameters that it places in the body. */
  form?: Readonly<Record<string, string>>
  isBusy?: (answer: { body: string }) => boolean
  signal: AbortSignal
  limits?: Partial<CallLimits>
}

/** RFC 3986, which leaves fewer signs alone than encodeURIComponent does. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Calls an RPC interface of Alibaba Cloud by POST, every attempt signed anew: a nonce is good once. */
export const callAcs3 = (call: Acs3Call): Promise<OutsideAnswer> => {
  const { accessKeyId, accessKeySecret, endpoint, action, version, isBusy, signal, limits } = call
  const query = Object.entries(call.query ?? {})
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join('&')
  const body = call.form === undefined ? '' : new URLSearchParams(call.form).toString()
  const url = new URL(endpoint)
  url.search = query
  return callOutside({
    signal,
    ...(limits === undefined ? {} : { limits }),
    ...(isBusy === undefined ? {} : { isBusy }),
    request: () => {
      const signed = {
        // Also where nothing is in the body: fetch would send one of its own, and what is sent has to be signed.
        'content-type': 'application/x-www-form-urlencoded',
        host: endpoint.host,
        'x-acs-action': action,
        'x-acs-content-sha256': bodyDigest(body),
        'x-acs-date': new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'),
        'x-acs-signature-nonce': randomUUID(),
        'x-acs-version': version,
      }
      const { authorization } = signAcs3({ accessKeyId, accessKeySecret, path: '/', query, headers: signed, body })
      const { host: _, ...headers } = signed
      return { url, headers: { ...headers, authorization }, body }
    },
  })
}

import { callOutside, type CallLimits, type OutsideAnswer } from '../../kernel/outbound/call-outside.ts'
import { signTc3 } from './sign-tc3.ts'

export type TencentKeys = { secretId: string; secretKey: string }

export type Tc3Call = TencentKeys & {
  endpoint: URL
  /** The product's short name, such as `tms`. */
  service: string
  action: string
  /** Of the product's interface, such as `2020-12-29`. */
  version: string
  region: string
  payload: Readonly<Record<string, unknown>>
  isBusy?: (answer: { body: string }) => boolean
  signal: AbortSignal
  limits?: Partial<CallLimits>
}

/** Calls an interface of Tencent Cloud, every attempt signed with its own time. */
export const callTc3 = (call: Tc3Call): Promise<OutsideAnswer> => {
  const { secretId, secretKey, endpoint, service, action, version, region, isBusy, signal, limits } = call
  const body = JSON.stringify(call.payload)
  return callOutside({
    signal,
    ...(limits === undefined ? {} : { limits }),
    ...(isBusy === undefined ? {} : { isBusy }),
    request: () => {
      const timestamp = Math.floor(Date.now() / 1000)
      const contentType = 'application/json; charset=utf-8'
      const signed = { 'content-type': contentType, host: endpoint.host, 'x-tc-action': action.toLowerCase() }
      const { authorization } = signTc3({ secretId, secretKey, service, timestamp, headers: signed, body })
      const headers = {
        authorization,
        'content-type': contentType,
        'x-tc-action': action,
        'x-tc-version': version,
        'x-tc-timestamp': String(timestamp),
        'x-tc-region': region,
      }
      return { url: endpoint, headers, body }
    },
  })
}

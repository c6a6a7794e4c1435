import type { CustomFetch } from 'openid-client'
import { callOutside, type CallFailure, type CallLimits } from '../../kernel/outbound/call-outside.ts'
import { isOutsideAddress } from '../../kernel/outbound/outside-address.ts'

/** There was no answer. */
export class OutsideUnanswered extends Error {
  override readonly name = 'OutsideUnanswered'
  readonly reason: CallFailure

  constructor(reason: CallFailure) {
    super(reason)
    this.reason = reason
  }
}

/** From the first attempt to the last. */
const WITHIN_MS = 30_000

/**
 * `fetch` for the library that speaks OpenID Connect, bounded as every call to the outside is. Where the provider says
 * that its other addresses are is its word alone: they must be such as an operator may name.
 */
export const fetchOutside =
  (limits: Partial<CallLimits>): CustomFetch =>
  async (url, { method, headers, body }) => {
    if (!isOutsideAddress(url)) throw new OutsideUnanswered('unreachable')
    const posted = method === 'GET' ? undefined : textOf(body)
    const answer = await callOutside({
      signal: AbortSignal.timeout(WITHIN_MS),
      // Once where something is posted: a code is good once.
      limits: posted === undefined ? limits : { ...limits, attempts: 1 },
      request: () => ({ url: new URL(url), headers, ...(posted === undefined ? {} : { body: posted }) }),
    })
    if (answer.kind === 'failed') throw new OutsideUnanswered(answer.reason)
    return new Response(answer.body, { status: answer.status, headers: { 'content-type': answer.contentType } })
  }

const textOf = (body: unknown): string => {
  if (body instanceof URLSearchParams) return body.toString()
  return typeof body === 'string' ? body : ''
}

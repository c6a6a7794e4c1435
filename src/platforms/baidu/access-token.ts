import { z } from 'zod'
import { callOutside, type CallLimits } from '../../kernel/outbound/call-outside.ts'
import type { MissingReason } from '../opinion.ts'
import { readJson } from '../read-json.ts'

type Token = { kind: 'token'; token: string } | { kind: 'missing'; reason: MissingReason }

/** Hands out the token; `renew` after the service refused the last one. */
export type TokenSource = (options: { signal: AbortSignal; renew?: string }) => Promise<Token>

const tokenSchema = z.union([
  z.object({ access_token: z.string().min(1).max(2000), expires_in: z.number().positive() }),
  z.object({ error: z.string() }),
])

/** A token is renewed a day before it ends. */
const EARLY_SECONDS = 86_400

type Credentials = { apiKey: string; secretKey: string; endpoint: URL; limits?: Partial<CallLimits> }

/**
 * The token of Baidu AI (POST /oauth/2.0/token, grant client_credentials): kept in memory until a day before its end,
 * asked for once even when many need it. Several tokens are valid side by side, so servers need not share one.
 */
export const tokenSource = ({ apiKey, secretKey, endpoint, limits }: Credentials): TokenSource => {
  let kept: { token: string; until: number } | null = null
  let asking: Promise<Token> | null = null

  const ask = async (signal: AbortSignal): Promise<Token> => {
    const url = new URL('/oauth/2.0/token', endpoint)
    url.search = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: apiKey,
      client_secret: secretKey,
    }).toString()
    const answer = await callOutside({
      signal,
      ...(limits === undefined ? {} : { limits }),
      request: () => ({ url, headers: { 'content-type': 'application/json' }, body: '' }),
    })
    if (answer.kind === 'failed') return { kind: 'missing', reason: answer.reason }
    const said = readJson(tokenSchema, answer.body)
    if (said === undefined) return { kind: 'missing', reason: 'unreadable' }
    if ('error' in said) return { kind: 'missing', reason: 'refused' }
    kept = { token: said.access_token, until: Date.now() + Math.max(60, said.expires_in - EARLY_SECONDS) * 1000 }
    return { kind: 'token', token: said.access_token }
  }

  return async ({ signal, renew }) => {
    if (kept !== null && kept.token !== renew && Date.now() < kept.until) return { kind: 'token', token: kept.token }
    asking ??= ask(signal).finally(() => {
      asking = null
    })
    return asking
  }
}

import { z } from 'zod'
import { callOutside, type CallLimits } from '../../kernel/outbound/call-outside.ts'
import { keepToken } from '../keep-token.ts'
import type { MissingReason } from '../opinion.ts'
import { readJson } from '../read-json.ts'

const tokenSchema = z.union([
  z.object({ access_token: z.string().min(1).max(2000), expires_in: z.number().positive() }),
  z.object({ error: z.string() }),
])

/** A token is renewed a day before it ends. */
const EARLY_SECONDS = 86_400

type Credentials = { apiKey: string; secretKey: string; endpoint: URL; limits?: Partial<CallLimits> }

/**
 * The token of Baidu AI (POST /oauth/2.0/token, grant client_credentials). Several tokens are valid side by side, so
 * servers need not share one.
 */
export const tokenSource = ({ apiKey, secretKey, endpoint, limits }: Credentials) =>
  keepToken<{ kind: 'missing'; reason: MissingReason }>({
    earlySeconds: EARLY_SECONDS,
    ask: async (signal) => {
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
      return { kind: 'token', token: said.access_token, seconds: said.expires_in }
    },
  })

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { callOutside, type CallLimits, type OutsideAnswer } from '../../kernel/outbound/call-outside.ts'
import { readJson } from '../read-json.ts'
import type { OutsideSignIn, SignInFailure } from '../sign-in/outside-sign-in.ts'
import { delayedSignIn, refusedSignIn, returnedCode, shortText } from '../sign-in/outside-sign-in.ts'

export type FeishuSettings = {
  /** App ID of the company's own app. */
  clientId: string
  clientSecret: string
  /** The company's tenant_key: apps can be shared with other companies, whose people must not get in. */
  tenant: string
  /** https://accounts.feishu.cn */
  page: URL
  /** https://open.feishu.cn */
  api: URL
  limits?: Partial<CallLimits>
}

export const feishuAddresses = { page: 'https://accounts.feishu.cn/', api: 'https://open.feishu.cn/' }

const tokenSchema = z.object({ code: z.literal(0).default(0), access_token: z.string().min(1).max(8000) })

const errorSchema = z.object({ code: z.int().default(-1), error: z.string().default('') })

const infoSchema = z.object({
  code: z.literal(0),
  data: z.object({
    open_id: z.string().min(1).max(200),
    tenant_key: z.string().max(200).default(''),
    name: z.string().nullish(),
    user_id: z.string().nullish(),
    enterprise_email: z.string().nullish(),
  }),
})

/** The app is not open to whoever signs in, or they are no longer active. */
const NOT_OPEN = new Set([20_010, 20_066])

const failureOf = (answer: OutsideAnswer): SignInFailure => {
  if (answer.kind === 'failed') return delayedSignIn(answer.reason)
  const said = readJson(errorSchema, answer.body)
  if (said === undefined) return delayedSignIn('unreadable')
  if (NOT_OPEN.has(said.code)) return refusedSignIn('stranger')
  if (said.error === 'invalid_grant') return refusedSignIn('code')
  if (said.error === 'server_error' || said.error === 'temporarily_unavailable') return delayedSignIn('busy')
  return refusedSignIn('settings')
}

/**
 * Sign-in by Feishu: page authen/v1/authorize with PKCE, POST authen/v2/oauth/token, GET authen/v1/user_info
 * (open.feishu.cn, 获取授权码, 获取 user_access_token, 获取用户信息). A code is good once, for five minutes.
 */
export const feishuSignIn = ({ clientId, clientSecret, tenant, page, api, limits }: FeishuSettings): OutsideSignIn => ({
  id: 'feishu',
  title: { zh: '飞书', en: 'Feishu' },
  // An open_id is of this app and of no other.
  realm: null,

  authorizeUrl: async ({ state, verifier, redirectUri }) => {
    const url = new URL('/open-apis/authen/v1/authorize', page)
    url.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri.href,
      response_type: 'code',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString()
    return { kind: 'url', url }
  },

  exchange: async ({ state, verifier, redirectUri }, returned, signal) => {
    const found = returnedCode(returned, { state, names: ['code'] })
    if (found.kind !== 'code') return found
    const granted = await callOutside({
      signal,
      // Once: a code is good once.
      limits: { ...limits, attempts: 1 },
      request: () => ({
        url: new URL('/open-apis/authen/v2/oauth/token', api),
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          grant_type: 'authorization_code',
          client_id: clientId,
          client_secret: clientSecret,
          code: found.code,
          redirect_uri: redirectUri.href,
          code_verifier: verifier,
        }),
      }),
    })
    const token = granted.kind === 'answer' ? readJson(tokenSchema, granted.body) : undefined
    if (token === undefined) return failureOf(granted)
    const answer = await callOutside({
      signal,
      ...(limits === undefined ? {} : { limits }),
      request: () => ({
        url: new URL('/open-apis/authen/v1/user_info', api),
        headers: { authorization: `Bearer ${token.access_token}` },
      }),
    })
    const info = answer.kind === 'answer' ? readJson(infoSchema, answer.body) : undefined
    if (info === undefined) return failureOf(answer)
    const { open_id, tenant_key, name, user_id, enterprise_email } = info.data
    if (tenant_key !== tenant) return refusedSignIn('stranger')
    const loginHint = shortText(user_id, 200) ?? shortText(enterprise_email, 200)
    return { kind: 'person', person: { subject: open_id, loginHint, name: shortText(name, 100), departmentId: null } }
  },
})

import { z } from 'zod'
import { callOutside, type CallLimits, type OutsideAnswer } from '../../kernel/outbound/call-outside.ts'
import { keepToken } from '../keep-token.ts'
import { readJson } from '../read-json.ts'
import type { OutsideSignIn, SignInFailure } from '../sign-in/outside-sign-in.ts'
import { delayedSignIn, refusedSignIn, returnedCode, shortText } from '../sign-in/outside-sign-in.ts'
import { untilAborted } from '../until-aborted.ts'

export type DingtalkSettings = {
  /** AppKey of the company's own app. */
  clientId: string
  clientSecret: string
  /** https://login.dingtalk.com */
  page: URL
  /** https://api.dingtalk.com, the newer interface. */
  api: URL
  /** https://oapi.dingtalk.com, the older one. */
  oldApi: URL
  limits?: Partial<CallLimits>
}

export const dingtalkAddresses = {
  page: 'https://login.dingtalk.com/',
  api: 'https://api.dingtalk.com/',
  oldApi: 'https://oapi.dingtalk.com/',
}

const errorSchema = z.object({ code: z.string().default('') })
const userTokenSchema = z.object({ accessToken: z.string().min(1).max(2000) })
const appTokenSchema = z.object({ accessToken: z.string().min(1).max(2000), expireIn: z.number().positive() })
const meSchema = z.object({ unionId: z.string().min(1).max(200), nick: z.string().nullish() })
const memberSchema = z.object({
  errcode: z.int(),
  result: z.object({ contact_type: z.int(), userid: z.string().min(1).max(200) }).nullish(),
})

/** No such person in this company's contact book. */
const NO_MEMBER = 60_121

const EARLY_SECONDS = 300

/** Codes of errors are texts; messages repeat what was sent and are left out. */
const failureOf = (answer: OutsideAnswer, refused: 'code' | 'settings'): SignInFailure => {
  if (answer.kind === 'failed') return delayedSignIn(answer.reason)
  const code = readJson(errorSchema, answer.body)?.code.toLowerCase()
  if (code === undefined) return delayedSignIn('unreadable')
  // As the service names them: invalidParameter.authCode.notFound, invalidClientSecret, Forbidden.AccessDenied...
  if (/client|appkey|appsecret|forbidden|accesstokenpermissiondenied/.test(code)) return refusedSignIn('settings')
  return refusedSignIn(refused)
}

/**
 * Sign-in by DingTalk: page oauth2/auth, POST v1.0/oauth2/userAccessToken, GET v1.0/contact/users/me
 * (open.dingtalk.com, 实现登录第三方网站), and then, because anybody may have DingTalk, topapi/user/getbyunionid: only who
 * is a member of the app's own company signs in. It knows no PKCE and no nonce: state alone ties it to the session.
 */
export const dingtalkSignIn = (settings: DingtalkSettings): OutsideSignIn => {
  const { clientId, clientSecret, page, api, oldApi, limits } = settings
  const call = (url: URL, { headers = {}, body, once = false, signal }: Call): Promise<OutsideAnswer> =>
    callOutside({
      signal,
      limits: { ...limits, ...(once ? { attempts: 1 } : {}) },
      request: () =>
        body === undefined
          ? { url, headers }
          : { url, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
    })
  const appToken = keepToken<SignInFailure>({
    earlySeconds: EARLY_SECONDS,
    ask: async (signal) => {
      const body = { appKey: clientId, appSecret: clientSecret }
      const answer = await call(new URL('/v1.0/oauth2/accessToken', api), { body, signal })
      const said = read(appTokenSchema, answer)
      return said === undefined
        ? failureOf(answer, 'settings')
        : { kind: 'token', token: said.accessToken, seconds: said.expireIn }
    },
  })

  return {
    id: 'dingtalk',
    title: { zh: '钉钉', en: 'DingTalk' },
    // Names within the company of the app.
    realm: clientId,

    authorizeUrl: async ({ state, redirectUri }) => {
      const url = new URL('/oauth2/auth', page)
      url.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri.href,
        response_type: 'code',
        scope: 'openid',
        state,
        prompt: 'consent',
      }).toString()
      return { kind: 'url', url }
    },

    exchange: async ({ state }, returned, signal) => {
      const found = returnedCode(returned, { state, names: ['authCode', 'code'] })
      if (found.kind !== 'code') return found
      const body = { clientId, clientSecret, code: found.code, grantType: 'authorization_code' }
      // Once: a code is good once.
      const granted = await call(new URL('/v1.0/oauth2/userAccessToken', api), { body, once: true, signal })
      const token = read(userTokenSchema, granted)
      if (token === undefined) return failureOf(granted, 'code')
      const headers = { 'x-acs-dingtalk-access-token': token.accessToken }
      const me = await call(new URL('/v1.0/contact/users/me', api), { headers, signal })
      const person = read(meSchema, me)
      if (person === undefined) return failureOf(me, 'settings')
      const own = await untilAborted(signal, appToken(), delayedSignIn('time-out'))
      if (own.kind !== 'token') return own
      const url = new URL('/topapi/user/getbyunionid', oldApi)
      url.searchParams.set('access_token', own.token)
      const member = await call(url, { body: { unionid: person.unionId }, signal })
      if (member.kind === 'failed') return delayedSignIn(member.reason)
      const said = readJson(memberSchema, member.body)
      if (said === undefined) return delayedSignIn('unreadable')
      if (said.errcode === NO_MEMBER) return refusedSignIn('stranger')
      if (said.errcode !== 0) return refusedSignIn('settings')
      // 0: of the company; 1: an outside contact.
      if (said.result?.contact_type !== 0) return refusedSignIn('stranger')
      const { userid } = said.result
      return {
        kind: 'person',
        person: { subject: userid, loginHint: userid, name: shortText(person.nick, 100), departmentId: null },
      }
    },
  }
}

type Call = {
  headers?: Readonly<Record<string, string>>
  body?: Readonly<Record<string, string>>
  once?: boolean
  signal: AbortSignal
}

const read = <S extends z.ZodType>(schema: S, answer: OutsideAnswer): z.output<S> | undefined =>
  answer.kind === 'answer' && answer.status === 200 ? readJson(schema, answer.body) : undefined

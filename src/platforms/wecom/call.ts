import { z } from 'zod'
import { callOutside, type CallLimits } from '../../kernel/outbound/call-outside.ts'
import { keepToken } from '../keep-token.ts'
import { readJson } from '../read-json.ts'
import { untilAborted } from '../until-aborted.ts'
import { unansweredWecom, type WecomFailure, wecomFailure } from './failure.ts'

export const wecomEndpoint = 'https://qyapi.weixin.qq.com/'

export type WecomApp = {
  corpId: string
  /** Of one app, or of the contact book (通讯录同步): each has a token and rights of its own. */
  secret: string
  endpoint: URL
  limits?: Partial<CallLimits>
  now?: () => number
}

export type WecomDone<Value> = { kind: 'done'; value: Value }

type Call<Schema extends z.ZodType> = {
  /** Below /cgi-bin/. */
  path: string
  query?: Readonly<Record<string, string>>
  /** Without it the call is a GET. */
  body?: Readonly<Record<string, unknown>>
  answer: Schema
  /** For what must not arrive twice: a call whose answer was lost is not made again. */
  once?: true
  signal: AbortSignal
}

/** Calls WeCom with the token of one secret. Does not throw for what WeCom does. */
export type WecomCall = <Schema extends z.ZodType>(
  call: Call<Schema>,
) => Promise<WecomDone<z.output<Schema>> | WecomFailure>

/** Some answers that are right leave errcode out. */
const errorSchema = z.object({ errcode: z.int().default(0) })

const tokenSchema = z.object({ access_token: z.string().min(1).max(2000), expires_in: z.number().positive() })

/** The answer with ten thousand members of one department, each with all that WeCom tells of them. */
const MAX_BYTES = 16 * 1024 * 1024

const EARLY_SECONDS = 300

const isBusy = ({ body }: { body: string }): boolean => {
  const code = readJson(errorSchema, body)?.errcode
  return code === -1 || code === 45033
}

type Raw = {
  url: URL
  body: Readonly<Record<string, unknown>> | undefined
  signal: AbortSignal
  limits: Partial<CallLimits>
}

/** One call without regard to tokens. */
export const rawWecomCall = async <Schema extends z.ZodType>(
  { url, body, signal, limits }: Raw,
  answer: Schema,
): Promise<WecomDone<z.output<Schema>> | WecomFailure> => {
  const json = { 'content-type': 'application/json; charset=utf-8' }
  const said = await callOutside({
    signal,
    limits,
    isBusy,
    request: () => (body === undefined ? { url, headers: {} } : { url, headers: json, body: JSON.stringify(body) }),
  })
  if (said.kind === 'failed') return unansweredWecom(said.reason)
  const code = readJson(errorSchema, said.body)?.errcode
  if (code === undefined) return unansweredWecom('unreadable')
  if (code !== 0) return wecomFailure(code)
  const value = readJson(answer, said.body)
  return value === undefined ? unansweredWecom('unreadable') : { kind: 'done', value }
}

/**
 * The way to call WeCom with one secret. The token (GET /cgi-bin/gettoken, 7,200 s) is kept, fetched once for all who
 * wait, and fetched anew, once, when WeCom says that it is no longer good (40014, 42001): WeCom may end it early.
 */
export const wecomCaller = ({ corpId, secret, endpoint, limits, now }: WecomApp): WecomCall => {
  const bounds = { maxBytes: MAX_BYTES, ...limits }
  const urlOf = (path: string, query: Readonly<Record<string, string>>): URL => {
    const url = new URL(`/cgi-bin/${path}`, endpoint)
    url.search = new URLSearchParams(query).toString()
    return url
  }
  const token = keepToken<WecomFailure>({
    earlySeconds: EARLY_SECONDS,
    ...(now === undefined ? {} : { now }),
    ask: async (signal) => {
      const url = urlOf('gettoken', { corpid: corpId, corpsecret: secret })
      const said = await rawWecomCall({ url, body: undefined, signal, limits: bounds }, tokenSchema)
      if (said.kind !== 'done') return said
      return { kind: 'token', token: said.value.access_token, seconds: said.value.expires_in }
    },
  })
  return async ({ path, query, body, answer, once: isOnce, signal }) => {
    const allowed = isOnce === true ? { ...bounds, attempts: 1 } : bounds
    const once = (accessToken: string) =>
      rawWecomCall({ url: urlOf(path, { access_token: accessToken, ...query }), body, signal, limits: allowed }, answer)
    const late = unansweredWecom('time-out')
    const first = await untilAborted(signal, token(), late)
    if (first.kind !== 'token') return first
    const said = await once(first.token)
    if (said.kind !== 'refused' || (said.code !== 40014 && said.code !== 42001)) return said
    const second = await untilAborted(signal, token({ renew: first.token }), late)
    return second.kind === 'token' ? once(second.token) : second
  }
}

import { z } from 'zod'
import { callOutside, type CallLimits, type OutsideAnswer } from '../../kernel/outbound/call-outside.ts'
import { inBytes, inPieces } from '../in-pieces.ts'
import { boundedJudgement, type Judge, type Outcome } from '../opinion.ts'
import { readJson } from '../read-json.ts'
import { untilAborted } from '../until-aborted.ts'
import { tokenSource } from './access-token.ts'

export type BaiduSettings = {
  apiKey: string
  secretKey: string
  /** Policy of the console (strategyId); the default policy when absent. */
  strategy: string | undefined
  endpoint: URL
  limits?: Partial<CallLimits>
}

export const baiduEndpoint = 'https://aip.baidubce.com/'

/** Bytes of text at once. */
const MAX_BYTES = 20_000

const answerSchema = z.union([
  z.object({ error_code: z.int() }),
  z.object({
    conclusionType: z.int().min(1).max(4),
    data: z
      .array(
        z.object({
          type: z.int(),
          subType: z.int().nullish(),
          msg: z.string().nullish(),
          hits: z
            .array(z.object({ words: z.array(z.string()).nullish(), probability: z.number().nullish() }))
            .nullish(),
        }),
      )
      .nullish(),
  }),
])

/** 1 compliant, 2 not, 3 doubtful, 4 the examination failed. */
const decisions = { 1: 'pass', 2: 'block', 3: 'review' } as const

const subTypes: readonly string[] = ['低质灌水', '暴恐违禁', '文本色情', '政治敏感', '恶意推广', '低俗辱骂']

const busyCodes = new Set([1, 2, 4, 18, 282000])
const tokenCodes = new Set([110, 111])
const refusals = new Set([6, 13, 14, 17, 19, 110, 111])

/** Text censoring of Baidu AI (/rest/2.0/solution/v1/text_censor/v2/user_defined). */
export const baiduJudge = (settings: BaiduSettings): Judge => {
  const { strategy, endpoint, limits } = settings
  const token = tokenSource(settings)
  return inPieces(inBytes(MAX_BYTES), async ({ text, signal }) => {
    const ask = (accessToken: string): Promise<OutsideAnswer> => {
      const url = new URL('/rest/2.0/solution/v1/text_censor/v2/user_defined', endpoint)
      url.searchParams.set('access_token', accessToken)
      const body = new URLSearchParams({ text, ...(strategy === undefined ? {} : { strategyId: strategy }) }).toString()
      return callOutside({
        signal,
        ...(limits === undefined ? {} : { limits }),
        isBusy: (answer) => busyCodes.has(errorOf(answer.body) ?? 0),
        request: () => ({ url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }),
      })
    }
    const late = { kind: 'missing', reason: 'time-out' } as const
    const first = await untilAborted(signal, token(), late)
    if (first.kind === 'missing') return first
    const answer = await ask(first.token)
    if (answer.kind === 'answer' && tokenCodes.has(errorOf(answer.body) ?? 0)) {
      // The token was withdrawn before its end: a new one, once.
      const second = await untilAborted(signal, token({ renew: first.token }), late)
      if (second.kind === 'missing') return second
      return outcomeOf(await ask(second.token))
    }
    return outcomeOf(answer)
  })
}

const labelOf = ({ type, subType }: { type: number; subType?: number | null | undefined }): string =>
  (type === 12 ? subTypes[subType ?? 0] : undefined) ?? `${type}/${subType ?? 0}`

const errorOf = (body: string): number | undefined => {
  const said = readJson(answerSchema, body)
  return said !== undefined && 'error_code' in said ? said.error_code : undefined
}

const outcomeOf = (answer: OutsideAnswer): Outcome => {
  if (answer.kind === 'failed') return { kind: 'missing', reason: answer.reason }
  const said = readJson(answerSchema, answer.body)
  if (said === undefined) return { kind: 'missing', reason: 'unreadable' }
  if ('error_code' in said) return { kind: 'missing', reason: refusals.has(said.error_code) ? 'refused' : 'unreadable' }
  const { conclusionType } = said
  if (conclusionType !== 1 && conclusionType !== 2 && conclusionType !== 3) return { kind: 'missing', reason: 'busy' }
  const data = said.data ?? []
  const probabilities = data.flatMap(({ hits }) => (hits ?? []).map(({ probability }) => (probability ?? 0) * 100))
  return {
    kind: 'given',
    opinion: boundedJudgement({
      decision: decisions[conclusionType],
      labels: data.map(labelOf),
      reasons: data.flatMap(({ msg, hits }) => [msg ?? '', ...(hits ?? []).flatMap(({ words }) => words ?? [])]),
      score: probabilities.length === 0 ? null : Math.max(...probabilities),
      // A number beyond 2^53, which JSON.parse would round.
      requestId: /"log_id"\s*:\s*"?(\d{1,30})/.exec(answer.body)?.[1] ?? '',
    }),
  }
}

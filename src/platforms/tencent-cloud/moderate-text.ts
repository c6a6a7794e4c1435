import { z } from 'zod'
import type { CallLimits } from '../../kernel/outbound/call-outside.ts'
import { inCharacters, inPieces } from '../in-pieces.ts'
import { boundedJudgement, type Judge } from '../opinion.ts'
import { readJson } from '../read-json.ts'
import { callTc3, type TencentKeys } from './call-tc3.ts'

export type TencentSettings = TencentKeys & {
  region: string
  /** Policy of the console (BizType); the default policy when absent. */
  policy: string | undefined
  endpoint: URL
  limits?: Partial<CallLimits>
}

export const tencentEndpoint = 'https://tms.tencentcloudapi.com/'

/** Characters of Content at once. */
const MAX_CHARACTERS = 10_000

const answerSchema = z.object({
  Response: z.union([
    z.object({ Error: z.object({ Code: z.string() }), RequestId: z.string() }),
    z.object({
      Suggestion: z.enum(['Block', 'Review', 'Pass']),
      Label: z.string(),
      SubLabel: z.string().optional(),
      Score: z.number().optional(),
      Keywords: z.array(z.string()).nullish(),
      DetailResults: z
        .array(z.object({ Label: z.string(), Suggestion: z.string(), Keywords: z.array(z.string()).nullish() }))
        .nullish(),
      RequestId: z.string(),
    }),
  ]),
})

const decisions = { Pass: 'pass', Review: 'review', Block: 'block' } as const

const isBusyCode = (code: string): boolean => /^(?:RequestLimitExceeded|InternalError|ResourceInsufficient)/.test(code)

/** Text moderation of Tencent Cloud: TMS, action TextModeration, version 2020-12-29. */
export const tencentJudge = (settings: TencentSettings): Judge =>
  inPieces(inCharacters(MAX_CHARACTERS), async ({ text, dataId, signal }) => {
    const { secretId, secretKey, region, policy, endpoint, limits } = settings
    const answer = await callTc3({
      secretId,
      secretKey,
      endpoint,
      service: 'tms',
      action: 'TextModeration',
      version: '2020-12-29',
      region,
      payload: {
        Content: Buffer.from(text).toString('base64'),
        DataId: dataId,
        ...(policy === undefined ? {} : { BizType: policy }),
      },
      signal,
      ...(limits === undefined ? {} : { limits }),
      isBusy: ({ body }) => {
        const response = readJson(answerSchema, body)?.Response
        return response !== undefined && 'Error' in response && isBusyCode(response.Error.Code)
      },
    })
    if (answer.kind === 'failed') return { kind: 'missing', reason: answer.reason }
    const response = readJson(answerSchema, answer.body)?.Response
    if (response === undefined) return { kind: 'missing', reason: 'unreadable' }
    if ('Error' in response) return { kind: 'missing', reason: reasonOf(response.Error.Code) }
    const details = (response.DetailResults ?? []).filter(({ Suggestion }) => Suggestion !== 'Pass')
    const opinion = boundedJudgement({
      decision: decisions[response.Suggestion],
      labels: [response.Label, response.SubLabel ?? '', ...details.map(({ Label }) => Label)].filter(
        (label) => label !== 'Normal',
      ),
      reasons: [...(response.Keywords ?? []), ...details.flatMap(({ Keywords }) => Keywords ?? [])],
      score: response.Score ?? null,
      requestId: response.RequestId,
    })
    return { kind: 'given', opinion }
  })

/** A key or a right that is missing, or a request that the service does not understand. */
const reasonOf = (code: string): 'refused' | 'unreadable' =>
  /^(?:AuthFailure|UnauthorizedOperation|ResourceUnavailable|OperationDenied)/.test(code) ? 'refused' : 'unreadable'

import { z } from 'zod'
import { callOutside, type CallLimits } from '../../kernel/outbound/call-outside.ts'
import { inCharacters, inPieces } from '../in-pieces.ts'
import { boundedJudgement, type Judge } from '../opinion.ts'
import { readJson } from '../read-json.ts'
import { signTc3 } from './sign-tc3.ts'

export type TencentSettings = {
  secretId: string
  secretKey: string
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
    const body = JSON.stringify({
      Content: Buffer.from(text).toString('base64'),
      DataId: dataId,
      ...(policy === undefined ? {} : { BizType: policy }),
    })
    const answer = await callOutside({
      signal,
      ...(limits === undefined ? {} : { limits }),
      isBusy: ({ body: said }) => {
        const response = readJson(answerSchema, said)?.Response
        return response !== undefined && 'Error' in response && isBusyCode(response.Error.Code)
      },
      request: () => {
        const timestamp = Math.floor(Date.now() / 1000)
        const contentType = 'application/json; charset=utf-8'
        const { authorization } = signTc3({
          secretId,
          secretKey,
          service: 'tms',
          timestamp,
          headers: { 'content-type': contentType, host: endpoint.host, 'x-tc-action': 'textmoderation' },
          body,
        })
        const headers = {
          authorization,
          'content-type': contentType,
          'x-tc-action': 'TextModeration',
          'x-tc-version': '2020-12-29',
          'x-tc-timestamp': String(timestamp),
          'x-tc-region': region,
        }
        return { url: endpoint, headers, body }
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

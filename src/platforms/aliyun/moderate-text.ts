import { z } from 'zod'
import type { CallLimits } from '../../kernel/outbound/call-outside.ts'
import { inCharacters, inPieces } from '../in-pieces.ts'
import { boundedJudgement, type Judge } from '../opinion.ts'
import { readJson } from '../read-json.ts'
import { type AliyunKeys, callAcs3 } from './call-acs3.ts'

export type AliyunSettings = AliyunKeys & {
  /** Such as `ad_compliance_detection_pro`. */
  service: string
  endpoint: URL
  limits?: Partial<CallLimits>
}

/** Judges by the advertising law. */
export const aliyunService = 'ad_compliance_detection_pro'

export const aliyunEndpoint = (region: string): string => `https://green-cip.${region}.aliyuncs.com/`

/** Characters of content at once, by service; 600 where the document names none. */
const mostCharacters: Readonly<Record<string, number>> = { llm_query_moderation: 2000, llm_response_moderation: 5000 }

const answerSchema = z.object({
  Code: z.union([z.int(), z.string()]),
  RequestId: z.string(),
  Data: z
    .object({
      RiskLevel: z.enum(['none', 'low', 'medium', 'high']),
      Result: z
        .array(
          z.object({
            Label: z.string(),
            Confidence: z.number().nullish(),
            RiskWords: z.string().nullish(),
            Description: z.string().nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
})

const decisions = { none: 'pass', low: 'review', medium: 'review', high: 'block' } as const

const isBusyCode = (code: string): boolean =>
  /^(?:403|500|581|Throttling.*|ServiceUnavailable.*|InternalError.*)$/.test(code)

/** Text moderation of Alibaba Cloud: content safety 2.0, action TextModerationPlus, version 2022-03-02. */
export const aliyunJudge = (settings: AliyunSettings): Judge =>
  inPieces(inCharacters(mostCharacters[settings.service] ?? 600), async ({ text, dataId, signal }) => {
    const { accessKeyId, accessKeySecret, service, endpoint, limits } = settings
    const answer = await callAcs3({
      accessKeyId,
      accessKeySecret,
      endpoint,
      action: 'TextModerationPlus',
      version: '2022-03-02',
      form: { Service: service, ServiceParameters: JSON.stringify({ content: text, dataId }) },
      signal,
      ...(limits === undefined ? {} : { limits }),
      isBusy: ({ body }) => isBusyCode(String(readJson(answerSchema, body)?.Code ?? '')),
    })
    if (answer.kind === 'failed') return { kind: 'missing', reason: answer.reason }
    const said = readJson(answerSchema, answer.body)
    if (said === undefined) return { kind: 'missing', reason: 'unreadable' }
    const code = String(said.Code)
    if (code !== '200') return { kind: 'missing', reason: isRefusal(code) ? 'refused' : 'unreadable' }
    if (said.Data === undefined || said.Data === null) return { kind: 'missing', reason: 'unreadable' }
    const results = (said.Data.Result ?? []).filter(({ Label }) => Label !== 'nonLabel')
    const confidences = results.map(({ Confidence }) => Confidence ?? 0)
    const opinion = boundedJudgement({
      decision: decisions[said.Data.RiskLevel],
      labels: results.map(({ Label }) => Label),
      reasons: results.map(({ Description, RiskWords }) => [Description, RiskWords].filter(Boolean).join('：')),
      score: confidences.length === 0 ? null : Math.max(...confidences),
      requestId: said.RequestId,
    })
    return { kind: 'given', opinion }
  })

const isRefusal = (code: string): boolean =>
  /^(?:408|SignatureDoesNotMatch|InvalidAccessKeyId.*|Forbidden.*|NoPermission.*|InvalidTimeStamp.*)$/.test(code)

import { z } from 'zod'
import type { CallLimits } from '../../kernel/outbound/call-outside.ts'
import { readJson } from '../read-json.ts'
import {
  type ApprovedTemplates,
  delayedSms,
  refusedSms,
  type SendSms,
  type SmsOutcome,
  type SmsRefusal,
  unansweredSms,
} from '../sms/message.ts'
import { prepareMessage } from '../sms/prepare-message.ts'
import { type AliyunKeys, callAcs3 } from './call-acs3.ts'

export type AliyunSmsSettings = AliyunKeys & {
  /** Approved signature, without brackets. */
  sign: string
  /** Approved templates, such as `SMS_154950909`. */
  templates: ApprovedTemplates
  endpoint: URL
  limits?: Partial<CallLimits>
}

export const aliyunSmsEndpoint = 'https://dysmsapi.aliyuncs.com/'

/** Business errors come with HTTP 200, errors of signature and gateway with 4xx; both have this shape. */
const answerSchema = z.object({ Code: z.string(), Message: z.string().nullish(), BizId: z.string().nullish() })

/** help.aliyun.com, 短信服务 API 错误码. */
const refusals: readonly (readonly [RegExp, SmsRefusal])[] = [
  [/^isv\.MOBILE_(?:NUMBER_ILLEGAL|COUNT_OVER_LIMIT)$/, 'number'],
  [/^isv\.(?:TEMPLATE_MISSING_PARAMETERS|TEMPLATE_PARAMS_ILLEGAL|PARAM_LENGTH_LIMIT)$/, 'parameters'],
  [/^isv\.INVALID_(?:PARAMETERS|JSON_PARAM)$/, 'parameters'],
  [/^isv\.SMS_TEMPLATE_ILLEGAL$/, 'template'],
  [/^isv\.SMS_SIGN(?:ATURE)?_ILLEGAL$/, 'sign'],
  [/^isv\.(?:AMOUNT_NOT_ENOUGH|OUT_OF_SERVICE)$/, 'balance'],
  [/^isv\.DENY_IP_RANGE$/, 'network'],
  [/^(?:SignatureDoesNotMatch|InvalidAccessKeyId\..*|InvalidTimeStamp\..*|Forbidden.*|NoPermission.*)$/, 'credentials'],
  [/^is[pv]\.(?:RAM_PERMISSION_DENY|PRODUCT_UN_SUBSCRIPT|PRODUCT_UNSUBSCRIBE|ACCOUNT_.*)$/, 'credentials'],
]

/** Sends by the SMS service of Alibaba Cloud: dysmsapi, action SendSms, version 2017-05-25. */
export const aliyunSms =
  ({ sign, templates, limits, ...settings }: AliyunSmsSettings): SendSms =>
  async (message, signal) => {
    const prepared = prepareMessage(message)
    if (prepared.kind !== 'ready') return refusedSms('aliyun', prepared.kind, 'before-sending')
    const template = templates[message.template]
    if (template === undefined) return refusedSms('aliyun', 'template', 'not-configured')
    const answer = await callAcs3({
      ...settings,
      action: 'SendSms',
      version: '2017-05-25',
      // In the query, as the supplier's own SDK has it; nothing of ours writes the address down.
      query: {
        PhoneNumbers: prepared.phone.replace('+86', ''),
        SignName: sign,
        TemplateCode: template,
        TemplateParam: JSON.stringify(Object.fromEntries(prepared.variables)),
        OutId: message.id,
      },
      signal,
      // Once: a second attempt after a lost answer would be a second message.
      limits: { ...limits, attempts: 1 },
    })
    if (answer.kind === 'failed') return unansweredSms('aliyun', answer.reason)
    const said = readJson(answerSchema, answer.body)
    return said === undefined ? unansweredSms('aliyun', 'unreadable') : outcomeOf(said)
  }

/** 触发分钟级流控Permits:1, 触发小时级流控Permits:5, 触发天级流控Permits:10. */
const waitAfter = (message: string): number =>
  /天级|日级/.test(message) ? 86_400 : message.includes('小时级') ? 3600 : 60

const busy = /^(?:Throttling|ServiceUnavailable|InternalError|isp\.SYSTEM_ERROR)/

const outcomeOf = ({ Code, Message, BizId }: z.output<typeof answerSchema>): SmsOutcome => {
  if (Code === 'OK') return { kind: 'sent', supplier: 'aliyun', receipt: (BizId ?? '').slice(0, 100) }
  if (Code === 'isv.BUSINESS_LIMIT_CONTROL') return delayedSms('aliyun', 'too-often', waitAfter(Message ?? ''))
  // The company's own limit for the day: another supplier may still send.
  if (Code === 'isv.DAY_LIMIT_CONTROL') return delayedSms('aliyun', 'busy', 3600)
  if (busy.test(Code)) return delayedSms('aliyun', 'busy', 30)
  const why = refusals.find(([pattern]) => pattern.test(Code))?.[1] ?? 'other'
  return refusedSms('aliyun', why, Code)
}

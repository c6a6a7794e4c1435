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
import { callTc3, type TencentKeys } from './call-tc3.ts'

export type TencentSmsSettings = TencentKeys & {
  region: string
  /** SmsSdkAppId of the console. */
  app: string
  /** Approved signature, without brackets. */
  sign: string
  /** Approved templates, by number; their variables in the order of `smsTemplates`. */
  templates: ApprovedTemplates
  endpoint: URL
  limits?: Partial<CallLimits>
}

export const tencentSmsEndpoint = 'https://sms.tencentcloudapi.com/'

const answerSchema = z.object({
  Response: z.union([
    z.object({ Error: z.object({ Code: z.string() }) }),
    z.object({
      SendStatusSet: z
        .array(z.object({ SerialNo: z.string(), Code: z.string() }))
        .min(1)
        .max(200),
    }),
  ]),
})

/** cloud.tencent.com/document/product/382/55981, 错误码; the same for the whole call and for one number. */
const refusals: readonly (readonly [RegExp, SmsRefusal])[] = [
  [/^InvalidParameterValue\.IncorrectPhoneNumber$|^FailedOperation\.PhoneNumberInBlacklist$/, 'number'],
  [/^FailedOperation\.TemplateIncorrectOrUnapproved$/, 'template'],
  [/^FailedOperation\.(?:SignatureIncorrectOrUnapproved|MissingSignature)$/, 'sign'],
  [/^FailedOperation\.(?:TemplateParamSetNotMatchApprovedTemplate|ContainSensitiveWord)$/, 'parameters'],
  [/^InvalidParameterValue\.(?:TemplateParameter.*|ProhibitedUseUrlInTemplateParameter)$/, 'parameters'],
  [/^FailedOperation\.InsufficientBalanceInSmsPackage$/, 'balance'],
  [/^UnauthorizedOperation\.RequestIpNotInWhitelist$/, 'network'],
  [/^(?:AuthFailure|UnauthorizedOperation|ResourceUnavailable|OperationDenied)/, 'credentials'],
]

/** Sends by Tencent Cloud SMS: action SendSms, version 2021-01-11. */
export const tencentSms =
  ({ app, sign, templates, limits, ...settings }: TencentSmsSettings): SendSms =>
  async (message, signal) => {
    const prepared = prepareMessage(message)
    if (prepared.kind !== 'ready') return refusedSms('tencent', prepared.kind, 'before-sending')
    const template = templates[message.template]
    if (template === undefined) return refusedSms('tencent', 'template', 'not-configured')
    const answer = await callTc3({
      ...settings,
      service: 'sms',
      action: 'SendSms',
      version: '2021-01-11',
      payload: {
        PhoneNumberSet: [prepared.phone],
        SmsSdkAppId: app,
        SignName: sign,
        TemplateId: template,
        TemplateParamSet: prepared.variables.map(([, value]) => value),
        SessionContext: message.id,
      },
      signal,
      // Once: a second attempt after a lost answer would be a second message.
      limits: { ...limits, attempts: 1 },
    })
    if (answer.kind === 'failed') return unansweredSms('tencent', answer.reason)
    const response = readJson(answerSchema, answer.body)?.Response
    if (response === undefined) return unansweredSms('tencent', 'unreadable')
    if ('Error' in response) return failureOf(response.Error.Code)
    const [status] = response.SendStatusSet
    if (status === undefined) return unansweredSms('tencent', 'unreadable')
    const receipt = status.SerialNo.slice(0, 100)
    return status.Code === 'Ok' ? { kind: 'sent', supplier: 'tencent', receipt } : failureOf(status.Code)
  }

const waits: readonly (readonly [RegExp, number])[] = [
  [/^LimitExceeded\.PhoneNumberThirtySecondLimit$/, 30],
  [/^LimitExceeded\.PhoneNumberOneHourLimit$/, 3600],
  [/^LimitExceeded\.PhoneNumber(?:Daily|SameContentDaily)Limit$/, 86_400],
]

const failureOf = (code: string): SmsOutcome => {
  const wait = waits.find(([pattern]) => pattern.test(code))?.[1]
  if (wait !== undefined) return delayedSms('tencent', 'too-often', wait)
  // The company's own limits, and those of the service.
  if (code.startsWith('LimitExceeded.')) return delayedSms('tencent', 'busy', 3600)
  if (/^(?:RequestLimitExceeded|InternalError)/.test(code)) return delayedSms('tencent', 'busy', 30)
  const why = refusals.find(([pattern]) => pattern.test(code))?.[1] ?? 'other'
  return refusedSms('tencent', why, code)
}

import type { SmsPeer } from './aliyun-sms.ts'
import { json, servePeer } from './serve.ts'
import { fitsVariable, type SentSms, smsLimits } from './sms-limits.ts'
import { tc3Refusal, tencentError, type TencentSecrets } from './tencent-signature.ts'

type Options = TencentSecrets & {
  app: string
  sign: string
  /** Approved templates, with the names of their variables in order. */
  templates: Readonly<Record<string, readonly string[]>>
  now: () => number
}

type Asked = {
  PhoneNumberSet?: string[]
  SmsSdkAppId?: string
  SignName?: string
  TemplateId?: string
  TemplateParamSet?: string[]
  SessionContext?: string
}

const limitCodes = {
  minute: 'LimitExceeded.PhoneNumberThirtySecondLimit',
  hour: 'LimitExceeded.PhoneNumberOneHourLimit',
  day: 'LimitExceeded.PhoneNumberDailyLimit',
}

/** Stand-in for Tencent Cloud SMS: TC3 signature, parameters, limits and codes of SendSms. */
export const startTencentSms = async ({ app, sign, templates, now, ...secrets }: Options): Promise<SmsPeer> => {
  const limits = smsLimits(now)
  const sent: SentSms[] = []

  /** Failures of one number stand in its own status. */
  const codeFor = (
    phone: string,
    { SignName, TemplateId = '', TemplateParamSet = [], SessionContext = '' }: Asked,
  ): string => {
    if (!/^\+861[3-9]\d{9}$/.test(phone)) return 'InvalidParameterValue.IncorrectPhoneNumber'
    if (SignName !== sign) return 'FailedOperation.SignatureIncorrectOrUnapproved'
    const names = templates[TemplateId]
    if (names === undefined) return 'FailedOperation.TemplateIncorrectOrUnapproved'
    if (names.length !== TemplateParamSet.length) return 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate'
    if (!TemplateParamSet.every(fitsVariable)) return 'InvalidParameterValue.TemplateParameterLengthLimit'
    const level = limits.count(phone)
    if (level !== null) return limitCodes[level]
    const variables = Object.fromEntries(names.map((name, index) => [name, TemplateParamSet[index] ?? '']))
    sent.push({ phone, template: TemplateId, variables, id: SessionContext })
    return 'Ok'
  }

  const peer = await servePeer((call) => {
    const { headers } = call
    if (headers['x-tc-action'] !== 'SendSms' || headers['x-tc-version'] !== '2021-01-11')
      return tencentError('InvalidAction')
    if (headers['x-tc-region'] === undefined) return tencentError('MissingParameter')
    const refused = tc3Refusal(call, secrets)
    if (refused !== null) return tencentError(refused)
    const asked = JSON.parse(call.body) as Asked
    if (asked.PhoneNumberSet === undefined || asked.TemplateId === undefined) return tencentError('MissingParameter')
    if (asked.PhoneNumberSet.length > 200) return tencentError('LimitExceeded.PhoneNumberCountLimit')
    if (asked.SmsSdkAppId !== app) return tencentError('UnauthorizedOperation.SmsSdkAppIdVerifyFail')
    const SendStatusSet = asked.PhoneNumberSet.map((PhoneNumber) => {
      const Code = codeFor(PhoneNumber, asked)
      const SerialNo = Code === 'Ok' ? `2640:${sent.length}` : ''
      const SessionContext = asked.SessionContext ?? ''
      return { SerialNo, PhoneNumber, Fee: Code === 'Ok' ? 1 : 0, SessionContext, Code, Message: Code, IsoCode: 'CN' }
    })
    return json({ Response: { SendStatusSet, RequestId: 'r-sms' } })
  })
  return { ...peer, sent }
}

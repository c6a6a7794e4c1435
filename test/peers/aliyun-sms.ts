import { acs3Checker, type AliyunSecrets, gatewayError } from './aliyun-signature.ts'
import { json, type Peer, type PeerReply, servePeer } from './serve.ts'
import { fitsVariable, type SentSms, smsLimits } from './sms-limits.ts'

type Options = AliyunSecrets & {
  sign: string
  /** Approved templates, with the names of their variables. */
  templates: Readonly<Record<string, readonly string[]>>
  now: () => number
}

export type SmsPeer = Peer & {
  /** Every message that went out, oldest first. */
  sent: SentSms[]
}

/** Business errors have HTTP 200. */
const business = (Code: string, Message = Code): PeerReply => json({ Code, Message, RequestId: 'r-business' })

const levels = { minute: '触发分钟级流控Permits:1', hour: '触发小时级流控Permits:5', day: '触发天级流控Permits:10' }

/** Stand-in for Alibaba Cloud's SMS service: ACS3 signature, parameters, limits and codes of SendSms. */
export const startAliyunSms = async ({ sign, templates, now, ...secrets }: Options): Promise<SmsPeer> => {
  const check = acs3Checker(secrets)
  const limits = smsLimits(now)
  const sent: SentSms[] = []
  const peer = await servePeer((call) => {
    const refused = check(call)
    if (refused !== null) return refused
    const { headers, url } = call
    if (headers['x-acs-version'] !== '2017-05-25') return gatewayError('InvalidVersion', 400)
    if (headers['x-acs-action'] !== 'SendSms') return gatewayError('InvalidAction.NotFound', 404)
    const asked = (name: string): string => url.searchParams.get(name) ?? ''
    const missing = ['PhoneNumbers', 'SignName', 'TemplateCode'].find((name) => asked(name) === '')
    if (missing !== undefined) return gatewayError(`Missing${missing}`, 400)
    const phone = asked('PhoneNumbers')
    if (!/^1[3-9]\d{9}$/.test(phone)) return business('isv.MOBILE_NUMBER_ILLEGAL')
    if (asked('SignName') !== sign) return business('isv.SMS_SIGNATURE_ILLEGAL')
    const names = templates[asked('TemplateCode')]
    if (names === undefined) return business('isv.SMS_TEMPLATE_ILLEGAL')
    const variables = JSON.parse(asked('TemplateParam')) as Record<string, string>
    if (names.some((name) => variables[name] === undefined)) return business('isv.TEMPLATE_MISSING_PARAMETERS')
    if (!Object.values(variables).every(fitsVariable)) return business('isv.PARAM_LENGTH_LIMIT')
    const level = limits.count(phone)
    if (level !== null) return business('isv.BUSINESS_LIMIT_CONTROL', levels[level])
    sent.push({ phone, template: asked('TemplateCode'), variables, id: asked('OutId') })
    return json({ Code: 'OK', Message: 'OK', RequestId: `r-${sent.length}`, BizId: `biz-${sent.length}^0` })
  })
  return { ...peer, sent }
}

import { z } from 'zod'
import { aliyunSms, aliyunSmsEndpoint } from '../aliyun/send-sms.ts'
import { address, type Environment, region, settingsFrom, word } from '../settings.ts'
import { tencentSms, tencentSmsEndpoint } from '../tencent-cloud/send-sms.ts'
import type { SendSms, SmsOutcome } from './message.ts'
import { sendInTurn } from './send-in-turn.ts'

const sign = z
  .string()
  .regex(/^[\p{L}\p{N}]{2,20}$/u, 'must be the approved signature, without brackets (须为审核通过的签名，不带【】)')

const number = z.string().regex(/^\d{1,20}$/, 'must be a number of the console (须为控制台里的编号)')

const aliyunTemplate = z.string().regex(/^SMS_\d{1,20}$/, 'must be a template such as SMS_154950909 (须为模板 CODE)')

const schemas = {
  aliyun: z.object({
    WEIDUN_SMS_ALIYUN_ID: word,
    WEIDUN_SMS_ALIYUN_SECRET: word,
    WEIDUN_SMS_ALIYUN_SIGN: sign,
    WEIDUN_SMS_ALIYUN_CODE_TEMPLATE: aliyunTemplate,
    WEIDUN_SMS_ALIYUN_ALERT_TEMPLATE: aliyunTemplate,
    WEIDUN_SMS_ALIYUN_NEWS_TEMPLATE: aliyunTemplate.optional(),
    WEIDUN_SMS_ALIYUN_URL: address.default(new URL(aliyunSmsEndpoint)),
  }),
  tencent: z.object({
    WEIDUN_SMS_TENCENT_ID: word,
    WEIDUN_SMS_TENCENT_KEY: word,
    WEIDUN_SMS_TENCENT_APP: number,
    WEIDUN_SMS_TENCENT_SIGN: sign,
    WEIDUN_SMS_TENCENT_CODE_TEMPLATE: number,
    WEIDUN_SMS_TENCENT_ALERT_TEMPLATE: number,
    WEIDUN_SMS_TENCENT_NEWS_TEMPLATE: number.optional(),
    WEIDUN_SMS_TENCENT_REGION: region.default('ap-guangzhou'),
    WEIDUN_SMS_TENCENT_URL: address.default(new URL(tencentSmsEndpoint)),
  }),
}

/** Whether an approved text is named by which people outside are told how their request stands. */
export const namesNewsTemplate = (env: Environment): boolean =>
  [env['WEIDUN_SMS_ALIYUN_NEWS_TEMPLATE'], env['WEIDUN_SMS_TENCENT_NEWS_TEMPLATE']].some((name) => name !== undefined && name !== '')

const title = 'Text messages cannot be sent (短信配置有误)'

/**
 * Sends text messages by the suppliers that the environment names, Alibaba Cloud before Tencent Cloud; undefined when
 * it names none.
 * @throws ConfigError naming every variable that is missing or wrong, without its value
 */
export const smsFrom = (env: Environment, onPassedOver?: (outcome: SmsOutcome) => void): SendSms | undefined => {
  const aliyun = settingsFrom({ schema: schemas.aliyun, env, title })
  const tencent = settingsFrom({ schema: schemas.tencent, env, title })
  const suppliers: SendSms[] = []
  if (aliyun !== undefined) {
    suppliers.push(
      aliyunSms({
        accessKeyId: aliyun.WEIDUN_SMS_ALIYUN_ID,
        accessKeySecret: aliyun.WEIDUN_SMS_ALIYUN_SECRET,
        sign: aliyun.WEIDUN_SMS_ALIYUN_SIGN,
        templates: {
          'sign-in-code': aliyun.WEIDUN_SMS_ALIYUN_CODE_TEMPLATE,
          'unusual-sign-in': aliyun.WEIDUN_SMS_ALIYUN_ALERT_TEMPLATE,
          'request-news': aliyun.WEIDUN_SMS_ALIYUN_NEWS_TEMPLATE,
        },
        endpoint: aliyun.WEIDUN_SMS_ALIYUN_URL,
      }),
    )
  }
  if (tencent !== undefined) {
    suppliers.push(
      tencentSms({
        secretId: tencent.WEIDUN_SMS_TENCENT_ID,
        secretKey: tencent.WEIDUN_SMS_TENCENT_KEY,
        app: tencent.WEIDUN_SMS_TENCENT_APP,
        sign: tencent.WEIDUN_SMS_TENCENT_SIGN,
        templates: {
          'sign-in-code': tencent.WEIDUN_SMS_TENCENT_CODE_TEMPLATE,
          'unusual-sign-in': tencent.WEIDUN_SMS_TENCENT_ALERT_TEMPLATE,
          'request-news': tencent.WEIDUN_SMS_TENCENT_NEWS_TEMPLATE,
        },
        region: tencent.WEIDUN_SMS_TENCENT_REGION,
        endpoint: tencent.WEIDUN_SMS_TENCENT_URL,
      }),
    )
  }
  const [first, ...others] = suppliers
  if (first === undefined) return undefined
  return sendInTurn({ suppliers: [first, ...others], ...(onPassedOver === undefined ? {} : { onPassedOver }) })
}

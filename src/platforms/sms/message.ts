import type { CallFailure } from '../../kernel/outbound/call-outside.ts'
import type { Sentence } from '../../kernel/sentence.ts'

/**
 * The texts that may be sent, with the names of their variables in the order in which they stand. Carriers let through
 * nothing but texts that they approved beforehand, so there is no free text.
 */
export const smsTemplates = {
  /** 您的验证码是{code}，5分钟内有效，请勿告诉他人。 */
  'sign-in-code': ['code'],
  /** 您的账号于{time}在{place}登录，如非本人操作，请立即修改密码。 */
  'unusual-sign-in': ['time', 'place'],
  /** 您的个人信息请求{number}{news}，请打开我们的个人信息权利页面，用本手机号验证后查看。 */
  'request-news': ['number', 'news'],
} as const satisfies Record<string, readonly string[]>

export type SmsTemplate = keyof typeof smsTemplates

/** What a supplier calls the texts that it approved; a text without a name is not sent by it. */
export type ApprovedTemplates = Readonly<Partial<Record<SmsTemplate, string | undefined>>>

/** One message to one person. */
export type SmsMessage = {
  [Template in SmsTemplate]: {
    /** As a person writes a mobile number of mainland China. */
    phone: string
    template: Template
    /** Each 1 to 20 characters, without addresses of pages or machines. */
    params: Readonly<Record<(typeof smsTemplates)[Template][number], string>>
    /** The same for the same message: suppliers hand it back in receipts, so that one is found again. */
    id: string
  }
}[SmsTemplate]

export type SmsSupplier = 'aliyun' | 'tencent'

/** Why a supplier will not send this message, however often it is asked; the sentence says what to do. */
export const smsRefusals = {
  number: {
    zh: '手机号不正确或无法接收短信，请核对后重填。',
    en: 'The mobile number is wrong or cannot receive messages; check it and enter it again.',
  },
  parameters: {
    zh: '短信变量不符合模板要求，请核对模板里的变量名称、顺序和长度。',
    en: 'The variables do not fit the template; check their names, order and length there.',
  },
  template: {
    zh: '短信模板不存在或未通过审核，请在短信控制台核对模板编号。',
    en: 'The template does not exist or is not approved; check its number in the console of the SMS service.',
  },
  sign: {
    zh: '短信签名不存在或未通过审核，请在短信控制台核对签名。',
    en: 'The signature does not exist or is not approved; check it in the console of the SMS service.',
  },
  balance: {
    zh: '短信余额不足，请充值或购买套餐包。',
    en: 'The balance for messages is used up; top it up.',
  },
  credentials: {
    zh: '短信服务的密钥不正确、没有权限或未开通，请核对配置。',
    en: 'The key of the SMS service is wrong, lacks the right, or the service is not opened; check the configuration.',
  },
  network: {
    zh: '短信服务不接受来自本机的调用，请把出口 IP 加入其白名单。',
    en: 'The SMS service does not take calls from this machine; add its outgoing address to the allow-list there.',
  },
  other: {
    zh: '短信服务拒绝发送，请按返回的代码在短信控制台查明原因。',
    en: 'The SMS service refused the message; look the code up in its documents.',
  },
} as const satisfies Record<string, Sentence>

export type SmsRefusal = keyof typeof smsRefusals

export type SmsOutcome =
  | {
      kind: 'sent'
      supplier: SmsSupplier
      /** By which the supplier finds the message again; evidence. */
      receipt: string
    }
  | {
      kind: 'refused'
      supplier: SmsSupplier
      why: SmsRefusal
      /** The supplier's own code, for whoever asks its support. */
      code: string
      sentence: Sentence
    }
  | {
      kind: 'try-later'
      supplier: SmsSupplier
      /** `too-often`: the number had as many messages as the supplier allows; `unreadable`: an answer of no document. */
      why: 'too-often' | 'unreadable' | CallFailure
      afterSeconds: number
      /** Nobody knows whether the message went out: the answer was lost. */
      perhapsSent: boolean
    }

/** Sends one message. Does not throw for what the supplier does, and does not try again: that is the job's part. */
export type SendSms = (message: SmsMessage, signal: AbortSignal) => Promise<SmsOutcome>

/** Codes go into the ledger and on screen. */
const clean = (code: string): string => code.replaceAll(/[^\w.-]/g, '').slice(0, 100)

export const refusedSms = (supplier: SmsSupplier, why: SmsRefusal, code: string): SmsOutcome => ({
  kind: 'refused',
  supplier,
  why,
  code: clean(code),
  sentence: smsRefusals[why],
})

/** Before a call that got no answer is made again. */
const RETRY_SECONDS = 30

/** Without an answer nobody knows whether the supplier sent the message. */
export const unansweredSms = (supplier: SmsSupplier, why: CallFailure | 'unreadable'): SmsOutcome => ({
  kind: 'try-later',
  supplier,
  why,
  afterSeconds: RETRY_SECONDS,
  perhapsSent: true,
})

/** What stands in the document of the supplier as a refusal for the moment. */
export const delayedSms = (supplier: SmsSupplier, why: 'too-often' | 'busy', afterSeconds: number): SmsOutcome => ({
  kind: 'try-later',
  supplier,
  why,
  afterSeconds,
  perhapsSent: false,
})

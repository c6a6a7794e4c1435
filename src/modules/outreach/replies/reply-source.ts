import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { sameBytes } from '../../../kernel/secrets/compare.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'

/** Where suppliers of text messages hand over what people reply. */
export const replyPath = '/sms-reply'

export const replySuppliers = ['aliyun', 'tencent'] as const
export type ReplySupplier = (typeof replySuppliers)[number]

/** Replies that one call may hand over; suppliers bundle them. */
export const mostReplies = 500

/**
 * The secret step of a supplier's address. Neither supplier signs what it calls with, so whoever knows the address can call it:
 * it is an HMAC, is shown to administrators alone, and goes into no log.
 */
export const replyToken = ({ consentForm }: Pick<Secrets, 'consentForm'>, supplier: ReplySupplier): string =>
  createHmac('sha256', consentForm).update(`weidun/sms-reply/v1|${supplier}`).digest('base64url')

export const isReplyToken = (secrets: Pick<Secrets, 'consentForm'>, supplier: ReplySupplier, token: string): boolean =>
  sameBytes(Buffer.from(token), Buffer.from(replyToken(secrets, supplier)))

const text = z.string().max(1000)

/** SmsUp of Alibaba Cloud: an array, also of one. Fields that we do not use may be anything. */
const aliyunReplies = z
  .array(z.object({ phone_number: z.string().min(1).max(30), content: text }))
  .min(1)
  .max(mostReplies)
  .transform((replies) => replies.map(({ phone_number: mobile, content }) => ({ mobile, content })))

const tencentReply = z.object({ mobile: z.string().min(1).max(30), text })

/** SmsReply of Tencent Cloud: one object, or several. */
const tencentReplies = z
  .union([tencentReply.transform((reply) => [reply]), z.array(tencentReply).min(1).max(mostReplies)])
  .transform((replies) => replies.map(({ mobile, text: content }) => ({ mobile, content })))

/** What a supplier handed over; undefined where it is not in its form. */
export const readReplies = (supplier: ReplySupplier, body: Uint8Array): readonly { mobile: string; content: string }[] | undefined => {
  try {
    const parsed = (supplier === 'aliyun' ? aliyunReplies : tencentReplies).safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

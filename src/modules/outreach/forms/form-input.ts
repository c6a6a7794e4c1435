import { z } from 'zod'
import { someChannels } from '../fields.ts'
import { contactKinds } from '../ports.ts'

const origin = z
  .string()
  .trim()
  .max(200)
  .regex(/^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,180}[a-z0-9])?(?::\d{2,5})?$/)

/**
 * A form as it is made. Nothing here can tick a box, and keys that are not named are refused: a consent is express
 * (个人信息保护法第十四条第一款).
 */
export const formFields = {
  /** What colleagues and the evidence call it, for example `会员注册页`. */
  name: z.string().trim().min(1).max(60),
  title: z.string().trim().min(1).max(60),
  intro: z.string().trim().max(500),
  /** One notice once, with the channels that get a box each. */
  boxes: z
    .array(z.strictObject({ noticeId: z.uuid().toLowerCase(), channels: someChannels }))
    .min(1)
    .max(10)
    .refine((boxes) => new Set(boxes.map(({ noticeId }) => noticeId)).size === boxes.length, { error: '同一份告知书只能出现一次 / each notice once' }),
  /** What the person fills in; a mobile number or a mail address is among them. */
  fields: z
    .array(z.enum(contactKinds))
    .min(1)
    .max(contactKinds.length)
    .refine((fields) => fields.includes('mobile') || fields.includes('email'), { error: '须填手机号或邮箱 / ask for a mobile number or an e-mail address' }),
  minors: z.enum(['refused', 'guardian']),
  confirmByCode: z.boolean(),
  /** Pages that may frame the form, as `https://www.example.com`. */
  origins: z.array(origin).max(20),
  departmentId: z.uuid(),
  active: z.boolean(),
}

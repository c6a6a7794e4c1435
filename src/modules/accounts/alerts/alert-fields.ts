import { z } from 'zod'
import { isIP } from 'node:net'
import { alertActions } from './parse/find-subject.ts'

export const actionField = z.enum([...alertActions, 'other'])

const addressField = z
  .string()
  .trim()
  .max(45)
  .refine((text) => isIP(text.replace(/\*+$/, '0')) !== 0, {
    message: '请填写完整的 IPv4 或 IPv6 地址，末段可以是 * / an IPv4 or IPv6 address, whose last part may be *',
  })

/** What an alert says, as a person confirmed or corrected it; null for what it does not say. */
export const alertFields = {
  action: actionField,
  at: z.iso.datetime({ offset: true }).nullable(),
  ip: addressField.nullable(),
  place: z.string().trim().min(1).max(60).nullable(),
  device: z.string().trim().min(1).max(60).nullable(),
  app: z.string().trim().min(1).max(40).nullable(),
}

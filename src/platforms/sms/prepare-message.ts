import { type SmsMessage, smsTemplates } from './message.ts'

/**
 * A mobile number of mainland China in E.164, such as `+8613800138000`; undefined for anything else. Takes what people
 * write: spaces, hyphens, full-width digits, 86, +86 or 0086 in front.
 */
export const e164 = (phone: string): string | undefined => {
  if (phone.length > 40) return undefined
  const digits = phone.normalize('NFKC').replaceAll(/[\s()-]/g, '')
  const national = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/.exec(digits)?.[1]
  return national === undefined ? undefined : `+86${national}`
}

/** Carriers refuse addresses of pages and machines in variables. */
const looksLikeAddress =
  /https?:|www\.|\w\.(?:com|cn|net|top|cc)\b|\d{1,3}(?:\.\d{1,3}){3}|::|(?:[\da-f]{1,4}:){3}/i

const MAX_VARIABLE = 20

/** The number and the variables in the template's order; or which of the two is at fault. */
export const prepareMessage = (
  message: SmsMessage,
):
  | { kind: 'ready'; phone: string; variables: readonly (readonly [string, string])[] }
  | { kind: 'number' | 'parameters' } => {
  const phone = e164(message.phone)
  if (phone === undefined) return { kind: 'number' }
  const params: Readonly<Record<string, string>> = message.params
  const variables = smsTemplates[message.template].map((name) => [name, params[name] ?? ''] as const)
  const fits = variables.every(
    ([, value]) => value !== '' && Array.from(value).length <= MAX_VARIABLE && !looksLikeAddress.test(value),
  )
  return fits ? { kind: 'ready', phone, variables } : { kind: 'parameters' }
}

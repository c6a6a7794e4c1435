import { z } from 'zod'
import { channels, consentPurposes, purposes } from './vocabulary.ts'

/** A person outside: an id and nothing else. */
export const subject = z.uuid().toLowerCase()

export const channel = z.enum(channels)
export const purpose = z.enum(purposes)
export const consentPurpose = z.enum(consentPurposes)
export const someChannels = z.array(channel).min(1).max(channels.length)
export const instant = z.iso.datetime()

/** Most people or messages that one call may be about. */
export const mostAtOnce = 1000

export const question = { purpose, channel, materialId: z.uuid().nullable() }

/** Each once: two answers about one person would each hold alone. */
export const people = z
  .array(subject)
  .min(1)
  .max(mostAtOnce)
  .refine((ids) => new Set(ids).size === ids.length, { error: '同一个人只能出现一次 / each person once' })

export const sendIds = z.array(z.uuid().toLowerCase()).min(1).max(mostAtOnce)

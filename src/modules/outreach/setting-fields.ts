import { z } from 'zod'
import { channels } from './vocabulary.ts'

const minutes = z.int().min(0).max(1439)

/** The settings as they are read and changed. */
export const settingFields = {
  /** Null is no cap. Nobody means "none" by 0, so it is not taken. */
  cap: z.int().min(1).max(1000).nullable(),
  /** Minutes after midnight in Beijing. */
  quietHours: z.strictObject({ from: minutes, until: minutes }).nullable(),
  holdSeconds: z.int().min(10).max(86_400),
  platformLimits: z.array(z.strictObject({ channel: z.enum(channels), limit: z.int().min(1).max(10_000) })).max(channels.length),
}

import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import type { VaultContext } from '../scope.ts'
import { readingReasons } from './model/reasons.ts'
import type { ReadingReason } from './model/unusual-reading.ts'

export const saidReason = z.object({ code: z.string(), points: z.int(), text: z.string() })

/** The reasons in the reader's language. */
export const saidReasons = ({ locale }: Pick<VaultContext, 'locale'>, reasons: readonly ReadingReason[]): z.input<typeof saidReason>[] =>
  reasons.map(({ code, points, params }) => ({ code, points, text: say(readingReasons[code], locale, params) }))

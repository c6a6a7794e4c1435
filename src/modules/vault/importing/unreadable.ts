import type { Problem } from '../../../kernel/errors.ts'
import { type Locale, say } from '../../../kernel/sentence.ts'
import { fileUnreadable } from './problems.ts'
import { isUnreadable, type UnreadableFile, unreadableReasons } from './reading/unreadable-file.ts'

/** Why a file could not be read, in a person's words. */
export const whyUnreadable = ({ why, row }: { why: string | null; row: number | null }, locale: Locale): string | null =>
  isUnreadable(why) ? say(unreadableReasons[why], locale, { row: row ?? 0 }) : null

/** The same as a problem. */
export const unreadable = ({ why, row }: UnreadableFile): Problem =>
  fileUnreadable({ why: whyUnreadable({ why, row }, 'zh') ?? '', whyEnglish: whyUnreadable({ why, row }, 'en') ?? '' })

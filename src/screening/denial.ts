import type { Sentence } from './sentence.ts'
import { clauseBefore } from './sentence.ts'
import type { CompiledContext } from './types.ts'

/** Tells whether a text denies, forbids, quotes or warns of a claim instead of making it. */
export type Denial = {
  /** The claim is denied: 我们不承诺 ..., ... 不能治愈. */
  isDenied: (sentence: Sentence) => boolean
  /** The claim is quoted and doubted, or dismissed right behind it. `text` is the whole folded text. */
  isReported: (sentence: Sentence, text: string) => boolean
  /** The sentence speaks about such claims and warns of them. Costly: callers ask once per sentence. */
  isWarning: (sentence: string) => boolean
}

const insideQuotes = (sentence: Sentence): boolean => {
  const open = sentence.before.lastIndexOf('“')
  if (open < 0 || sentence.before.includes('”', open)) return false
  const close = sentence.after.indexOf('”')
  return close >= 0 && sentence.after.lastIndexOf('“', close) < 0
}

/** Makes the judge of denials out of the expressions of context.yaml. */
export const createDenial = (context: CompiledContext): Denial => {
  const refusals = [context.bare, context.denied, context.nobody].map((source) => new RegExp(source))
  const within = new RegExp(context.within)
  const warning = new RegExp(context.warning)
  const reported = new RegExp(context.reported)
  const doubting = new RegExp(context.doubting)
  const dismissed = new RegExp(context.dismissed)

  const isRefused = (before: string): boolean => refusals.some((refusal) => refusal.test(clauseBefore(before)))
  const isWarning = (sentence: string): boolean => warning.test(sentence)

  return {
    isWarning,
    isDenied: (sentence) => isRefused(sentence.before) || within.test(sentence.hit),
    isReported: (sentence, text) => {
      if (dismissed.test(sentence.after)) return true
      if (!text.includes('”') || !insideQuotes(sentence)) return false
      const lead = sentence.before.slice(0, sentence.before.lastIndexOf('“'))
      if (isRefused(lead) || isWarning(text) || doubting.test(sentence.after)) return true
      return reported.test(lead) && sentence.after.endsWith('？')
    },
  }
}

import type { Facts } from './facts.ts'
import type { Sentence } from './sentence.ts'
import { clauseStart } from './sentence.ts'
import type { Guarded, SignReader, Signs } from './signs.ts'
import type { CompiledContext } from './types.ts'

/** A sentence around a hit, with the signs of the view it was cut from. */
export type Place = { sentence: Sentence; signs: Signs }

/** Tells whether a text denies, forbids, quotes or warns of a claim instead of making it. */
export type Denial = {
  /** The claim is denied: 我们不承诺 ..., ... 不能治愈. */
  isDenied: (place: Place) => boolean
  /** The claim is quoted and doubted, or dismissed right behind it. */
  isReported: (place: Place, facts: Facts) => boolean
  /** The sentence speaks about such claims and warns of them. */
  isWarning: (place: Place) => boolean
  /** Expressions that are asked of the whole text. */
  asked: Guarded[]
}

const insideQuotes = (sentence: Sentence): boolean => {
  const open = sentence.before.lastIndexOf('“')
  if (open < 0 || sentence.before.includes('”', open)) return false
  const close = sentence.after.indexOf('”')
  return close >= 0 && sentence.after.lastIndexOf('“', close) < 0
}

/** Makes the judge of denials out of the expressions of context.yaml. */
export const createDenial = (context: CompiledContext, { guard }: Pick<SignReader, 'guard'>): Denial => {
  const refusals = [context.bare, context.denied, context.nobody].map((source) => guard(source))
  const within = guard(context.within)
  const warning = guard(context.warning)
  const reported = guard(context.reported)
  const doubting = guard(context.doubting)
  const dismissed = guard(context.dismissed)

  /** Whether the clause that ends with `before`, which begins at `start` of the view, refuses what follows. */
  const isRefused = (before: string, start: number, signs: Signs): boolean => {
    const from = clauseStart(before)
    return refusals.some(
      ({ id, expression }) => signs.may(id, start + from, start + before.length) && expression.test(before.slice(from)),
    )
  }

  return {
    asked: [warning],
    isWarning: ({ sentence: { start, end, text }, signs }) =>
      signs.may(warning.id, start, end) && warning.expression.test(text),
    isDenied: ({ sentence, signs }) =>
      isRefused(sentence.before, sentence.start, signs) ||
      (signs.may(within.id, sentence.hitStart, sentence.hitEnd) && within.expression.test(sentence.hit)),
    isReported: ({ sentence, signs }, facts) => {
      const { before, after, start, hitEnd, end } = sentence
      if (signs.may(dismissed.id, hitEnd, end) && dismissed.expression.test(after)) return true
      if (!after.includes('”') || !insideQuotes(sentence)) return false
      const lead = before.slice(0, before.lastIndexOf('“'))
      if (isRefused(lead, start, signs) || facts.holds(warning) || doubting.expression.test(after)) return true
      return reported.expression.test(lead) && after.endsWith('？')
    },
  }
}

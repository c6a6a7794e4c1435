import { createDenial } from './denial.ts'
import { createExceptions } from './exception.ts'
import type { Facts, SignedView } from './facts.ts'
import { SIGN_MARGIN } from './facts.ts'
import type { Hit } from './hits.ts'
import type { Industries } from './industry.ts'
import { inScope, lawFor } from './industry.ts'
import { lazyExpression } from './lazy-expression.ts'
import { quoteOf } from './quote.ts'
import { sentenceAround } from './sentence.ts'
import type { Guarded, SignReader, Signs } from './signs.ts'
import type { CompiledPacks, CompiledRule, Finding } from './types.ts'
import type { View } from './view.ts'

/** What surrounds the text: everything a rule may depend on besides the words. */
export type Setting = {
  industries: Industries
  /** Name of the trade as it was given, folded; '' when none was. */
  trade: string
  channel: string
  text: string
}

/** Turns a hit into a finding, or drops it as lawful. */
export type Judge = {
  judge: (around: { signed: SignedView; facts: Facts; setting: Setting }, hit: Hit) => Finding | null
  /** Expressions that are asked of the whole text. */
  asked: Guarded[]
}

type Prepared = {
  rule: CompiledRule
  allow: Guarded | null
  unless: Guarded | null
  unlessText: Guarded | null
  requires: Guarded | null
  rewordings: { when: () => RegExp; say: string }[]
}

/** How much behind a hit still belongs to the claim when its rewording is chosen (最好, then 吃的面). */
const CLAIM_REACH = 3

const clauseAfter = (after: string): string => /^[^，。！？；：、]{0,8}/.exec(after)?.[0] ?? ''

/** Whether an allowed phrase overlaps the hit: allowed beats forbidden. */
const isCovered = ({ id, expression }: Guarded, view: View, signs: Signs, hit: Hit): boolean => {
  const from = Math.max(0, hit.start - SIGN_MARGIN)
  if (!signs.may(id, from, hit.end + SIGN_MARGIN)) return false
  const around = view.text.slice(from, hit.end + SIGN_MARGIN)
  expression.lastIndex = 0
  for (let match = expression.exec(around); match !== null; match = expression.exec(around)) {
    const start = from + match.index
    if (start < hit.end && start + match[0].length > hit.start) return true
    if (match[0].length === 0) expression.lastIndex++
  }
  return false
}

/** A rule of some channels also speaks where the channel is not known. */
const isHeardOn = (channels: readonly string[] | undefined, channel: string): boolean =>
  channels === undefined || channel === '' || channels.includes(channel)

type Sources = Pick<CompiledPacks, 'rules' | 'exceptions' | 'context'>

/** Builds the judge for compiled rules and exceptions. */
export const createJudge = ({ rules, exceptions, context }: Sources, reader: SignReader): Judge => {
  const denial = createDenial(context, reader)
  const guard = (source: string | undefined, flags = ''): Guarded | null =>
    source === undefined ? null : reader.guard(source, flags)
  const prepared: Prepared[] = rules.map((rule) => ({
    rule,
    allow: guard(rule.allow, 'g'),
    unless: guard(rule.unless),
    unlessText: guard(rule.unlessText),
    requires: guard(rule.requires),
    rewordings: (rule.rewordings ?? []).map(({ source, say }) => ({ when: lazyExpression(source), say })),
  }))
  const excused = createExceptions(exceptions, reader)

  const judge: Judge['judge'] = ({ signed: { view, signsAround }, facts, setting }, hit) => {
    const found = prepared[hit.rule]
    if (found === undefined) return null
    const { rule, allow, unless, unlessText, requires, rewordings } = found
    if (!inScope(rule.industries, setting.industries)) return null
    if (!isHeardOn(rule.channels, setting.channel)) return null
    if (requires !== null && !facts.holds(requires) && !requires.expression.test(setting.trade)) return null
    if (unlessText !== null && facts.holds(unlessText)) return null
    const sentence = sentenceAround(view, hit.start, hit.end)
    const signs = signsAround(sentence.start, sentence.end)
    if (allow !== null && isCovered(allow, view, signs, hit)) return null
    const place = { sentence, signs }
    const mayHold = (one: Guarded): boolean => signs.may(one.id, sentence.start, sentence.end)
    if (unless !== null && mayHold(unless) && unless.expression.test(sentence.text)) return null
    if (rule.deniable !== 'none' && (denial.isWarning(place) || denial.isReported(place, facts))) return null
    if (rule.deniable === 'full' && denial.isDenied(place)) return null

    const start = view.starts[hit.start] ?? 0
    const end = view.ends[hit.end - 1] ?? start
    const excerpt = setting.text.slice(start, end)
    const claim = sentence.hit + clauseAfter(sentence.after).slice(0, CLAIM_REACH)
    const reworded = rewordings.find(({ when }) => when().test(claim))?.say ?? rule.advice
    const finding: Finding = {
      rule: rule.id,
      category: rule.category,
      severity: rule.severity,
      start,
      end,
      excerpt,
      law: lawFor(rule.laws, setting.industries),
      advice: reworded.replaceAll('{hit}', () => quoteOf(excerpt)),
      why: rule.why.replace('{hit}', () => quoteOf(excerpt)),
      ...(rule.proof === undefined ? {} : { proof: rule.proof }),
    }
    if (!rule.exemptible) return finding
    const ruled = excused(finding, place, view, setting.industries)
    return rule.onlyExcused && (ruled === finding || ruled.severity !== 'note') ? null : ruled
  }

  const wholeText = prepared.flatMap(({ unlessText, requires }) => [unlessText, requires]).flatMap((one) => one ?? [])
  return { judge, asked: [...wholeText, ...denial.asked] }
}

import { createDenial } from './denial.ts'
import { createExceptions } from './exception.ts'
import type { Hit } from './hits.ts'
import type { Industries } from './industry.ts'
import { inScope, lawFor } from './industry.ts'
import { quoteOf } from './quote.ts'
import type { Sentence } from './sentence.ts'
import { sentenceAround } from './sentence.ts'
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
export type Judge = (view: View, hit: Hit, setting: Setting) => Finding | null

type Prepared = {
  rule: CompiledRule
  allow: RegExp | null
  unless: RegExp | null
  unlessText: RegExp | null
  requires: RegExp | null
  rewordings: { when: RegExp; say: string }[]
}

/** How far an allowed phrase may begin before the hit that it covers. */
const ALLOW_REACH = 24

/** How much behind a hit still belongs to the claim when its rewording is chosen (最好, then 吃的面). */
const CLAIM_REACH = 3

const clauseAfter = (after: string): string => /^[^，。！？；：、]{0,8}/.exec(after)?.[0] ?? ''

const expression = (source: string | undefined, flags = ''): RegExp | null =>
  source === undefined ? null : new RegExp(source, flags)

/** Whether an allowed phrase overlaps the hit: allowed beats forbidden. */
const isCovered = (allow: RegExp, view: View, hit: Hit): boolean => {
  const from = Math.max(0, hit.start - ALLOW_REACH)
  const around = view.text.slice(from, hit.end + ALLOW_REACH)
  allow.lastIndex = 0
  for (let match = allow.exec(around); match !== null; match = allow.exec(around)) {
    const start = from + match.index
    if (start < hit.end && start + match[0].length > hit.start) return true
    if (match[0].length === 0) allow.lastIndex++
  }
  return false
}

/** A rule of some channels also speaks where the channel is not known. */
const isHeardOn = (channels: readonly string[] | undefined, channel: string): boolean =>
  channels === undefined || channel === '' || channels.includes(channel)

type Sources = Pick<CompiledPacks, 'rules' | 'exceptions' | 'context'>

/** Builds the judge for compiled rules and exceptions. */
export const createJudge = ({ rules, exceptions, context }: Sources): Judge => {
  const { isDenied, isReported, isWarning } = createDenial(context)
  const prepared: Prepared[] = rules.map((rule) => ({
    rule,
    allow: expression(rule.allow, 'g'),
    unless: expression(rule.unless),
    unlessText: expression(rule.unlessText),
    requires: expression(rule.requires),
    rewordings: (rule.rewordings ?? []).map(({ source, say }) => ({ when: new RegExp(source), say })),
  }))
  const excused = createExceptions(exceptions)

  /** The last sentences asked about: hits come in clusters, and a warning covers a whole sentence. */
  let asked: { view: View; known: Map<number, boolean> } | null = null
  const warned = (view: View, { start, end, before, hit, after }: Sentence): boolean => {
    if (asked?.view !== view) asked = { view, known: new Map() }
    const key = start * 4096 + (end - start)
    const known = asked.known.get(key)
    if (known !== undefined) return known
    const answer = isWarning(before + hit + after)
    asked.known.set(key, answer)
    return answer
  }

  return (view, hit, setting) => {
    const found = prepared[hit.rule]
    if (found === undefined) return null
    const { rule, allow, unless, unlessText, requires, rewordings } = found
    if (!inScope(rule.industries, setting.industries)) return null
    if (!isHeardOn(rule.channels, setting.channel)) return null
    if (requires !== null && !requires.test(view.text) && !requires.test(setting.trade)) return null
    if (unlessText !== null && unlessText.test(view.text)) return null
    if (allow !== null && isCovered(allow, view, hit)) return null
    const sentence = sentenceAround(view, hit.start, hit.end)
    if (unless !== null && unless.test(sentence.before + sentence.hit + sentence.after)) return null
    if (rule.deniable !== 'none' && (warned(view, sentence) || isReported(sentence, view.text))) return null
    if (rule.deniable === 'full' && isDenied(sentence)) return null

    const start = view.starts[hit.start] ?? 0
    const end = view.ends[hit.end - 1] ?? start
    const excerpt = setting.text.slice(start, end)
    const claim = sentence.hit + clauseAfter(sentence.after).slice(0, CLAIM_REACH)
    const reworded = rewordings.find(({ when }) => when.test(claim))?.say ?? rule.advice
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
    const ruled = excused(finding, sentence, view, setting.industries)
    return rule.onlyExcused && (ruled === finding || ruled.severity !== 'note') ? null : ruled
  }
}

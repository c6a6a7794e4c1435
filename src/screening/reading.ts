import type { Window } from './classifier/windows.ts'
import { sentencesOf, windowsOf } from './classifier/windows.ts'
import { createClassifier } from './classifier/classifier.ts'
import { factsOf } from './classifier/facts.ts'
import { firmRules } from './exception.ts'
import { lawFor } from './industry.ts'
import type { Setting } from './judge.ts'
import type { MarkedPart } from './marker.ts'
import { joinPieces } from './merge.ts'
import { overlapping } from './overlapping.ts'
import { quoteOf } from './quote.ts'
import type { CompiledLearned, CompiledPacks, Finding, Severity } from './types.ts'
import type { View } from './view.ts'

/**
 * Reads what the rules marked in its context: a sentence that resembles unlawful examples is raised to a person where no
 * rule speaks, and what rules found in a sentence that resembles lawful ones (a warning, a denial, a plain fact) becomes
 * a note that says so. Nothing is dropped, and what the law allows in no context is never lowered. Pieces of one claim
 * come out as one finding. A long text is read part by part.
 */
export type Reading = (part: MarkedPart, setting: Setting) => Finding[]

/** From this many log odds on a window counts as unlawful: where errors on examples that were left out are fewest. */
const BAR = 0.35

/** A sentence of a long article is far less often unlawful than a text of one window, so the bar is higher there. */
const BAR_IN_LONG_TEXT = 1.5

/** A window of fewer units says too little to be read: two words that stand in unlawful examples are no claim. */
const LEAST_READ = 6

/**
 * A sentence by itself raises from this many log odds on, whatever stands around it: a claim does not become lawful by
 * plain sentences before and after.
 */
const BAR_ALONE = 2

/** How much the word of the gravest rule in a window weighs, in log odds. */
const RULE_SUPPORT: Record<Severity, number> = { block: 1, warn: 0.5, note: 0 }

const originalBounds = (view: View, { start, end }: Window): { start: number; end: number } => {
  const first = view.starts[start] ?? 0
  return { start: first, end: Math.max(view.ends[end - 1] ?? first, first) }
}

/** What the rules found in a window, and the log odds that it is unlawful, their word included. */
type Read = { inside: readonly Finding[]; odds: number }

const asNote = (finding: Finding): Finding => ({
  ...finding,
  severity: 'note',
  why: `“${quoteOf(finding.excerpt)}”字面上触及${finding.law}，但整句读来属于否定、提醒或者事实说明，未按违规处理。`,
  advice: '可以使用；所述须真实，并留存依据。',
})

const findingAt = (said: CompiledLearned, view: View, place: Window, setting: Setting): Finding => {
  const { start, end } = originalBounds(view, place)
  const excerpt = setting.text.slice(start, end)
  return {
    rule: said.rule,
    category: said.category,
    severity: 'warn',
    start,
    end,
    excerpt,
    law: lawFor(said.laws, setting.industries),
    advice: said.advice,
    why: said.why.replace('{hit}', () => quoteOf(excerpt)),
    ...(said.proof === undefined ? {} : { proof: said.proof }),
  }
}

/** Makes the reading of packs that have a classifier; else findings stay as the rules made them. */
export const createReading = ({ classifier: compiled, learned, rules, exceptions }: CompiledPacks): Reading => {
  if (compiled === null) return ({ findings }, setting) => joinPieces(findings, setting.text)
  const classifier = createClassifier(compiled)
  const firm = firmRules(rules, exceptions)
  const excuses = new Set(exceptions.map(({ proof }) => proof))
  const learnedOf = new Map(learned.map((one) => [one.category, one]))

  /** What the guide on absolute terms excuses is not raised again as an absolute term. */
  const isExcused = (inside: readonly Finding[], category: Finding['category']): boolean =>
    inside.some(({ proof, category: of }) => of === category && proof !== undefined && excuses.has(proof))

  return ({ plain, plainSpan, findings }, setting) => {
    if (plainSpan.to === plainSpan.from) return joinPieces(findings, setting.text)
    const windows = windowsOf(plain, { start: plainSpan.from, end: plainSpan.to })
    const isLong = windows.length > 1 || plainSpan.from > 0 || plainSpan.to < plain.length
    const facts = factsOf(setting)
    const findingsIn = overlapping(findings)
    const raised: Finding[] = []
    const lowered = new Set<Finding>()

    const read = (window: Window, odds: number): Read => {
      if (findings.length === 0) return { inside: findings, odds }
      const inside = findingsIn(originalBounds(plain, window))
      const support = inside.reduce((most, { severity }) => Math.max(most, RULE_SUPPORT[severity]), 0)
      return { inside, odds: odds + support }
    }
    const lower = ({ inside }: Read): void => {
      for (const finding of inside) if (finding.severity !== 'note' && !firm.has(finding.rule)) lowered.add(finding)
    }
    const raise = (window: Window, { inside }: Read): void => {
      if (window.end - window.start < LEAST_READ) return
      const grave = inside.filter(({ severity }) => severity !== 'note')
      // In a long text the rules' word is enough; a second way of offending is sought in short copy alone.
      if (isLong && grave.length > 0) return
      for (const place of classifier.places(plain, window, facts)) {
        const said = learnedOf.get(place.category)
        const isNew = grave.length === 0 || (place.sure && grave.every(({ category }) => category !== place.category))
        if (said === undefined || !isNew || isExcused(inside, place.category)) continue
        raised.push(findingAt(said, plain, place, setting))
      }
    }

    for (const window of windows) {
      const sentences = sentencesOf(plain, window)
      const scores = classifier.score(plain, window, sentences, facts)
      const whole = read(window, scores.whole)
      if (whole.odds >= (isLong ? BAR_IN_LONG_TEXT : BAR)) raise(window, whole)
      else if (sentences.length === 1) {
        if (whole.odds < BAR) lower(whole)
      } else {
        for (const [index, sentence] of sentences.entries()) {
          const alone = read(sentence, scores.each[index] ?? 0)
          if (alone.odds >= BAR_ALONE) raise(sentence, alone)
          else if (alone.odds < BAR && whole.odds < BAR) lower(alone)
        }
      }
    }
    const judged = findings.map((finding) => (lowered.has(finding) ? asNote(finding) : finding))
    return joinPieces([...judged, ...raised], setting.text)
  }
}

import { createFolder } from './fold.ts'
import { buildMatcher, type Matcher } from './matcher/matcher.ts'
import type { Category, CompiledCharacters, CompiledPacks, Finding, Severity } from './types.ts'

/** A word of the company's own: forbidden, or allowed whatever the rules say about it. */
export type Term = {
  term: string
  effect: 'deny' | 'allow'
  category?: Category
  severity?: Severity
  why?: string
  advice?: string
}

/** A dictionary that is ready to run. Plain data: it can be handed from one thread to another. */
export type CompiledTerms = { characters: CompiledCharacters; words: string[]; terms: Term[] }

/** The rule that a finding of a company term names. */
export const companyTermRule = 'company.terms.deny'

const defaults = {
  category: 'prohibited_goods',
  severity: 'block',
  why: '“{hit}”是本公司规定不得使用的词语。',
  advice: '删去这个词，或者改用不带此含义的说法。',
  law: '公司规定',
} as const

/** Compiles company terms; a term that folds to nothing is left out. */
export const compileTerms = (terms: readonly Term[], packs: Pick<CompiledPacks, 'characters'>): CompiledTerms => {
  const { foldPlain } = createFolder(packs.characters)
  const kept = terms
    .map((term) => ({ term, word: foldPlain(term.term.toLowerCase()) }))
    .filter(({ word }) => word.trim() !== '')
  return { characters: packs.characters, words: kept.map(({ word }) => word), terms: kept.map(({ term }) => term) }
}

type Place = { term: Term; start: number; end: number }

/** What the dictionary says about a folded text. */
export type TermJudge = (codes: Uint16Array, length: number) => { denied: readonly Place[]; allowed: readonly Place[] }

/** Makes the judge; a place that an allowed term covers wholly is not denied. */
export const createTermJudge = ({ words, terms }: CompiledTerms): TermJudge => {
  const matcher: Matcher = buildMatcher(words)
  return (codes, length) => {
    const places: Place[] = []
    matcher.scan({ codes, from: 0, to: length }, (word, start, end) => {
      const term = terms[word]
      if (term !== undefined) places.push({ term, start, end })
    })
    const allowed = places.filter(({ term }) => term.effect === 'allow')
    const denied = places.filter(
      (place) =>
        place.term.effect === 'deny' && !allowed.some(({ start, end }) => start <= place.start && place.end <= end),
    )
    return { denied, allowed }
  }
}

/** The finding of a denied term. Offsets are in the original text. */
export const termFinding = (
  term: Term,
  { start, end, text }: { start: number; end: number; text: string },
): Finding => {
  const excerpt = text.slice(start, end)
  return {
    rule: companyTermRule,
    category: term.category ?? defaults.category,
    severity: term.severity ?? defaults.severity,
    start,
    end,
    excerpt,
    law: defaults.law,
    advice: term.advice ?? defaults.advice,
    why: (term.why ?? defaults.why).replace('{hit}', excerpt),
  }
}

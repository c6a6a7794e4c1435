import { createFolder } from './fold.ts'
import { bytesOf } from './matcher/bytes.ts'
import { buildTables } from './matcher/tables.ts'
import type { Category, CompiledPacks, Finding, Severity } from './types.ts'

/** A word of the company's own: forbidden, or allowed whatever the rules say about it. */
export type Term = {
  term: string
  effect: 'deny' | 'allow'
  /** Category of the finding; `prohibited_goods` when none is given. */
  category?: Category
  /** `block` when none is given. */
  severity?: Severity
  /** One sentence for the author; `{hit}` stands for the words as they are in the text. */
  why?: string
  advice?: string
}

/** Terms ready to be looked for. Plain data: it can be kept in a file, and sent from thread to thread. */
export type CompiledTerms = { matcher: Uint8Array; terms: Term[] }

/** The rule that a finding of a company term names. */
export const companyTermRule = 'company.terms.deny'

const MAX_TERMS = 60_000
const MAX_LENGTH = 40
const MAX_SENTENCE = 500

const defaults = {
  category: 'prohibited_goods',
  severity: 'block',
  why: '“{hit}”是本公司规定不得使用的词语。',
  advice: '删去这个词，或者改用不带此含义的说法。',
  law: '公司规定',
} as const

const shown = (term: string): string => `“${term.slice(0, MAX_LENGTH)}”`

/**
 * Compiles company terms. They are matched as texts are read: one spelling per character, noise between characters
 * skipped; a term of which noise leaves nothing, or one character of several, is left out. 60,000 of them take less than a second: do it in a thread of its
 * own where checks are under way. A screener never changes: make a new one, and let the old one finish.
 *
 * @param packs the packs of the screener that will use them: terms are folded by its tables
 * @throws RangeError when there are more than 60,000 terms, one has more than 40 characters after folding, or a sentence
 *   more than 500
 */
export const compileTerms = (terms: readonly Term[], packs: Pick<CompiledPacks, 'characters'>): CompiledTerms => {
  if (terms.length > MAX_TERMS) {
    throw new RangeError(`公司用语最多 ${MAX_TERMS} 条 / at most ${MAX_TERMS} company terms`)
  }
  const { fold } = createFolder(packs.characters)
  const kept: Term[] = []
  const words: string[] = []
  terms.forEach((one, index) => {
    const { term, why = '', advice = '' } = one
    const word = fold(term.slice(0, MAX_SENTENCE)).text
    if (word.length > MAX_LENGTH || term.length > MAX_SENTENCE) {
      throw new RangeError(
        `第 ${index + 1} 条${shown(term)}去掉空格和符号后最多 ${MAX_LENGTH} 个字 / ` +
          `term ${index + 1} may have ${MAX_LENGTH} characters besides spaces and signs`,
      )
    }
    if (why.length > MAX_SENTENCE || advice.length > MAX_SENTENCE) {
      throw new RangeError(
        `第 ${index + 1} 条${shown(term)}的说明最多 ${MAX_SENTENCE} 字 / the sentences of term ${index + 1} may have ${MAX_SENTENCE} characters`,
      )
    }
    // What is left of C# stands in too many texts to be what was meant.
    if (word.trim() === '' || (word.length === 1 && term.trim().length > 1)) return
    kept.push(one)
    words.push(word)
  })
  return { matcher: bytesOf(buildTables(words)), terms: kept }
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
    why: (term.why ?? defaults.why).replace('{hit}', () => excerpt),
  }
}

import { createFolder } from './fold.ts'
import { bytesOf } from './matcher/bytes.ts'
import { buildTables } from './matcher/tables.ts'
import type { Category, CompiledPacks, Severity } from './types.ts'

/** A word of the company: `deny` is reported, `allow` beats what it overlaps. */
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

const MAX_TERMS = 60_000
const MIN_LENGTH = 2
const MAX_LENGTH = 40
const MAX_SENTENCE = 300

const shown = (term: string): string => `“${term.slice(0, MAX_LENGTH)}”`

/**
 * Compiles company terms. They are matched as texts are read: one spelling per character, noise between characters
 * skipped. 60,000 of them take less than a second; for a live change see compile/build-terms.ts.
 *
 * @param packs the packs of the screener that will use them: terms are folded by its tables
 * @throws RangeError when there are more than 60,000 terms, or one does not have 2 to 40 characters after folding
 */
export const compileTerms = (terms: readonly Term[], packs: Pick<CompiledPacks, 'characters'>): CompiledTerms => {
  if (terms.length > MAX_TERMS) {
    throw new RangeError(`公司用语最多 ${MAX_TERMS} 条 / at most ${MAX_TERMS} company terms`)
  }
  const folder = createFolder(packs.characters)
  const folded = terms.map(({ term, why = '', advice = '' }, index) => {
    const text = folder.fold(term.slice(0, MAX_SENTENCE)).text
    if (text.length < MIN_LENGTH || text.length > MAX_LENGTH || term.length > MAX_SENTENCE) {
      throw new RangeError(
        `第 ${index + 1} 条${shown(term)}去掉空格和符号后须为 ${MIN_LENGTH} 至 ${MAX_LENGTH} 个字 / ` +
          `term ${index + 1} must have ${MIN_LENGTH} to ${MAX_LENGTH} characters besides spaces and signs`,
      )
    }
    if (why.length > MAX_SENTENCE || advice.length > MAX_SENTENCE) {
      throw new RangeError(
        `第 ${index + 1} 条${shown(term)}的说明最多 ${MAX_SENTENCE} 字 / the sentences of term ${index + 1} may have ${MAX_SENTENCE} characters`,
      )
    }
    return text
  })
  return { matcher: bytesOf(buildTables(folded)), terms: [...terms] }
}

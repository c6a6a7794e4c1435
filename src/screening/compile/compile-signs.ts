import { expressionsOf } from '../signs.ts'
import type { CompiledSigns } from '../types.ts'
import { requiredIn } from './anchors.ts'
import type { Uses } from './compile-words.ts'
import { addUse } from './compile-words.ts'
import { optionsOf, parsePattern } from './syntax.ts'

/** A hit is marked #...& in its sentence; the text itself has neither sign, so that words are cut there. */
const withoutMarks = (words: readonly string[]): string[] =>
  words.map((word) => word.split(/[#&]/).toSorted((a, b) => b.length - a.length)[0] ?? '')

/** Words of which one stands in every match of the expression; null when some match needs none. */
const signsOf = (source: string): string[] | null => {
  const words: string[] = []
  for (const option of optionsOf(source)) {
    const found = requiredIn(parsePattern(option))
    const own = found === null ? [''] : withoutMarks(found.words)
    if (own.includes('')) return null
    words.push(...own)
  }
  return [...new Set(words)]
}

/** Computes which words must stand in a text before an expression of context is worth trying; see signs.ts. */
export const compileSigns = (packs: Parameters<typeof expressionsOf>[0]): { always: CompiledSigns['always']; signs: Uses } => {
  const usersOf = new Map<string, number[]>()
  const always: number[] = []
  expressionsOf(packs).forEach((source, id) => {
    const words = signsOf(source)
    if (words === null) always.push(id)
    for (const word of words ?? []) addUse(usersOf, word, id)
  })
  return { always, signs: usersOf }
}

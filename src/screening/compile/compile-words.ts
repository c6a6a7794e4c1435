import { numbersToBase64, toBase64 } from '../base64.ts'
import { bytesOf } from '../matcher/bytes.ts'
import { buildTables } from '../matcher/tables.ts'
import type { CompiledWords } from '../types.ts'
import { ALIAS, ANCHOR, SIGN, TRADE, USE_BITS } from '../words.ts'
import { flattened } from './flattened.ts'

/** Words of one kind, with the numbers that each stands for. */
export type Uses = ReadonlyMap<string, readonly number[]>

/** Puts the words of all kinds into one matcher; words.ts reads them. */
export const compileWords = (words: Record<'anchors' | 'signs' | 'aliases' | 'trades', Uses>): CompiledWords => {
  const usesOf = new Map<string, number[]>()
  const kinds = [
    [words.anchors, ANCHOR],
    [words.signs, SIGN],
    [words.aliases, ALIAS],
    [words.trades, TRADE],
  ] as const
  for (const [uses, kind] of kinds) {
    for (const [word, numbers] of uses) {
      const known = usesOf.get(word) ?? []
      usesOf.set(word, known)
      for (const number of numbers) known.push((number << USE_BITS) | kind)
    }
  }
  return {
    matcher: toBase64(bytesOf(buildTables([...usesOf.keys()]))),
    uses: numbersToBase64(flattened([...usesOf.values()])),
  }
}

/** Notes that a word stands for one number more. */
export const addUse = (uses: Map<string, number[]>, word: string, number: number): void => {
  const known = uses.get(word)
  if (known === undefined) uses.set(word, [number])
  else known.push(number)
}

import { prefixesOf } from './prefixes.ts'
import { headOf, optionsOf, parsePattern } from './syntax.ts'

/** How deep groups are opened in which only some alternatives begin with known words. */
const MAX_DEPTH = 6

const beginsKnown = (source: string): boolean => prefixesOf(parsePattern(source)) !== null

/** Neighbours of the same kind together, in order. */
const runsOf = (alternatives: readonly string[]): string[][] => {
  const runs: { known: boolean; members: string[] }[] = []
  for (const one of alternatives) {
    const known = beginsKnown(one)
    const last = runs.at(-1)
    if (last?.known === true && known) last.members.push(one)
    else runs.push({ known, members: [one] })
  }
  return runs.map(({ members }) => members)
}

const opened = (source: string, depth: number): string[] => {
  if (depth === MAX_DEPTH || beginsKnown(source)) return [source]
  const head = headOf(source)
  if (head === null) return [source]
  const runs = runsOf(head.alternatives)
  if (runs.length === 1 && head.alternatives.length > 1) return [source]
  return runs.flatMap((members) =>
    opened(members.length === 1 ? `${members[0]}${head.rest}` : `(?:${members.join('|')})${head.rest}`, depth + 1),
  )
}

/**
 * Splits a pattern into options that are tried one after the other: at its outermost bars, and inside a group at its
 * beginning where only some alternatives begin with known words, so that the others do not spoil it for them.
 */
export const splitPattern = (source: string): string[] => optionsOf(source).flatMap((option) => opened(option, 0))

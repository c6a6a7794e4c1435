import { lazyExpression } from './lazy-expression.ts'
import type { CompiledPacks } from './types.ts'
import { countBefore } from './spans.ts'
import type { Rows } from './words.ts'
import { ROW } from './words.ts'

/**
 * An expression of context with its number. Expressions are costly and rarely match, so that each is tried only where
 * one of the words stands without which it cannot match.
 */
export type Guarded = { id: number; readonly expression: RegExp }

/** Which expressions may match, by the words that stand in some part of a view. */
export type Signs = {
  /** Whether the expression may match inside [from, to), which lies in that part. */
  may: (id: number, from: number, to: number) => boolean
}

/** Reads signs out of the words that were found (words.ts). */
export type SignReader = {
  /** Signs by those of the words that start in [from, to). */
  signsIn: (found: Rows, from: number, to: number) => Signs
  /** Whether the expression may match in the view in which these are all words. */
  anywhere: (found: Rows) => (id: number) => boolean
  /** The expression with its number; it must be one of those that `expressionsOf` lists. */
  guard: (source: string, flags?: string) => Guarded
}

type Sources = Pick<CompiledPacks, 'rules' | 'exceptions' | 'context'>

/** Every expression that is tried around hits or on whole texts, in the order in which they are numbered. */
export const expressionsOf = ({ rules, exceptions, context }: Sources): string[] => [
  ...new Set(
    [
      ...rules.flatMap(({ allow, unless, unlessText, requires }) => [allow, unless, unlessText, requires]),
      ...exceptions.map(({ source }) => source),
      ...Object.values(context),
    ].flatMap((source) => source ?? []),
  ),
]

export const createSignReader = (packs: Sources & Pick<CompiledPacks, 'signs'>): SignReader => {
  const numbers = new Map(expressionsOf(packs).map((source, id) => [source, id]))
  const always = new Uint8Array(numbers.size)
  for (const id of packs.signs.always) always[id] = 1
  return {
    guard: (source, flags = '') => {
      const id = numbers.get(source)
      if (id === undefined) throw new Error(`the packs know nothing of the expression "${source.slice(0, 60)}"`)
      const expression = lazyExpression(source, flags)
      return {
        id,
        get expression() {
          return expression()
        },
      }
    },
    signsIn: ({ items, length }, from, to) => {
      const first = countBefore(length / ROW, (row) => (items[row * ROW + 1] ?? 0) >= from) * ROW
      let last = first
      while (last < length && (items[last + 1] ?? 0) < to) last += ROW
      return {
        may: (id, start, end) => {
          if (always[id] === 1) return true
          for (let at = first; at < last; at += ROW) {
            if (items[at] !== id) continue
            const place = items[at + 1] ?? -1
            if (place >= start && place < end) return true
          }
          return false
        },
      }
    },
    anywhere: ({ items, length }) => {
      const seen = always.slice()
      for (let at = 0; at < length; at += ROW) seen[items[at] ?? 0] = 1
      return (id) => seen[id] === 1
    },
  }
}

import { fromBase64, listsOf, numbersFromBase64 } from './base64.ts'
import { tablesOf } from './matcher/bytes.ts'
import { matcherOf } from './matcher/matcher.ts'
import type { CompiledIndustry, CompiledPacks } from './types.ts'
import type { View } from './view.ts'

/**
 * An expression of context with its number. Expressions are costly and rarely match, so that each is tried only where
 * one of the words stands without which it cannot match.
 */
export type Guarded = { id: number; expression: RegExp }

/** Where in a view the words of expressions stand. */
export type Signs = {
  /** Whether the expression may match inside [from, to) of the view. */
  may: (id: number, from: number, to: number) => boolean
}

export type SignReader = {
  read: (view: View) => Signs
  /** The expression with its number; it must be one of those that `expressionsOf` lists. */
  guard: (source: string, flags?: string) => Guarded
}

type Sources = Pick<CompiledPacks, 'rules' | 'exceptions' | 'context' | 'industries'>

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** The words by which a text shows its trade, as an expression; one that nothing matches where there are none. */
export const industrySource = ({ words }: CompiledIndustry): string => words.map(escape).join('|') || '(?!)'

/** Every expression that is tried around hits or on whole texts, in the order in which they are numbered. */
export const expressionsOf = ({ rules, exceptions, context, industries }: Sources): string[] => [
  ...new Set(
    [
      ...rules.flatMap(({ allow, unless, unlessText, requires }) => [allow, unless, unlessText, requires]),
      ...exceptions.map(({ source }) => source),
      ...Object.values(context),
      ...industries.map(industrySource),
    ].flatMap((source) => source ?? []),
  ),
]

/** Whether an ascending list has a number in [from, to). */
const hasBetween = (list: readonly number[], from: number, to: number): boolean => {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low < list.length && (list[low] ?? 0) < to
}

export const createSignReader = (packs: Sources & Pick<CompiledPacks, 'signs'>): SignReader => {
  const numbers = new Map(expressionsOf(packs).map((source, id) => [source, id]))
  const always = new Set(packs.signs.always)
  const tables = tablesOf(fromBase64(packs.signs.matcher))
  const matcher = matcherOf(tables)
  const { starts, items } = listsOf(numbersFromBase64(packs.signs.users), tables.twins.length)

  return {
    guard: (source, flags = '') => {
      const id = numbers.get(source)
      if (id === undefined) throw new Error(`the packs know nothing of the expression "${source.slice(0, 60)}"`)
      return { id, expression: new RegExp(source, flags) }
    },
    read: (view) => {
      const places = new Map<number, number[]>()
      matcher.scan({ codes: view.codes, from: 0, to: view.length }, (word, start) => {
        const end = starts[word + 1] ?? 0
        for (let at = starts[word] ?? 0; at < end; at++) {
          const id = items[at] ?? -1
          const known = places.get(id)
          if (known === undefined) places.set(id, [start])
          else known.push(start)
        }
      })
      return {
        may: (id, from, to) => {
          if (always.has(id)) return true
          const known = places.get(id)
          return known !== undefined && hasBetween(known, from, to)
        },
      }
    },
  }
}

import { bytesFrom, listsOf, numbersFrom } from './base64.ts'
import { lazyExpression } from './lazy-expression.ts'
import { tablesOf } from './matcher/bytes.ts'
import { matcherOf } from './matcher/matcher.ts'
import type { CompiledPacks } from './types.ts'
import type { View } from './view.ts'

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

export type SignReader = {
  /** Signs of the part [from, to), which is short: its words are remembered one by one. */
  readPart: (view: View, from: number, to: number) => Signs
  /** Whether the expression may match anywhere in the view. */
  readWhole: (view: View) => (id: number) => boolean
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
  const tables = tablesOf(bytesFrom(packs.signs.matcher))
  const matcher = matcherOf(tables)
  const { starts, items } = listsOf(numbersFrom(packs.signs.users), tables.twins.length)

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
    readPart: (view, from, to) => {
      const ids: number[] = []
      const places: number[] = []
      matcher.scan({ codes: view.codes, from, to }, (word, start) => {
        const end = starts[word + 1] ?? 0
        for (let at = starts[word] ?? 0; at < end; at++) {
          ids.push(items[at] ?? -1)
          places.push(start)
        }
      })
      return {
        may: (id, first, last) => {
          if (always[id] === 1) return true
          for (let at = ids.indexOf(id); at >= 0; at = ids.indexOf(id, at + 1)) {
            const place = places[at] ?? -1
            if (place >= first && place < last) return true
          }
          return false
        },
      }
    },
    readWhole: (view) => {
      const seen = Uint8Array.from(always)
      matcher.scan({ codes: view.codes, from: 0, to: view.length }, (word) => {
        const end = starts[word + 1] ?? 0
        for (let at = starts[word] ?? 0; at < end; at++) seen[items[at] ?? 0] = 1
      })
      return (id) => seen[id] === 1
    },
  }
}

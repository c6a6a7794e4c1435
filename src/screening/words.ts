import { bytesFrom, listsOf, numbersFrom } from './base64.ts'
import { tablesOf } from './matcher/bytes.ts'
import { matcherOf } from './matcher/matcher.ts'
import type { CompiledPacks } from './types.ts'
import type { View } from './view.ts'

/**
 * What a word is looked for: an option of a pattern is anchored at it, an expression needs it, it is a disguise, or it speaks
 * for a trade.
 */
export const ANCHOR = 0
export const SIGN = 1
export const ALIAS = 2
export const TRADE = 3

/** A use of a word as it lies in the packs: the number of the option, expression, disguise or word of a trade, and which of these it is. */
export const USE_BITS = 2

/** Rows of three numbers, by rising start: what the word is used for, where it starts, where it ends (excluded). */
export type Rows = { items: Int32Array; length: number }

export const ROW = 3

/** The words that stand in part of a view, by use. */
export type FoundWords = { anchors: Rows; signs: Rows; aliases: Rows; trades: Rows }

/** Reads the words that lie inside [from, to) of a view. What it answers is valid until the next call. */
export type WordReader = (view: View, from: number, to: number) => FoundWords

const emptyRows = (): Rows => ({ items: new Int32Array(1024 * ROW), length: 0 })

const addRow = (rows: Rows, number: number, start: number, end: number): void => {
  const { length } = rows
  if (length + ROW > rows.items.length) {
    const wider = new Int32Array(rows.items.length * 2)
    wider.set(rows.items)
    rows.items = wider
  }
  rows.items[length] = number
  rows.items[length + 1] = start
  rows.items[length + 2] = end
  rows.length = length + ROW
}

/**
 * Makes readers that share one matcher: anchors, signs, disguises and words of trades are found in one scan of a text, and their tables are
 * in the processor's cache together. Each reader keeps its own rows.
 */
export const createWords = ({ words }: Pick<CompiledPacks, 'words'>): (() => WordReader) => {
  const tables = tablesOf(bytesFrom(words.matcher))
  const matcher = matcherOf(tables)
  const { starts, items } = listsOf(numbersFrom(words.uses), tables.twins.length)
  return () => {
    const found: FoundWords = { anchors: emptyRows(), signs: emptyRows(), aliases: emptyRows(), trades: emptyRows() }
    // By kind.
    const rows = [found.anchors, found.signs, found.aliases, found.trades] as const
    const meet = (word: number, start: number, end: number): void => {
      const last = starts[word + 1] ?? 0
      for (let at = starts[word] ?? 0; at < last; at++) {
        const use = items[at] ?? 0
        addRow(rows[use & ((1 << USE_BITS) - 1)] ?? found.anchors, use >> USE_BITS, start, end)
      }
    }
    return ({ codes }, from, to) => {
      for (const kind of rows) kind.length = 0
      matcher.scan({ codes, from, to }, meet)
      return found
    }
  }
}

import type { CompiledIndustry, IndustryScope } from './types.ts'
import type { Rows } from './words.ts'
import { ROW } from './words.ts'

/** The trades that a text belongs to; most texts have one, some have none that can be told. */
export type Industries = ReadonlySet<string>

const MAX_NAME = 40

/** A trade is told from the beginning of a text: what is sold is said early, and the cost stays bounded. */
const MAX_READ = 4000

/** What is sold weighs this much; a word of its surroundings weighs one. */
const GOODS_WEIGHT = 3

/** Less than this tells nothing: one word of the surroundings stands in texts of any trade. */
const LEAST_WEIGHT = 2

/** A word that speaks for a trade (its index), and how much. */
type TradeWord = { word: string; trade: number; weight: number }

/** A single character says nothing. */
const isWord = (word: string): boolean => word.length >= 2

/** The words of all trades, in the order in which they are numbered; a word may stand there for several trades. */
export const tradeWordsOf = (known: readonly CompiledIndustry[]): TradeWord[] =>
  known.flatMap(({ goods, words }, trade) => {
    const sold = new Set(goods.filter(isWord))
    const around = new Set(words.filter((word) => isWord(word) && !sold.has(word)))
    return [
      ...Array.from(sold, (word) => ({ word, trade, weight: GOODS_WEIGHT })),
      ...Array.from(around, (word) => ({ word, trade, weight: 1 })),
    ]
  })

/** Tells the trades of a text by the name that was given and by the words of trades that stand in it (words.ts). */
export type TradeTeller = (given: string | undefined, found: Rows) => Industries

/**
 * Makes the teller of trades: by the name that was given, else by what the text says it sells; the strongest evidence
 * wins, and trades that are equally strong all count. Health food sold under a broader name counts as both, because the
 * stricter article then applies as well (广告法第十八条). Every different word counts once.
 */
export const createTradeTeller = (known: readonly CompiledIndustry[]): TradeTeller => {
  const tradeWords = tradeWordsOf(known)
  const trades = Int32Array.from(tradeWords, ({ trade }) => trade)
  const weights = Int32Array.from(tradeWords, ({ weight }) => weight)
  const healthFood = known.findIndex(({ key }) => key === 'health-food')

  const evidenceIn = ({ items, length }: Rows): Int32Array => {
    const evidence = new Int32Array(known.length)
    const said = new Set<number>()
    for (let at = 0; at < length && (items[at + 1] ?? 0) < MAX_READ - 1; at += ROW) {
      const number = items[at] ?? 0
      if (said.has(number)) continue
      said.add(number)
      const trade = trades[number] ?? 0
      evidence[trade] = (evidence[trade] ?? 0) + (weights[number] ?? 0)
    }
    return evidence
  }

  return (given, words) => {
    const found = new Set<string>()
    const name = given?.trim().slice(0, MAX_NAME).toLowerCase()
    if (name !== undefined && name !== '') {
      for (const { key, names } of known) {
        if (key === name || names.some((one) => name.includes(one))) found.add(key)
      }
    }
    const evidence = evidenceIn(words)
    if (found.size > 0) {
      if ((evidence[healthFood] ?? 0) >= GOODS_WEIGHT) found.add('health-food')
      return found
    }
    const most = Math.max(0, ...evidence)
    if (most < LEAST_WEIGHT) return found
    known.forEach(({ key }, trade) => {
      if (evidence[trade] === most) found.add(key)
    })
    return found
  }
}

/** Whether a rule that is limited to some trades speaks in these. */
export const inScope = (scope: IndustryScope | undefined, industries: Industries): boolean => {
  if (scope === undefined) return true
  if (scope.except?.some((key) => industries.has(key)) === true) return false
  return scope.only === undefined || scope.only.some((key) => industries.has(key))
}

/** The citation for the first trade that has one of its own, else the general one. */
export const lawFor = (laws: Readonly<Record<string, string>>, industries: Industries): string => {
  for (const key of industries) {
    const law = laws[key]
    if (law !== undefined) return law
  }
  return laws['default'] ?? ''
}

import type { Industries } from '../industry.ts'
import { factFeature } from './grams.ts'

type Whole = { industries: Industries; channel: string }

const numbers = /* @__PURE__ */ new Map<string, number>()

/** Trades and channels are few; each is hashed once. */
const numberOf = (fact: string): number => {
  const known = numbers.get(fact)
  if (known !== undefined) return known
  const number = factFeature(fact)
  if (numbers.size < 1_000) numbers.set(fact, number)
  return number
}

/**
 * What the classifier may know of a text besides its words: trade and channel. What the rules found is left out on
 * purpose: it is the second opinion beside theirs, and on fresh texts it was right more often without knowing them.
 */
export const factsOf = ({ industries, channel }: Whole): number[] => [
  ...Array.from(industries, (industry) => numberOf(`trade:${industry}`)),
  numberOf(`channel:${channel}`),
]

import { pairHash } from './matcher/tables.ts'
import type { CompiledIndustry, IndustryScope } from './types.ts'

/** The trades that a text belongs to; most texts have one, some have none that can be told. */
export type Industries = ReadonlySet<string>

const MAX_NAME = 40

/** A trade is told from the beginning of a text: what is sold is said early, and the cost stays bounded. */
const MAX_READ = 4000

/** What is sold weighs this much; a word of its surroundings weighs one. */
const GOODS_WEIGHT = 3

/** Less than this tells nothing: one word of the surroundings stands in texts of any trade. */
const LEAST_WEIGHT = 2

/**
 * Words by their first two units, with the trade that each speaks for. `pairs`: hashed first two units of all words, by
 * which nearly every place is passed over.
 */
type Lexicon = { pairs: Uint8Array; words: Map<number, { word: string; key: string; weight: number }[]> }

const PAIR_BITS = 15

const lexicons = new WeakMap<readonly CompiledIndustry[], Lexicon>()

const headOf = (text: string, at: number): number => text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1)

const placeOf = (first: number, second: number): number => pairHash(first, second) >>> (32 - PAIR_BITS)

const buildLexicon = (known: readonly CompiledIndustry[]): Lexicon => {
  const lexicon: Lexicon = { pairs: new Uint8Array(1 << PAIR_BITS), words: new Map() }
  const add = (key: string, word: string, weight: number): void => {
    if (word.length < 2) return
    const entries = lexicon.words.get(headOf(word, 0)) ?? []
    lexicon.words.set(headOf(word, 0), entries)
    lexicon.pairs[placeOf(word.charCodeAt(0), word.charCodeAt(1))] = 1
    entries.push({ word, key, weight })
  }
  for (const { key, goods, words } of known) {
    for (const word of goods) add(key, word, GOODS_WEIGHT)
    for (const word of words) add(key, word, 1)
  }
  return lexicon
}

const lexiconOf = (known: readonly CompiledIndustry[]): Lexicon => {
  const lexicon = lexicons.get(known) ?? buildLexicon(known)
  lexicons.set(known, lexicon)
  return lexicon
}

/** How much the text speaks for each trade: every different word counts once, what is sold three times as much. */
const evidenceIn = ({ pairs, words }: Lexicon, text: string): Map<string, number> => {
  const said = new Set<string>()
  const evidence = new Map<string, number>()
  const last = Math.min(text.length, MAX_READ) - 1
  let next = text.charCodeAt(0)
  for (let at = 0; at < last; at++) {
    const first = next
    next = text.charCodeAt(at + 1)
    if (pairs[placeOf(first, next)] === 0) continue
    for (const { word, key, weight } of words.get(headOf(text, at)) ?? []) {
      if (!text.startsWith(word, at)) continue
      const one = `${key} ${word}`
      if (said.has(one)) continue
      said.add(one)
      evidence.set(key, (evidence.get(key) ?? 0) + weight)
    }
  }
  return evidence
}

/**
 * Tells the trades of a text: by the name that was given, else by what the text says it sells; the strongest evidence
 * wins, and trades that are equally strong all count. Health food sold under a broader name counts as both, because the
 * stricter article then applies as well (广告法第十八条).
 *
 * @param given name of a trade in any usual spelling, or undefined
 * @param folded the folded text
 */
export const industriesOf = (
  known: readonly CompiledIndustry[],
  given: string | undefined,
  folded: string,
): Industries => {
  const found = new Set<string>()
  const name = given?.trim().slice(0, MAX_NAME).toLowerCase()
  if (name !== undefined && name !== '') {
    for (const { key, names } of known) {
      if (key === name || names.some((one) => name.includes(one))) found.add(key)
    }
  }
  const evidence = evidenceIn(lexiconOf(known), folded)
  if (found.size > 0) {
    if ((evidence.get('health-food') ?? 0) >= GOODS_WEIGHT) found.add('health-food')
    return found
  }
  const most = Math.max(0, ...evidence.values())
  if (most < LEAST_WEIGHT) return found
  for (const { key } of known) if (evidence.get(key) === most) found.add(key)
  return found
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

import type { View } from '../view.ts'
import type { Tape } from './grams.ts'
import { slotOf } from './displacement.ts'
import { CLOSING, createTape, MAX_GRAM, mix, OPENING, SEED, writeTape } from './grams.ts'
import type { Model } from './model.ts'
import { findSlot, maskOf, rarityOf, SILENCE, weightOf } from './model.ts'
import type { Window } from './windows.ts'

/** Log odds of "unlawful" of a window, and of each of its sentences as if it stood alone. */
export type Scores = { whole: number; each: number[] }

/**
 * Scores a window and the sentences it consists of, in order. `facts` are numbers of facts about the whole (grams.ts).
 * Linear in the length of the window, whatever the number of sentences.
 */
export type Scorer = (view: View, window: Window, sentences: readonly Window[], facts: readonly number[]) => Scores

/** What is kept of a tape: sums over all runs that begin before a unit. */
type Room = { weighted: Int32Array; squares: Int32Array }

const roomFor = (length: number): Room => ({ weighted: new Int32Array(length + 1), squares: new Int32Array(length + 1) })

/** Makes the scorer of a model. */
export const createScorer = (model: Model): Scorer => {
  const { table, scale, bias } = model
  const tape = createTape()
  let room = roomFor(0)
  const edge = new Uint16Array(MAX_GRAM * 2)
  let sum = 0
  let square = 0

  /** Adds the runs that begin at a unit and end before `stop`; a model that does not know a run knows no longer one. */
  const addRuns = (codes: Uint16Array, at: number, stop: number): void => {
    let feature = SEED
    for (let unit = at; unit < stop; unit++) {
      feature = mix(feature, codes[unit] ?? 0)
      const slot = findSlot(model, feature)
      if (slot < 0) return
      const held = table[slot] ?? 0
      const rarity = rarityOf(held)
      sum += weightOf(held) * rarity
      square += rarity * rarity
    }
  }

  /**
   * The hot loop: what addRuns does, for every unit of the tape. All look-ups are made, whatever the shorter run says, and
   * what was not found is masked out: none waits for another one, and there is no branch to mispredict.
   */
  const addUp = ({ codes, length }: Tape): void => {
    if (room.weighted.length <= length) room = roomFor(length * 2)
    const { weighted, squares } = room
    let total = 0
    let totalSquare = 0
    for (let at = 0; at < length; at++) {
      weighted[at] = total
      squares[at] = totalSquare
      const single = mix(SEED, codes[at] ?? 0)
      const double = mix(single, codes[at + 1] ?? 0)
      const triple = mix(double, codes[at + 2] ?? 0)
      const first = table[slotOf(model, single)] ?? 0
      const second = table[slotOf(model, double)] ?? 0
      const third = table[slotOf(model, triple)] ?? 0
      const knowsFirst = maskOf(first, single)
      const knowsSecond = knowsFirst & maskOf(second, double) & ((at + 1 - length) >> 31)
      const knowsThird = knowsSecond & maskOf(third, triple) & ((at + 2 - length) >> 31)
      const firstRarity = rarityOf(first) & knowsFirst
      const secondRarity = rarityOf(second) & knowsSecond
      const thirdRarity = rarityOf(third) & knowsThird
      total = (total + weightOf(first) * firstRarity + weightOf(second) * secondRarity + weightOf(third) * thirdRarity) | 0
      totalSquare = (totalSquare + firstRarity * firstRarity + secondRarity * secondRarity + thirdRarity * thirdRarity) | 0
    }
    weighted[length] = total
    squares[length] = totalSquare
  }

  const odds = (): number => (sum / Math.sqrt(square + SILENCE)) * scale + bias

  /** A sentence from `from` to `to` of the tape as if it stood alone: the runs at its ends are other ones. */
  const oddsAlone = (from: number, to: number, [factSum, factSquare]: readonly [number, number]): number => {
    const { codes } = tape
    const inner = Math.max(from, to - MAX_GRAM + 1)
    sum = factSum + (room.weighted[inner] ?? 0) - (room.weighted[from] ?? 0)
    square = factSquare + (room.squares[inner] ?? 0) - (room.squares[from] ?? 0)
    let length = 0
    edge[length++] = OPENING
    for (let at = from; at < to && length < MAX_GRAM; at++) edge[length++] = codes[at] ?? 0
    if (length < MAX_GRAM) edge[length++] = CLOSING
    addRuns(edge, 0, length)
    length = 0
    for (let at = inner; at < to; at++) edge[length++] = codes[at] ?? 0
    edge[length++] = CLOSING
    for (let at = 0; at < length; at++) addRuns(edge, at, length)
    return odds()
  }

  return (view, { start, end }, sentences, facts) => {
    writeTape(tape, view.codes, start, end)
    addUp(tape)
    sum = 0
    square = 0
    for (const fact of facts) {
      const held = table[findSlot(model, fact)] ?? 0
      const rarity = rarityOf(held)
      sum += weightOf(held) * rarity
      square += rarity * rarity
    }
    const ofFacts: readonly [number, number] = [sum, square]
    sum += room.weighted[tape.length] ?? 0
    square += room.squares[tape.length] ?? 0
    const whole = odds()
    if (sentences.length < 2) return { whole, each: [whole] }
    let from = 1
    const each = sentences.map((sentence) => {
      let to = from
      while (to < tape.length - 1 && (tape.from[to] ?? 0) < sentence.end) to++
      const alone = oddsAlone(from, to, ofFacts)
      from = to
      return alone
    })
    return { whole, each }
  }
}

import type { View } from '../view.ts'
import type { Tape } from './grams.ts'
import { CLOSING, createTape, MAX_GRAM, mix, OPENING, SEED, writeTape } from './grams.ts'
import type { Model } from './model.ts'
import { findSlot, firstSlot, holds, rarityOf, SILENCE, weightOf } from './model.ts'
import type { Window } from './windows.ts'

/** Log odds of "unlawful" of a window, and of each of its sentences as if it stood alone. */
export type Scores = { whole: number; each: number[] }

/**
 * Scores a window and the sentences it consists of, in order. `facts` are numbers of facts about the whole (grams.ts).
 * Linear in the length of the window, whatever the number of sentences.
 */
export type Scorer = (view: View, window: Window, sentences: readonly Window[], facts: readonly number[]) => Scores

/**
 * What is kept of a tape. `features`, `slots`: number of each run and what its first slot holds, by unit and size.
 * `weighted`, `squares`: sums over all runs that begin before a unit.
 */
type Room = { features: Int32Array; slots: Int32Array; weighted: Float64Array; squares: Float64Array }

const roomFor = (length: number): Room => ({
  features: new Int32Array(length * MAX_GRAM),
  slots: new Int32Array(length * MAX_GRAM),
  weighted: new Float64Array(length + 1),
  squares: new Float64Array(length + 1),
})

/** Makes the scorer of a model. */
export const createScorer = (model: Model): Scorer => {
  const { table, mask, scale, bias } = model
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
   * The numbers of all runs of the tape and what stands in their first slots. Nothing here depends on what is found, so
   * that the look-ups do not wait for each other: that is what makes the whole quick.
   */
  const lookUp = ({ codes, length }: Tape): void => {
    const { features, slots } = room
    for (let at = 0; at < length; at++) {
      let feature = SEED
      for (let size = 0; size < MAX_GRAM; size++) {
        feature = mix(feature, codes[at + size] ?? 0)
        const place = at * MAX_GRAM + size
        features[place] = feature
        slots[place] = table[firstSlot(feature, mask)] ?? 0
      }
    }
  }

  /** The hot loop: what addRuns does, for every unit of the tape. */
  const addUp = (tape: Tape): void => {
    const { length } = tape
    if (room.weighted.length <= length) room = roomFor(length * 2)
    lookUp(tape)
    const { features, slots, weighted, squares } = room
    let total = 0
    let totalSquare = 0
    for (let at = 0; at < length; at++) {
      weighted[at] = total
      squares[at] = totalSquare
      const from = at * MAX_GRAM
      const to = from + Math.min(MAX_GRAM, length - at)
      for (let place = from; place < to; place++) {
        let held = slots[place] ?? 0
        if (held === 0) break
        const feature = features[place] ?? 0
        if (!holds(held, feature)) {
          const slot = findSlot(model, feature)
          if (slot < 0) break
          held = table[slot] ?? 0
        }
        const rarity = rarityOf(held)
        total += weightOf(held) * rarity
        totalSquare += rarity * rarity
      }
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

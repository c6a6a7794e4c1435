import type { KeyObject } from 'node:crypto'
import { agreements } from '../mark/export-mark.ts'
import { codeOdds, isCodeOf } from '../mark/reference-code.ts'
import { logScoreOf, named, orderTally, type Tally } from './evidence.ts'
import type { Leak } from './leak.ts'

/** An export that may be the source, with where the rows of the file stand in it. */
export type Suspect<Id> = {
  id: Id
  key: KeyObject
  /** In the order of the file, the places in the export of those of its customers that the export held. */
  positions: readonly number[]
}

/** How one kind of mark speaks: `name` is a place of a writing, `order` or `code`. */
export type Mark = Tally & { name: string }

export type Judged<Id> = {
  id: Id
  marks: readonly Mark[]
  /** Customers of the file that the export held. */
  held: number
  /** Natural logarithm. */
  logScore: number
}

/** Values by which the suspects are narrowed down, and how many of them are left then. */
const glances = 150
const mostCompared = 20

/**
 * A part of a leaked file, spread over it, by which many exports are narrowed down to a few. Leaving one out accuses nobody, so that
 * the bound holds for what is left.
 */
export const glanceOf = (leak: Leak): Leak => {
  const part = glances / leak.observations.length
  // Scattered (Knuth's multiplicative hash), since every second or third value may be of the same column.
  return { ...leak, observations: leak.observations.filter((_, at) => (Math.imul(at, 2_654_435_761) >>> 0) / 2 ** 32 < part) }
}

/** What the marks of a leaked file say about one export. */
export const compare = <Id>(leak: Leak, { id, key, positions }: Suspect<Id>): Judged<Id> => {
  const sites = new Map<string, { agreed: number; trials: number }>()
  for (const observation of leak.observations) {
    for (const { site, agrees } of agreements(key, observation)) {
      const tally = sites.get(site) ?? { agreed: 0, trials: 0 }
      tally.trials += 1
      if (agrees) tally.agreed += 1
      sites.set(site, tally)
    }
  }
  const codes = leak.codes.filter((code) => isCodeOf(key, code)).length
  const marks = [
    ...[...sites].map(([name, tally]) => ({ name, ...tally, odds: 0.5 })),
    { name: 'order', ...orderTally(positions) },
    { name: 'code', agreed: codes, trials: leak.codes.length, odds: codeOdds },
  ].filter(({ trials }) => trials > 0)
  return { id, marks, held: positions.length, logScore: logScoreOf(marks) }
}

/** Holding the customers of the file gives an export a larger part of the stake, and never a point of its score. */
const weightOf = (held: number): number => held * held + 1

/**
 * Which of the exports a leaked file was made from, and how sure that is: strongest first, none where the evidence is not enough.
 * @param glanced every export, by the glance: the stake is shared among all of them
 * @param compared those of them that were compared whole
 * @returns `log10` bounds the chance that a file from elsewhere would accuse anybody so strongly, as a power of ten: -6 at most
 */
export const accuse = <Id>(glanced: readonly Judged<Id>[], compared: readonly Judged<Id>[]): readonly (Judged<Id> & { log10: number })[] => {
  const stake = glanced.reduce((sum, { held }) => sum + weightOf(held), 0)
  return named(compared.map((one) => ({ export: one, logScore: one.logScore, share: weightOf(one.held) / stake }))).map(
    ({ export: one, log10 }) => ({ ...one, log10 }),
  )
}

/** The exports to compare whole, strongest first. */
export const shortlist = <Id>(glanced: readonly Judged<Id>[]): readonly Id[] =>
  glanced.toSorted((a, b) => b.logScore - a.logScore).slice(0, mostCompared).map(({ id }) => id)

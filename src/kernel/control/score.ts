/** The score (安全度): arithmetic over measured controls, and nothing else. */
import type { ControlState, Dimension } from './measurement.ts'

export const dimensions: readonly Dimension[] = ['account', 'content', 'data', 'channel', 'people']

/** A control with its latest measurement. `weight` above 0; `share` 0 to 1. */
export type MeasuredControl = {
  readonly id: string
  readonly dimension: Dimension
  readonly weight: number
  readonly measurement: { readonly state: ControlState; readonly share: number }
}

export type ControlPoints = { readonly id: string; readonly points: number }

export type Score = {
  /** 0 to 100, one decimal, rounded down: 100 only when everything holds. Null while nothing is conclusive. */
  readonly overall: number | null
  readonly dimensions: readonly { readonly id: Dimension; readonly score: number | null }[]
  /** What each conclusive control takes away, one decimal, in the order given; together exactly 100 - overall. */
  readonly lost: readonly ControlPoints[]
  /** What each control would win back if it held fully; the most first. */
  readonly gains: readonly ControlPoints[]
  /** Controls that could not be measured: shown, and left out of everything above. */
  readonly inconclusive: readonly string[]
  /** Share of the weight that is conclusive, 0 to 1; 0 without controls. */
  readonly coverage: number
}

/** Points are dealt out in tenths, so that what a person adds up on the screen comes out right. */
const TENTHS = 1_000
/** Binary fractions miss round numbers by less than this. */
const NOISE = 1e-6

/** Computes the score. @throws RangeError for a weight or share out of bounds */
export function scoreOf(controls: readonly MeasuredControl[]): Score {
  for (const { id, weight, measurement } of controls) {
    if (!(weight > 0 && Number.isFinite(weight))) throw new RangeError(`the weight of ${id} is not above 0`)
    if (!(measurement.share >= 0 && measurement.share <= 1)) throw new RangeError(`the share of ${id} is not in 0 to 1`)
  }
  const conclusive = controls.filter(({ measurement }) => measurement.state !== 'inconclusive')
  const lostTenths = dealOut(conclusive)
  const lost = conclusive.map(({ id }, index) => ({ id, points: (lostTenths[index] ?? 0) / 10 }))
  const weight = weightOf(controls)
  return {
    overall: scoreFrom(conclusive, lostTenths),
    dimensions: dimensions.map((id) => {
      const own = conclusive.filter(({ dimension }) => dimension === id)
      return { id, score: scoreFrom(own, dealOut(own)) }
    }),
    lost,
    gains: lost.filter(({ points }) => points > 0).toSorted(byPoints),
    inconclusive: controls.filter((control) => !conclusive.includes(control)).map(({ id }) => id),
    coverage: weight === 0 ? 0 : weightOf(conclusive) / weight,
  }
}

/**
 * Tenths of a point that each control takes away, by largest remainder: whole tenths first, the rest one by one to
 * those that were cut off most.
 */
function dealOut(controls: readonly MeasuredControl[]): number[] {
  const weight = weightOf(controls)
  const exact = controls.map((control) => (TENTHS * control.weight * (1 - control.measurement.share)) / weight)
  const whole = exact.map((tenths) => Math.floor(tenths))
  const total = Math.ceil(sum(exact) - NOISE)
  const rest = exact.map((tenths, index) => ({ index, cut: tenths - (whole[index] ?? 0) }))
  const favoured = rest.toSorted((left, right) => right.cut - left.cut).slice(0, Math.max(0, total - sum(whole)))
  const extra = new Set(favoured.map(({ index }) => index))
  return whole.map((tenths, index) => tenths + (extra.has(index) ? 1 : 0))
}

function scoreFrom(controls: readonly MeasuredControl[], lostTenths: readonly number[]): number | null {
  return controls.length === 0 ? null : (TENTHS - sum(lostTenths)) / 10
}

function byPoints(left: ControlPoints, right: ControlPoints): number {
  return right.points - left.points || (left.id < right.id ? -1 : 1)
}

const weightOf = (controls: readonly MeasuredControl[]): number => sum(controls.map(({ weight }) => weight))
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

import type { Kysely } from 'kysely'
import type { Sentence, SentenceParams } from '../sentence.ts'
import type { KernelTables } from '../tables.ts'

export type Dimension = 'account' | 'content' | 'data' | 'channel' | 'people'

/** One thing that can be opened to see why a control holds or not. At most 50 are kept with a measurement. */
export type Evidence = {
  sentence: Sentence
  params?: SentenceParams
  /** Where in the console it can be opened, for example `/materials/018f...`. */
  link?: string
}

/** `inconclusive`: there is nothing to measure yet. It is shown, and left out of the score. */
export type ControlState = 'holds' | 'partly' | 'fails' | 'inconclusive'

export type Measurement = {
  state: ControlState
  /** How well it holds, 0 to 1. */
  share: number
  evidence: readonly Evidence[]
}

/** A measured safeguard: reads the live state and says how well it holds. */
export type Control = {
  readonly id: string
  readonly title: Sentence
  /** What it protects against, in one sentence. */
  readonly purpose: Sentence
  readonly dimension: Dimension
  /** Share of the score relative to the other controls; 1 to 10. */
  readonly weight: number
  /** The action that would win the lost points back, and where it is done. */
  readonly action: { sentence: Sentence; link: string }
  /** Event types after which it is measured again; besides that every hour. */
  readonly remeasureOn: readonly string[]
  readonly measure: (db: Kysely<KernelTables>, now: Date) => Promise<Measurement>
}

/** Returns the `defineControl` of a module: `measure` sees the module's own tables. */
export const controlsOf =
  <Tables extends object>() =>
  (text: Omit<Control, 'measure'> & { measure: (db: Kysely<Tables & KernelTables>, now: Date) => Promise<Measurement> }): Control =>
    // The table types are erased here, once, as in operationsOf.
    text as unknown as Control

/**
 * A measurement of "how many of them are right".
 * @param total how many there are; 0 is `inconclusive`
 * @param good how many are right
 */
export const shareMeasurement = (total: number, good: number, evidence: readonly Evidence[]): Measurement => {
  if (total === 0) return { state: 'inconclusive', share: 0, evidence: [] }
  const share = good / total
  return { state: share === 1 ? 'holds' : share >= 0.5 ? 'partly' : 'fails', share, evidence: evidence.slice(0, 50) }
}

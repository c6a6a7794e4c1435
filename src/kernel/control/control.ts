import type { Kysely } from 'kysely'
import type { Sentence } from '../sentence.ts'
import type { KernelTables } from '../tables.ts'
import type { Dimension, Measurement } from './measurement.ts'

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

import type { PackSources } from '../../../screening/compile/read-packs.ts'
import { createScreener } from '../../../screening/screener.ts'
import type { CompiledPacks, Screener } from '../../../screening/types.ts'
import type { RuleChanges } from '../changes.ts'
import { unpackedChanges } from '../rule-set.ts'
import { type BuiltSet, buildSet } from './build-set.ts'
import type { SetMessage } from './thread-messages.ts'

/** A set that the thread has unpacked; what takes long is made when it is first needed. */
export type KnownSet = { changes: RuleChanges; built: () => BuiltSet; screener: () => Screener }

/** Thrown where a set is named whose bytes were not sent. */
export class SetNeeded extends Error {}

/** Sets that are kept: what is in force, the draft before and after an edit, and one more. */
const mostSets = 4

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The sets of the thread, the one used last forgotten last. */
export const knownSets = ({ shipped, sources }: { shipped: CompiledPacks; sources: PackSources }) => {
  const sets = new Map<string, KnownSet>()

  const keep = (content: string, changes: RuleChanges): KnownSet => {
    const built = once(() => buildSet(shipped, sources, changes))
    const screener = once(() => createScreener(built().packs, built().terms))
    const known = sets.get(content) ?? { changes, built, screener }
    sets.delete(content)
    sets.set(content, known)
    const [oldest] = sets.keys()
    if (sets.size > mostSets && oldest !== undefined) sets.delete(oldest)
    return known
  }

  const get = async ({ content, packed }: SetMessage): Promise<KnownSet> => {
    const known = sets.get(content)
    if (known !== undefined) return keep(content, known.changes)
    if (packed === undefined) throw new SetNeeded()
    return keep(content, await unpackedChanges(packed))
  }
  return { keep, get }
}

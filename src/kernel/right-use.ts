import type { Transaction } from 'kysely'
import type { Actor } from './actor.ts'
import { beijingDate } from './calendar/beijing-time.ts'
import type { KernelTables } from './tables.ts'

/** A right that a person used. */
export type RightUse = { personId: string; permission: string; at: Date }

/** Keeps the use of a right, in the transaction of the operation that used it; a module says how. */
export type KeepRightUse = (trx: Transaction<KernelTables>, use: RightUse) => Promise<void>

/** Uses that a server remembers; with more it forgets all of them and writes some once more. */
const mostRemembered = 200_000

/**
 * What this server has kept today, so that a right in constant use costs one row a day and nothing besides. A day is one
 * in Beijing.
 */
export const rememberRightUses = () => {
  const kept = new Set<string>()
  let day = ''
  const keyOf = ({ personId, permission }: RightUse): string => `${personId} ${permission}`
  return {
    /**
     * Which of these have to be kept, as far as this server knows. Each is handed out once a day, so that calls at the
     * same moment do not wait for each other's row.
     */
    take: (uses: readonly RightUse[]): readonly RightUse[] => {
      const taken: RightUse[] = []
      for (const use of uses) {
        const date = beijingDate(use.at)
        if (date !== day || kept.size >= mostRemembered) kept.clear()
        day = date
        if (kept.has(keyOf(use))) continue
        kept.add(keyOf(use))
        taken.push(use)
      }
      return taken
    },
    /** For those of a transaction that did not commit: the next use is kept instead. */
    giveBack: (uses: readonly RightUse[]): void => {
      for (const use of uses) kept.delete(keyOf(use))
    },
  }
}

export type RightUses = ReturnType<typeof rememberRightUses>

/** What an actor used. Only people hold rights that can be taken away for not being used. */
export const usesOf = (actor: Actor, permissions: ReadonlySet<string>, at: Date): readonly RightUse[] =>
  actor.kind === 'person' ? [...permissions].map((permission) => ({ personId: actor.id, permission, at })) : []

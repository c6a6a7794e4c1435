import type { Actor } from '../../kernel/actor.ts'
import type { Decision } from '../../screening/types.ts'
import type { ContentDatabase } from './scope.ts'
import type { CheckTallyRow } from './tables.ts'

/** Checks are summed up over this long; one sum is one entry of the ledger. */
export const tallyMinutes = 15

const tallyMs = tallyMinutes * 60_000

export type TallyCaller = { kind: CheckTallyRow['caller_kind']; id: string; name: string }

/** The beginning of the quarter of an hour in which a moment lies. */
export const quarterOf = (now: Date): Date => new Date(Math.floor(now.getTime() / tallyMs) * tallyMs)

/**
 * Whose count a check goes to. People are named by their id alone, as in the ledger.
 * @throws Error for jobs and strangers, who cannot call
 */
export const callerOf = (actor: Actor): TallyCaller => {
  switch (actor.kind) {
    case 'person':
    case 'machine':
      return { kind: actor.kind, id: actor.id, name: '' }
    case 'api-key':
      return { kind: actor.kind, id: actor.id, name: actor.name }
    case 'job':
    case 'anonymous':
      throw new Error('Jobs and strangers check nothing')
  }
}

/** Adds one check to its caller's sum, in the caller's transaction: a check that was answered was counted. */
export const countCheck = async (
  db: ContentDatabase,
  check: { caller: TallyCaller; now: Date; rulesVersion: string; decision: Decision; characters: number },
): Promise<void> => {
  const { caller, now, rulesVersion, decision, characters } = check
  const one = (wanted: Decision): number => (decision === wanted ? 1 : 0)
  await db
    .insertInto('check_tally')
    .values({
      caller_kind: caller.kind,
      caller_id: caller.id,
      caller_name: caller.name,
      begins_at: quarterOf(now),
      rules_version: rulesVersion,
      allowed: one('allow'),
      in_doubt: one('review'),
      denied: one('deny'),
      characters,
    })
    .onConflict((conflict) =>
      conflict.columns(['caller_kind', 'caller_id', 'begins_at', 'rules_version']).doUpdateSet((eb) => ({
        allowed: eb('check_tally.allowed', '+', eb.ref('excluded.allowed')),
        in_doubt: eb('check_tally.in_doubt', '+', eb.ref('excluded.in_doubt')),
        denied: eb('check_tally.denied', '+', eb.ref('excluded.denied')),
        characters: eb('check_tally.characters', '+', eb.ref('excluded.characters')),
      })),
    )
    .execute()
}

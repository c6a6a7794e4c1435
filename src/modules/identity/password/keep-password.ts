import { changedMeanwhile } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import type { IdentityContext } from '../scope.ts'
import { passwordSettingsOf } from './read-settings.ts'
import { renewPasswordTerm } from './password-term.ts'

type NewPassword = {
  personId: string
  hash: string
  /** The hash that was in use when the new password was judged; null where there was none. */
  replaces: string | null
}

/**
 * Keeps a password that was judged and hashed before: in use from now on, in the history of the last ones, which is cut
 * to its length, with the next change as an obligation of its owner. The last one is met by it.
 * @throws Problem `record.changed-meanwhile` when another password was set since it was judged
 */
export const keepPassword = async (ctx: IdentityContext, { personId, hash, replaces }: NewPassword): Promise<void> => {
  const present = await ctx.db
    .selectFrom('password')
    .select('hash')
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if ((present?.hash ?? null) !== replaces) throw changedMeanwhile()
  const fresh = { hash, changed_at: ctx.now, must_change_since: null }
  await ctx.db
    .insertInto('password')
    .values({ person_id: personId, ...fresh })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fresh))
    .execute()
  const settings = await passwordSettingsOf(ctx.db)
  await remember(ctx, { personId, hash, length: settings.historyLength })
  await renewPasswordTerm(ctx, personId, settings)
}

const remember = async (
  ctx: IdentityContext,
  { personId, hash, length }: { personId: string; hash: string; length: number },
): Promise<void> => {
  await ctx.db
    .insertInto('password_history')
    .values({ id: newId(ctx.now.getTime()), person_id: personId, hash, set_at: ctx.now })
    .execute()
  const last = ctx.db
    .selectFrom('password_history')
    .select('id')
    .where('person_id', '=', personId)
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .limit(length)
  await ctx.db
    .deleteFrom('password_history')
    .where('person_id', '=', personId)
    .where('id', 'not in', last)
    .execute()
}

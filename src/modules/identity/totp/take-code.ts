import type { IdentityContext } from '../scope.ts'
import { checkTotpCode } from './totp.ts'

type Attempt = { personId: string; code: string; state: 'enabled' | 'begun' }

/**
 * Checks a code and uses it up: the step is stored only if no later or equal one was stored meanwhile.
 * @param attempt.state `enabled` for a factor in use, `begun` for one that is being set up
 * @returns whether the code was right and new
 */
export const takeCode = async (ctx: IdentityContext, { personId, code, state }: Attempt): Promise<boolean> => {
  const totp = await ctx.db
    .selectFrom('totp')
    .select(['sealed_secret', 'last_step'])
    .where('person_id', '=', personId)
    .where('enabled_at', state === 'enabled' ? 'is not' : 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (totp === undefined) return false
  const step = checkTotpCode(ctx.secrets.totpSecret, {
    personId,
    sealedSecret: totp.sealed_secret,
    code,
    lastStep: totp.last_step,
    now: ctx.now,
  })
  if (step === null) return false
  const stored = await ctx.db
    .updateTable('totp')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where('last_step', '<', step)
    .returning('person_id')
    .executeTakeFirst()
  return stored !== undefined
}

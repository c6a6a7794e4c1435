import { z } from 'zod'
import { enforceFactorChange } from '../factors/enrolled.ts'
import { hasSecondFactor } from '../factors/factor.ts'
import { noFactorToRecover } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { codesAtATime, newRecoveryCode, recoveryDigest } from './recovery-code.ts'

export const makeRecoveryCodes = defineOperation({
  name: 'identity.make-recovery-codes',
  summary: { zh: '生成一组新的恢复码，原有的随即失效', en: 'Make new recovery codes; the old ones end' },
  effect: 'change',
  permission: 'any-session',
  fresh: true,
  records: ['recovery-codes.made'],
  input: z.strictObject({}),
  output: z.object({ codes: z.array(z.string()) }),
  run: async (ctx) => {
    const person = signedIn(ctx.actor)
    const enrolled = await enforceFactorChange(ctx, { factor: 'recovery-code', change: 'add' })
    if (!hasSecondFactor(enrolled)) throw noFactorToRecover()
    const codes = Array.from({ length: codesAtATime }, newRecoveryCode)
    await ctx.db.deleteFrom('recovery_code').where('person_id', '=', person.id).execute()
    await ctx.db
      .insertInto('recovery_code')
      .values(
        codes.map((code) => ({
          person_id: person.id,
          digest: recoveryDigest(ctx.secrets.session, person.id, code),
          used_at: null,
        })),
      )
      .execute()
    ctx.record({ type: 'recovery-codes.made', subject: { kind: 'person', id: person.id } })
    return { codes }
  },
})

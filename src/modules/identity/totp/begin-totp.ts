import { z } from 'zod'
import { companyOf } from '../company.ts'
import { enforceFactorChange } from '../factors/enrolled.ts'
import { totpAlreadyEnabled } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { newTotpSecret, sealTotpSecret, totpUri } from './totp.ts'

export const beginTotp = defineOperation({
  name: 'identity.begin-totp',
  summary: { zh: '开始绑定动态验证码', en: 'Begin to set up one-time codes' },
  effect: 'change',
  permission: 'any-session',
  fresh: true,
  records: ['totp.begun'],
  input: z.strictObject({}),
  output: z.object({ secret: z.string(), uri: z.string() }),
  run: async (ctx) => {
    const person = signedIn(ctx.actor)
    const { login_name: loginName } = await ctx.db
      .selectFrom('person')
      .select('login_name')
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow()
    const enrolled = await enforceFactorChange(ctx, { factor: 'totp', change: 'add' })
    if (enrolled.totp) throw totpAlreadyEnabled()

    const secret = newTotpSecret()
    const fresh = {
      sealed_secret: sealTotpSecret(ctx.secrets, person.id, secret),
      begun_at: ctx.now,
      enabled_at: null,
      last_step: 0,
    }
    await ctx.db
      .insertInto('totp')
      .values({ person_id: person.id, ...fresh })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fresh))
      .execute()
    ctx.record({ type: 'totp.begun', subject: { kind: 'person', id: person.id } })
    const { name: company } = await companyOf(ctx.db)
    return { secret, uri: totpUri(secret, { company, loginName }) }
  },
})

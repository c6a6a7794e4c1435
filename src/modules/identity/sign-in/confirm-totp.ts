import { z } from 'zod'
import { signInExpired, wrongCode } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { openSession } from '../sessions/open-session.ts'
import { digestOf, tokenInput } from '../sessions/token.ts'
import { takeCode } from '../totp/take-code.ts'
import { typedCode } from '../totp/typed-code.ts'
import { countFailure, failureKeys, forgetFailures, takeTurn } from './failures.ts'

/** Wrong codes on one ticket; then the password is asked again. */
const codesPerTicket = 5

export const confirmTotp = defineOperation({
  name: 'identity.confirm-totp',
  summary: { zh: '用动态验证码完成登录', en: 'Finish signing in with a one-time code' },
  effect: 'change',
  permission: 'anyone',
  records: ['person.signed-in', 'person.sign-in-failed'],
  input: z.strictObject({ ticket: tokenInput, code: typedCode }),
  output: z.object({ next: z.literal('done') }),
  bodyLimit: 4096,
  run: async (ctx, { ticket, code }) => {
    const digest = digestOf(ctx.secrets.session, ticket)
    const found = await ctx.db
      .selectFrom('sign_in_ticket')
      .innerJoin('person', 'person.id', 'sign_in_ticket.person_id')
      .select(['person.id', 'person.login_name'])
      .where('sign_in_ticket.token_digest', '=', digest)
      .executeTakeFirst()
    if (found === undefined) throw signInExpired()
    // A wrong code counts against the name like a wrong password, or the password would be a licence to guess codes.
    const keys = failureKeys(ctx.secrets.session, { loginName: found.login_name, ip: ctx.origin.ip })
    await takeTurn(ctx.db, keys, ctx.now)
    const attempt = await ctx.db
      .selectFrom('sign_in_ticket')
      .innerJoin('person', 'person.id', 'sign_in_ticket.person_id')
      .select('sign_in_ticket.failures')
      .where('sign_in_ticket.token_digest', '=', digest)
      .where('sign_in_ticket.expires_at', '>', ctx.now)
      .where('person.state', '=', 'active')
      .forUpdate()
      .executeTakeFirst()
    if (attempt === undefined || attempt.failures >= codesPerTicket) throw signInExpired()

    if (!(await takeCode(ctx, { personId: found.id, code, state: 'enabled' }))) {
      await ctx.db
        .updateTable('sign_in_ticket')
        .set({ failures: attempt.failures + 1 })
        .where('token_digest', '=', digest)
        .execute()
      const delaySeconds = await countFailure(ctx.db, keys, ctx.now)
      ctx.record({
        type: 'person.sign-in-failed',
        subject: { kind: 'person', id: found.id },
        detail: { reason: 'totp', delaySeconds },
      })
      return ctx.refuse(wrongCode())
    }
    await ctx.db.deleteFrom('sign_in_ticket').where('person_id', '=', found.id).execute()
    await forgetFailures(ctx.db, keys)
    await openSession(ctx, { id: found.id, assurance: 'totp' })
    return { next: 'done' as const }
  },
})

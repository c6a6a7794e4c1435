import { z } from 'zod'
import { raiseSession } from '../factors/raise-session.ts'
import { codeNotAccepted, totpNotBegun } from '../problems.ts'
import { refuseProof, takeOwnTurn } from '../proof/own-turn.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { forgetFailures } from '../sign-in/failures.ts'
import { signedIn } from '../signed-in.ts'
import { takeCode } from './take-code.ts'
import { typedCode } from './typed-code.ts'

/** A secret that was shown longer ago than this is not enabled any more. */
const setUpMinutes = 15

export const finishTotp = defineOperation({
  name: 'identity.finish-totp',
  summary: { zh: '用第一个验证码完成绑定', en: 'Finish setting up one-time codes with the first code' },
  effect: 'change',
  permission: 'any-session',
  records: ['totp.enabled', 'session.ended', 'person.check-failed'],
  input: z.strictObject({ code: typedCode }),
  output: z.object({}),
  run: async (ctx, { code }) => {
    const person = signedIn(ctx.actor)
    const begun = await ctx.db
      .selectFrom('totp')
      .innerJoin('person', 'person.id', 'totp.person_id')
      .select('person.login_name')
      .where('totp.person_id', '=', person.id)
      .where('totp.enabled_at', 'is', null)
      .where('totp.begun_at', '>', new Date(ctx.now.getTime() - setUpMinutes * 60_000))
      .executeTakeFirst()
    if (begun === undefined) throw totpNotBegun()
    const keys = await takeOwnTurn(ctx, begun.login_name)
    if (!(await takeCode(ctx, { personId: person.id, code, state: 'begun' }))) {
      return refuseProof(ctx, keys, { factor: 'totp', problem: codeNotAccepted() })
    }
    await forgetFailures(ctx.db, keys)
    await ctx.db.updateTable('totp').set({ enabled_at: ctx.now }).where('person_id', '=', person.id).execute()
    await raiseSession(ctx, 'totp')
    ctx.record({ type: 'totp.enabled', subject: { kind: 'person', id: person.id } })
    // What was opened with the password alone ends: it may not have been this person.
    await endSessions(ctx, { personId: person.id, except: person.sessionId, reason: 'factors-changed' })
    return {}
  },
})

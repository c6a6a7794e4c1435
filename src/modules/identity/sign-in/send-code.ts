import { z } from 'zod'
import { enrolledOf, factorNotThere } from '../factors/enrolled.ts'
import { signInElsewhere, signInExpired } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { sendSmsCode } from '../sms/sms-code.ts'
import { actingPerson } from '../signed-in.ts'
import { tokenInput } from '../sessions/token.ts'
import { findTicket } from './ticket.ts'

export const sendCode = defineOperation({
  name: 'identity.send-code',
  summary: { zh: '发送短信验证码', en: 'Send a code by SMS' },
  effect: 'change',
  permission: 'anyone',
  records: ['sms-code.sent'],
  /** `ticket`: of a sign-in whose password was right; without it the signed-in person. */
  input: z.strictObject({ ticket: tokenInput.optional() }),
  output: z.object({ ending: z.string() }),
  bodyLimit: 4096,
  anonymousPerMinute: 10,
  run: async (ctx, { ticket }) => {
    const waiting = ticket === undefined ? undefined : await findTicket(ctx, ticket)
    if (waiting?.elsewhere === true) throw signInElsewhere()
    const personId = ticket === undefined ? actingPerson(ctx.actor) : waiting?.id
    if (personId === undefined || personId === null) throw signInExpired()
    const { phoneEnding } = await enrolledOf(ctx.db, personId)
    if (phoneEnding === null) throw factorNotThere()
    await sendSmsCode(ctx, personId)
    ctx.record({ type: 'sms-code.sent', subject: { kind: 'person', id: personId } })
    return { ending: phoneEnding }
  },
})

import { z } from 'zod'
import { seal } from '../../../kernel/secrets/seal.ts'
import { enforceFactorChange } from '../factors/enrolled.ts'
import { phoneAlreadyOn } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { phonePlace, sendSmsCode } from './sms-code.ts'

/** A mobile number of mainland China as people type it: spaces, hyphens, +86, full-width. */
const mobileNumber = z
  .string()
  .max(30)
  .transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, ''))
  .pipe(z.string().length(11).regex(/^1[3-9]\d{9}$/))

export const beginPhone = defineOperation({
  name: 'identity.begin-phone',
  summary: { zh: '开始绑定手机号，用于接收短信验证码', en: 'Begin to set up a mobile number for codes by SMS' },
  effect: 'change',
  permission: 'any-session',
  fresh: true,
  records: ['phone.begun'],
  input: z.strictObject({ number: mobileNumber }),
  output: z.object({ ending: z.string() }),
  run: async (ctx, { number }) => {
    const person = signedIn(ctx.actor)
    const enrolled = await enforceFactorChange(ctx, { factor: 'sms', change: 'add' })
    if (enrolled.phoneEnding !== null) throw phoneAlreadyOn()
    const ending = number.slice(-4)
    const fresh = {
      sealed_number: new Uint8Array(seal(ctx.secrets.totpSecret, Buffer.from(number, 'ascii'), phonePlace(person.id), ctx.secrets.suite)),
      ending,
      begun_at: ctx.now,
      enabled_at: null,
    }
    await ctx.db
      .insertInto('phone')
      .values({ person_id: person.id, ...fresh })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fresh))
      .execute()
    await sendSmsCode(ctx, person.id)
    ctx.record({ type: 'phone.begun', subject: { kind: 'person', id: person.id } })
    return { ending }
  },
})

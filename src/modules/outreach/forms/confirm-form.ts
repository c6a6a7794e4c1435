import { z } from 'zod'
import { sameBytes } from '../../../kernel/secrets/compare.ts'
import { openerOf } from '../../../kernel/secrets/sealing-keys.ts'
import { defineOperation } from '../scope.ts'
import { readSignedId } from '../signed-id.ts'
import { linkToken } from '../view-link.ts'
import { codeOf, mostTries, pendingUse, placeOfAnswers } from './form-code.ts'
import { codeOver, codeWrong } from './form-problems.ts'
import { type Answers, settleForm } from './settle-form.ts'

export const confirmForm = defineOperation({
  name: 'outreach.confirm-form',
  summary: { zh: '用短信验证码确认同意表单', en: 'Confirm a consent form by the code that was sent to the phone' },
  effect: 'change',
  permission: 'front',
  records: ['consent.given', 'customer.registered'],
  input: z.strictObject({ pending: linkToken, code: z.string().max(20) }),
  output: z.object({ withdrawal: z.string() }),
  run: async (ctx, { pending, code }) => {
    const id = readSignedId(ctx.secrets.consentForm, pendingUse, pending)
    if (id === null) throw codeOver()
    const row = await ctx.db
      .selectFrom('outreach_pending')
      .selectAll()
      .where('id', '=', id)
      .where('expires_at', '>', ctx.now)
      .where('tries', '<', mostTries)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw codeOver()
    if (!sameBytes(Buffer.from(code.normalize('NFKC').trim()), Buffer.from(codeOf(ctx.secrets.consentForm, id)))) {
      await ctx.db.updateTable('outreach_pending').set({ tries: row.tries + 1 }).where('id', '=', id).execute()
      return ctx.refuse(codeWrong())
    }
    const open = await openerOf(ctx, [row.answers])
    // Our own JSON, sealed by us.
    const answers = JSON.parse(open(row.answers, placeOfAnswers(id))) as Answers
    // Used up. The row counts as one of the number's codes until it is cleared away.
    await ctx.db.updateTable('outreach_pending').set({ tries: mostTries }).where('id', '=', id).execute()
    return { withdrawal: await settleForm(ctx, answers, { byCode: true }) }
  },
})

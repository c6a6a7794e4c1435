import { z } from 'zod'
import { openerOf } from '../../../kernel/secrets/sealing-keys.ts'
import { defineJob } from '../scope.ts'
import { codeOf, mostTries, placeOfAnswers } from './form-code.ts'
import type { Answers } from './settle-form.ts'

const jobData = z.object({ pendingId: z.uuid() })

/** Hands the code of a form to the supplier of text messages; tried again with the same id, so that it is sent once. */
export const sendFormCode = defineJob({
  name: 'outreach.send-form-code',
  prepare: async ({ db, now, secrets, ports }, data) => {
    const { pendingId } = jobData.parse(data)
    const row = await db
      .selectFrom('outreach_pending')
      .select('answers')
      .where('id', '=', pendingId)
      .where('expires_at', '>', now)
      .where('tries', '<', mostTries)
      .executeTakeFirst()
    if (row === undefined || ports.sendCode === undefined) return
    // A read: a transaction would add nothing, and the supplier must not be waited for in one.
    const open = await openerOf({ db: db as unknown as Parameters<typeof openerOf>[0]['db'], secrets }, [row.answers])
    const { contacts } = JSON.parse(open(row.answers, placeOfAnswers(pendingId))) as Answers
    const phone = contacts.find(({ kind }) => kind === 'mobile')?.value
    if (phone !== undefined) await ports.sendCode({ phone, code: codeOf(secrets.consentForm, pendingId), id: pendingId })
  },
  run: async () => {},
})

import { z } from 'zod'
import { open } from '../../../kernel/secrets/seal.ts'
import { defineJob } from '../scope.ts'
import { phonePlace, smsCodePlace } from './sms-code.ts'

const jobData = z.object({ personId: z.uuid(), sentAt: z.iso.datetime() })

/**
 * Hands a code to the supplier. Tried again while the supplier is away, with the same id, so that it is sent once; given
 * up when the code has run out or another took its place: the person asks for a new one.
 */
export const deliverSmsCode = defineJob({
  name: 'identity.deliver-sms-code',
  prepare: async ({ db, now, secrets, ports }, data) => {
    const { personId, sentAt } = jobData.parse(data)
    const row = await db
      .selectFrom('sms_code')
      .innerJoin('phone', 'phone.person_id', 'sms_code.person_id')
      .select(['sms_code.sealed_code', 'phone.sealed_number', 'sms_code.sent'])
      .where('sms_code.person_id', '=', personId)
      .where('sms_code.expires_at', '>', now)
      .executeTakeFirst()
    const isLatest = row?.sent.at(-1)?.toISOString() === sentAt
    if (row === undefined || !isLatest || ports.sendSms === undefined) return
    await ports.sendSms({
      phone: open(secrets.totpSecret, row.sealed_number, phonePlace(personId)).toString('ascii'),
      code: open(secrets.totpSecret, row.sealed_code, smsCodePlace(personId)).toString('ascii'),
      id: `${personId}-${new Date(sentAt).getTime()}`,
    })
  },
  run: async () => {},
})

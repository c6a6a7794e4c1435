import { z } from 'zod'
import { defineJob } from '../scope.ts'
import { knownContact } from './known-contact.ts'
import { openedProof } from './opened-proof.ts'

const jobData = z.object({ id: z.uuid() })

const mail = {
  subject: '验证码：行使个人信息权利 / Your code',
  text: (code: string, company: string): string =>
    `您的验证码是 ${code}，十分钟内有效，用于在${company}核实身份、行使个人信息权利。如非本人操作，请忽略。\n\n`
    + `Your code is ${code}. It is valid for ten minutes, to prove who you are to ${company}. If you did not ask for it, ignore this mail.\n`,
}

/**
 * Sends a code where the number or address is on file, and does nothing where it is not. Tried again while the supplier is
 * away, with the same id, so that it is sent once; given up when the code has run out.
 */
export const deliverCode = defineJob({
  name: 'requests.deliver-code',
  prepare: async ({ db, now, secrets, ports }, data): Promise<boolean> => {
    const { id } = jobData.parse(data)
    const row = await db.selectFrom('rights_proof').selectAll().where('id', '=', id).where('expires_at', '>', now).executeTakeFirst()
    if (row === undefined) return false
    const { value, code } = await openedProof({ db, secrets }, row)
    const { known } = await knownContact({ db, secrets, ports }, { kind: row.kind, value })
    if (!known) return false
    if (row.kind === 'mobile') {
      await ports.sendSms?.({ phone: value, code, id })
    } else {
      const company = (await ports.company(db)) ?? '我们'
      await ports.sendMail?.({ to: value, subject: mail.subject, text: mail.text(code, company), id })
    }
    return true
  },
  run: async (ctx, data, sent) => {
    if (sent) ctx.record({ type: 'request.code-sent', subject: { kind: 'rights-proof', id: jobData.parse(data).id } })
  },
})

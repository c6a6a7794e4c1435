import { z } from 'zod'
import { defineProblem, notFound } from '../../../kernel/errors.ts'
import { refusePersonalData } from '../fields/input.ts'
import { defineOperation, personOf } from '../scope.ts'
import { happenedAt, keepUse, useChannels } from './use-of-decoy.ts'

const usedLater = defineProblem('invalid', 'decoy.used-later', {
  zh: '使用时间不能晚于现在，请核对。',
  en: 'The contact cannot have been used later than now; correct the time.',
})

export const reportUse = defineOperation({
  name: 'vault.report-decoy-use',
  summary: { zh: '登记诱饵客户的联系方式被使用（来电、短信、邮件等）', en: 'Record that a contact of a decoy was used' },
  effect: 'change',
  permission: 'vault.manage-decoys',
  records: ['decoy.used'],
  input: z.strictObject({
    id: z.uuid(),
    channel: z.enum(useChannels),
    at: happenedAt,
    /** What was said or written, in short; no personal data. */
    note: z.string().trim().min(2).max(500).nullable(),
  }),
  output: z.object({}),
  run: async (ctx, { id, channel, at, note }) => {
    if (note !== null) refusePersonalData({ zh: '情况', en: 'Note' }, note)
    const moment = new Date(at)
    if (moment > ctx.now) throw usedLater()
    const row = await ctx.db.selectFrom('decoy').select('mark').where('id', '=', id).executeTakeFirst()
    if (row?.mark == null) throw notFound()
    await keepUse(ctx, { decoyId: id, channel, at: moment, note, reportedBy: personOf(ctx).id })
    return {}
  },
})

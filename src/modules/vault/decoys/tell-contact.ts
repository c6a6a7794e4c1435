import { z } from 'zod'
import { normalised } from '../fields/normalise.ts'
import { defineOperation } from '../scope.ts'
import { contactDigest } from './decoy-marks.ts'
import { contactKinds } from './sealed-decoy.ts'
import { keepUse, useChannels } from './use-of-decoy.ts'

export const tellContact = defineOperation({
  name: 'vault.tell-contact',
  summary: { zh: '供短信、邮件、话务系统通知：有人联系了这个号码或地址', en: 'For systems of text messages, mail and calls: somebody reached this number or address' },
  effect: 'change',
  permission: 'vault.manage-decoys',
  byKey: true,
  records: ['decoy.contact-told', 'decoy.used'],
  input: z.strictObject({
    kind: z.enum(contactKinds),
    /** The number or address that was reached. */
    address: z.string().trim().min(1).max(254),
    channel: z.enum(useChannels),
    at: z.iso.datetime({ offset: true }),
  }),
  // The same for every address: whoever has the key learns of no decoy by trying.
  output: z.object({}),
  run: async (ctx, { kind, address, channel, at }) => {
    const found = await ctx.db
      .selectFrom('decoy_contact')
      .innerJoin('decoy', 'decoy.id', 'decoy_contact.decoy_id')
      .select('decoy.id')
      .where('digest', '=', contactDigest(ctx, kind, normalised(kind, address)))
      .where('decoy.mark', 'is not', null)
      .executeTakeFirst()
    ctx.record({ type: 'decoy.contact-told', subject: { kind: 'decoys', id: 'decoys' }, detail: { channel } })
    const moment = new Date(Math.min(Date.parse(at), ctx.now.getTime()))
    // A gateway repeats itself: the same moment on the same way is one use.
    const known =
      found !== undefined &&
      (await ctx.db.selectFrom('decoy_use').select('id').where('decoy_id', '=', found.id).where('channel', '=', channel).where('happened_at', '=', moment).executeTakeFirst())
    if (found !== undefined && known === undefined) await keepUse(ctx, { decoyId: found.id, channel, at: moment, note: null, reportedBy: null })
    return {}
  },
})

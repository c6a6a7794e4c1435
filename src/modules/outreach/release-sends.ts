import { z } from 'zod'
import { idsDigest } from './ids-digest.ts'
import { sendIds } from './fields.ts'
import { defineOperation } from './scope.ts'

export const releaseSends = defineOperation({
  name: 'outreach.release-sends',
  summary: { zh: '登记没有发送的消息，释放名额', en: 'Give reserved messages back that were not sent' },
  effect: 'change',
  permission: 'outreach.send',
  byKey: true,
  records: ['sends.released'],
  input: z.strictObject({ sendIds }),
  output: z.object({ released: z.int() }),
  run: async (ctx, { sendIds: ids }) => {
    // What was confirmed has gone out and stays counted.
    const rows = await ctx.db
      .updateTable('outreach_send')
      .set({ state: 'released', settled_at: ctx.now })
      .where('id', 'in', ids)
      .where('state', '=', 'reserved')
      .returning('id')
      .execute()
    ctx.record({
      type: 'sends.released',
      subject: { kind: 'sends', id: idsDigest(ids).slice(0, 32) },
      detail: { asked: ids.length, released: rows.length, digest: idsDigest(ids) },
    })
    return { released: rows.length }
  },
})

import { sql } from 'kysely'
import { z } from 'zod'
import { idsDigest } from './ids-digest.ts'
import { mostAtOnce, sendIds } from './fields.ts'
import { monthOf } from './month.ts'
import { defineOperation } from './scope.ts'

export const confirmSends = defineOperation({
  name: 'outreach.confirm-sends',
  summary: { zh: '登记已发送的消息', en: 'Report messages that were sent' },
  effect: 'change',
  permission: 'outreach.send',
  byKey: true,
  records: ['sends.confirmed'],
  input: z.strictObject({ sendIds }),
  output: z.object({
    confirmed: z.int(),
    /** Those among them that were sent although their reservation was over, released or unsubscribed: counted all the same. */
    late: z.int(),
    /** Ids that nobody reserved. */
    unknown: z.int(),
  }),
  run: async (ctx, { sendIds: ids }) => {
    // A message that has gone out is counted whatever its reservation says; what came late counts in the month it came.
    const { rows } = await sql<{ late: boolean }>`
      update outreach_send set state = 'confirmed', settled_at = ${ctx.now},
        late = late or state in ('released', 'expired') or (state = 'reserved' and expires_at <= ${ctx.now}),
        month = case when state in ('released', 'expired') or (state = 'reserved' and expires_at <= ${ctx.now})
          then cast(${monthOf(ctx.now)} as date) else month end
      where id = any (cast(${ids} as uuid[])) and state <> 'confirmed'
      returning late`.execute(ctx.db)
    const known = await ctx.db
      .selectFrom('outreach_send')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('id', 'in', ids)
      .limit(mostAtOnce)
      .executeTakeFirstOrThrow()
    const late = rows.filter((row) => row.late).length
    const unknown = new Set(ids).size - known.count
    ctx.record({
      type: 'sends.confirmed',
      subject: { kind: 'sends', id: idsDigest(ids).slice(0, 32) },
      detail: { reported: ids.length, newly: rows.length, late, unknown, digest: idsDigest(ids) },
    })
    return { confirmed: known.count, late, unknown }
  },
})

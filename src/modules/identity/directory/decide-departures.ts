import { z } from 'zod'
import { takeAdvisoryLock } from '../../../kernel/database/advisory-lock.ts'
import { defineOperation } from '../scope.ts'
import { actingPerson } from '../signed-in.ts'
import { recordGone, settleObligation } from './departures.ts'
import { departureNotHeld } from './problems.ts'

export const decideDepartures = defineOperation({
  name: 'identity.decide-departures',
  summary: { zh: '核对企业微信里同时离开的人员：办理离职，或不办理', en: 'Decide whether people who are gone from WeCom at once have left' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['directory.member-gone', 'directory.departure-dismissed'],
  input: z.strictObject({
    ids: z.array(z.uuid()).min(1).max(200),
    decision: z.enum(['leave', 'stay']),
  }),
  output: z.object({}),
  run: async (ctx, { ids, decision }) => {
    await takeAdvisoryLock(ctx.db, 'weidun/identity/departures')
    const wanted = [...new Set(ids)]
    const decided = await ctx.db
      .updateTable('directory_departure')
      .set({
        state: decision === 'leave' ? 'begun' : 'dismissed',
        begun_at: decision === 'leave' ? ctx.now : null,
        decided_by: actingPerson(ctx.actor),
        decided_at: ctx.now,
      })
      .where('id', 'in', wanted)
      .where('state', '=', 'held')
      .where('over_at', 'is', null)
      .returning(['id', 'provider', 'person_id', 'why', 'obligation_id'])
      .execute()
    if (decided.length !== wanted.length) throw departureNotHeld()
    for (const { id, provider, person_id: personId, why } of decided) {
      if (decision === 'leave') recordGone(ctx, { personId, provider, why, departureId: id })
      else {
        ctx.record({
          type: 'directory.departure-dismissed',
          subject: { kind: 'person', id: personId },
          detail: { provider, why, departure: id },
        })
      }
    }
    for (const { provider, obligation_id: obligationId } of distinct(decided)) {
      if (obligationId !== null) await settleObligation(ctx, provider, obligationId)
    }
    return {}
  },
})

const distinct = <Row extends { obligation_id: string | null }>(rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [row.obligation_id, row])).values(),
]

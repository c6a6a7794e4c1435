import { z } from 'zod'
import { leavingGate } from './leaving-gate.ts'
import { newLeaving } from './begin-leaving.ts'
import { defineJob } from './scope.ts'
import { wakeAt } from './wake.ts'

/** What a directory says of somebody who is gone from it. */
const entryDetail = z.object({ provider: z.enum(['wecom', 'scim']), why: z.enum(['gone', 'left', 'disabled']) })

const reasons = {
  wecom: { gone: '企业微信通讯录已删除该成员', left: '该成员已退出企业微信', disabled: '企业微信已停用该成员' },
  scim: { gone: '企业目录已删除该人员', left: '该人员已退出企业目录', disabled: '企业目录已停用该人员' },
} as const

/**
 * Begins the leaving of somebody whom a directory shows as gone, in the name of nobody. It is planned for this moment and
 * carried out by the same job as every other: what stands against it (the last administrator) holds it up, is told to
 * those who can help, and is looked at again every minute. A leaving that was planned for later is brought forward.
 */
export const beginFromDirectoryJob = defineJob({
  name: 'leaving.begin-from-directory',
  on: ['directory.member-gone'],
  prepare: async ({ db }, { entryId }) => {
    const entry = await db
      .selectFrom('ledger_entry')
      .select('detail')
      .where('id', '=', typeof entryId === 'string' ? entryId : null)
      .executeTakeFirst()
    return entry === undefined ? undefined : entryDetail.parse(entry.detail)
  },
  run: async (ctx, { subjectId: personId }, said) => {
    if (said === undefined || typeof personId !== 'string') return
    const leaver = await ctx.ports.lockLeaver(ctx.db, personId)
    const facts = { actorId: null, personId, hasLeft: leaver.state === 'left', lastAdministrator: false, takeover: null }
    if (leavingGate(facts).verdict !== 'allow') return
    const reason = reasons[said.provider][said.why]
    const planned = await ctx.db
      .selectFrom('leaving')
      .selectAll()
      .where('person_id', '=', personId)
      .where('state', '=', 'planned')
      .forUpdate()
      .executeTakeFirst()
    if (planned === undefined) {
      const { id } = await newLeaving(ctx, { personId, reason, dueAt: ctx.now, takeoverId: null, source: said.provider, atOnce: true })
      return wakeAt(ctx, { id, dueAt: ctx.now })
    }
    if (planned.due_at <= ctx.now) return
    await ctx.db.updateTable('leaving').set({ due_at: ctx.now }).where('id', '=', planned.id).execute()
    ctx.record({
      type: 'leaving.changed',
      subject: { kind: 'leaving', id: planned.id },
      detail: {
        person: personId,
        reason,
        takeover: planned.takeover_id,
        dueAt: { from: planned.due_at.toISOString(), to: ctx.now.toISOString() },
        atOnce: true,
      },
    })
    return wakeAt(ctx, { id: planned.id, dueAt: ctx.now })
  },
})

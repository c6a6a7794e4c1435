import { z } from 'zod'
import { refusePersonalData } from '../plain-text.ts'
import { defineOperation, personOf } from '../scope.ts'
import { lockRequest, step } from '../step.ts'
import { tellPerson } from '../telling/tell-person.ts'

export const askPerson = defineOperation({
  name: 'requests.ask-person',
  summary: { zh: '请本人补充，期间暂停计时', en: 'Ask the person for more; the clock stands still meanwhile' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.waiting'],
  input: z.strictObject({ id: z.uuid(), question: z.string().trim().min(4).max(500) }),
  output: z.object({}),
  run: async (ctx, { id, question }) => {
    personOf(ctx)
    refusePersonalData(question)
    const row = await lockRequest(ctx, id)
    await step(ctx, row, 'ask', { question })
    const { due_at: dueAt } = await ctx.db.selectFrom('obligation').select('due_at').where('id', '=', row.obligation_id).executeTakeFirstOrThrow()
    // Nobody escapes a breach by asking: a clock that ran out is not stopped.
    const paused = ctx.now <= dueAt
    if (paused) await ctx.obligations.pause(row.obligation_id, '等待本人补充')
    await tellPerson(ctx, row, 'question')
    ctx.record({ type: 'request.waiting', subject: { kind: 'rights-request', id }, detail: { paused } })
    return {}
  },
})

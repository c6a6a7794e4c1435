import { z } from 'zod'
import { refusePersonalData } from '../plain-text.ts'
import { otherKind } from '../problems.ts'
import { defineOperation, personOf } from '../scope.ts'
import { answerRequest, lockRequest } from '../step.ts'

export const finish = defineOperation({
  name: 'requests.finish',
  summary: { zh: '撤回同意、拒绝接收已生效，答复本人', en: 'Answer a withdrawal or objection that is in force already' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.answered'],
  input: z.strictObject({ id: z.uuid(), note: z.string().trim().min(4).max(500) }),
  output: z.object({}),
  run: async (ctx, { id, note }) => {
    personOf(ctx)
    refusePersonalData(note)
    const row = await lockRequest(ctx, id)
    if (row.kind !== 'withdraw' && row.kind !== 'object') throw otherKind()
    await answerRequest(ctx, row, { by: 'answer', outcome: row.outcome, note })
    return {}
  },
})

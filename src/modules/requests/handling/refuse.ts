import { z } from 'zod'
import { refusePersonalData } from '../plain-text.ts'
import { reasonUnfit } from '../problems.ts'
import { refusalCodes, refusalsFor } from '../refusals.ts'
import { defineOperation, personOf } from '../scope.ts'
import { lockRequest, step } from '../step.ts'
import { tellPerson } from '../telling/tell-person.ts'
import { answerNote } from './answer-with-copy.ts'

export const refuse = defineOperation({
  name: 'requests.refuse',
  summary: { zh: '拒绝请求，须有法定理由', en: 'Refuse a request, for a lawful reason' },
  effect: 'change',
  permission: 'requests.decide',
  fresh: true,
  records: ['request.refused'],
  input: z.strictObject({ id: z.uuid(), reason: z.enum(refusalCodes), note: answerNote }),
  output: z.object({}),
  run: async (ctx, { id, reason, note }) => {
    personOf(ctx)
    if (note !== null) refusePersonalData(note)
    const row = await lockRequest(ctx, id)
    if (!refusalsFor(row.kind).includes(reason)) throw reasonUnfit()
    await step(ctx, row, 'refuse', { refusal: reason, note })
    await ctx.obligations.meet(row.obligation_id, { request: id, outcome: 'refused', reason })
    await tellPerson(ctx, row, 'answer')
    ctx.record({ type: 'request.refused', subject: { kind: 'rights-request', id }, detail: { kind: row.kind, reason } })
    return {}
  },
})

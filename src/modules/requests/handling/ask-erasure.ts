import { z } from 'zod'
import { otherKind, stateChanged } from '../problems.ts'
import { defineOperation, personOf } from '../scope.ts'
import { lockRequest } from '../step.ts'
import { knownSubject } from './known-subject.ts'

export const askErasure = defineOperation({
  name: 'requests.ask-erasure',
  summary: { zh: '核对完毕，提请决定删除', en: 'Hand a request over for a decision on erasure' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.erasure-asked'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const person = personOf(ctx)
    const row = await lockRequest(ctx, id)
    if (row.kind !== 'delete' && row.kind !== 'withdraw') throw otherKind()
    if (row.state !== 'working' || row.erasure_asked_by !== null) throw stateChanged()
    knownSubject(row)
    await ctx.db.updateTable('rights_request').set({ erasure_asked_by: person.id }).where('id', '=', id).execute()
    ctx.record({ type: 'request.erasure-asked', subject: { kind: 'rights-request', id }, detail: { customer: row.subject } })
    return {}
  },
})

import { z } from 'zod'
import { isEnded } from '../life-cycle.ts'
import { refusePersonalData } from '../plain-text.ts'
import { otherKind, stateChanged } from '../problems.ts'
import { defineOperation, personOf } from '../scope.ts'
import { lockRequest } from '../step.ts'
import { proofNote } from './enter.ts'

export const chooseSubject = defineOperation({
  name: 'requests.choose-subject',
  summary: { zh: '号码对应多位客户时，核实并选定是哪一位', en: 'Choose whose request it is, where several customers have the number' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.subject-chosen'],
  input: z.strictObject({ id: z.uuid(), customer: z.uuid(), note: proofNote }),
  output: z.object({}),
  run: async (ctx, { id, customer, note }) => {
    personOf(ctx)
    refusePersonalData(note)
    const row = await lockRequest(ctx, id)
    if (isEnded(row.state) || row.subject !== null) throw stateChanged()
    if (!row.candidates.includes(customer)) throw otherKind()
    await ctx.db.updateTable('rights_request').set({ subject: customer, proof_note: note }).where('id', '=', id).execute()
    ctx.record({ type: 'request.subject-chosen', subject: { kind: 'rights-request', id }, detail: { customer, of: row.candidates.length } })
    return {}
  },
})

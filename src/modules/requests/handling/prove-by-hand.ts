import { z } from 'zod'
import { refusePersonalData } from '../plain-text.ts'
import { defineOperation, personOf } from '../scope.ts'
import { lockRequest, step } from '../step.ts'
import { stopNow } from '../stop-now.ts'
import { recordedOfOthers } from '../vocabulary.ts'
import { proofNote } from './enter.ts'

export const proveByHand = defineOperation({
  name: 'requests.prove-by-hand',
  summary: { zh: '登记身份核实的方式', en: 'Enter how the identity was verified' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.proven', 'request.stopped', 'request.answered', ...recordedOfOthers],
  input: z.strictObject({ id: z.uuid(), note: proofNote }),
  output: z.object({}),
  run: async (ctx, { id, note }) => {
    personOf(ctx)
    refusePersonalData(note)
    const row = await lockRequest(ctx, id)
    await step(ctx, row, 'prove', { proven_by: 'staff', proof_note: note })
    ctx.record({ type: 'request.proven', subject: { kind: 'rights-request', id }, detail: { by: 'staff' } })
    await stopNow(ctx, { ...row, state: 'proven', proven_by: 'staff', proof_note: note })
    return {}
  },
})

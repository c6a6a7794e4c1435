import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { token } from './prove.ts'
import { visitOf } from './visit.ts'

export const endVisit = defineOperation({
  name: 'requests.end-visit',
  summary: { zh: '结束本次办理', en: 'End the visit' },
  effect: 'change',
  permission: 'front',
  records: ['request.session-ended'],
  input: z.strictObject({ session: token }),
  output: z.object({}),
  run: async (ctx, { session }) => {
    const { id } = await visitOf(ctx, session)
    await ctx.db.deleteFrom('rights_session').where('id', '=', id).execute()
    ctx.record({ type: 'request.session-ended', subject: { kind: 'rights-session', id } })
    return {}
  },
})

import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation, personOf } from '../scope.ts'
import { endExport as end, lockExport, requireStep } from './export-store.ts'

export const endExport = defineOperation({
  name: 'vault.end-export',
  summary: { zh: '取消自己的导出，或提前销毁文件', en: 'Cancel one’s own export, or destroy its file at once' },
  effect: 'change',
  permission: 'vault.export',
  records: ['export.ended'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const row = await lockExport(ctx, id)
    if (row.asked_by !== personOf(ctx).id) throw notFound()
    const state = row.state === 'ready' ? 'destroyed' : 'withdrawn'
    requireStep(row, state)
    if (row.state === 'asked' && row.obligation_id !== null) await ctx.obligations.cancel(row.obligation_id, '申请人取消了导出')
    await end(ctx, row, state)
    ctx.record({ type: 'export.ended', subject: { kind: 'vault-export', id }, detail: { state, why: 'asker' } })
    return {}
  },
})

import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { countsOf, endImport } from './end-import.ts'
import { lockImport } from './imports.ts'
import { proofOf } from './write-rows.ts'

export const cancelImport = defineOperation({
  name: 'vault.cancel-import',
  summary: { zh: '中止或放弃导入，上传的内容随即销毁', en: 'Stop or discard an import; what was uploaded is destroyed' },
  effect: 'change',
  permission: 'vault.import',
  byKey: true,
  records: ['customer-import.cancelled', 'customer-import.discarded'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ outcome: z.enum(['cancelled', 'discarded']), /** Rows that stay, since they were written already. */ written: z.int() }),
  run: async (ctx, { id }) => {
    const row = await lockImport(ctx, id)
    const subject = { kind: 'customer-import', id }
    const written = row.added + row.merged
    if (row.state === 'running') {
      await endImport(ctx, row, 'cancel')
      ctx.record({ type: 'customer-import.cancelled', subject, detail: proofOf(row) })
      return { outcome: 'cancelled' as const, written }
    }
    await endImport(ctx, row, 'discard')
    ctx.record({ type: 'customer-import.discarded', subject, detail: countsOf(row) })
    return { outcome: 'discarded' as const, written }
  },
})

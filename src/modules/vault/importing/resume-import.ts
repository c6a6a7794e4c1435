import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { lockImport } from './imports.ts'
import { importStates, moving } from './life-cycle.ts'
import { notNow } from './problems.ts'
import { jobFor } from './wake-imports.ts'

export const resumeImport = defineOperation({
  name: 'vault.resume-import',
  summary: { zh: '继续停滞的导入', en: 'Carry on an import that stands still' },
  effect: 'change',
  permission: 'vault.import',
  byKey: true,
  records: ['customer-import.resumed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const row = await lockImport(ctx, id)
    const job = jobFor(row.state)
    if (!moving.includes(row.state) || job === undefined) throw notNow({ state: importStates[row.state].zh })
    await ctx.enqueue(job, { id }, { key: id })
    ctx.record({ type: 'customer-import.resumed', subject: { kind: 'customer-import', id }, detail: { chunksDone: row.chunks_done, chunks: row.chunks } })
    return {}
  },
})

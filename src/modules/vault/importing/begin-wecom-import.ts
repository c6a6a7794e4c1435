import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { batchInput, beginImport as begin } from './begin.ts'
import { fetchJob } from './fetch-wecom.ts'
import { noWecom } from './problems.ts'

export const beginWecomImport = defineOperation({
  name: 'vault.begin-wecom-import',
  summary: { zh: '开始导入企业微信客户，须有依据', en: 'Begin an import of the customers in WeCom, with evidence' },
  effect: 'change',
  permission: 'vault.import',
  records: ['customer-import.begun'],
  input: z.strictObject(batchInput),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, batch) => {
    if (ctx.ports.wecomCustomers === undefined) throw noWecom()
    const id = await begin(ctx, batch, { via: 'wecom' })
    await ctx.enqueue(fetchJob, { id }, { key: id })
    return { id }
  },
})

import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { batchInput, beginImport as begin } from './begin.ts'
import { importLimits } from './limits.ts'

export const beginImport = defineOperation({
  name: 'vault.begin-import',
  summary: { zh: '开始导入客户文件，须有来源和依据', en: 'Begin an import of customers from a file, with source and evidence' },
  effect: 'change',
  permission: 'vault.import',
  byKey: true,
  records: ['customer-import.begun'],
  input: z.strictObject({
    fileName: z.string().trim().min(1).max(200),
    /** Bytes. */
    size: z.int().min(1).max(importLimits.fileBytes),
    ...batchInput,
  }),
  output: z.object({ id: z.uuid(), /** Bytes of one part, at most. */ partBytes: z.int() }),
  run: async (ctx, { fileName, size, ...batch }) => ({
    id: await begin(ctx, batch, { via: 'file', fileName, size }),
    partBytes: importLimits.partBytes,
  }),
})

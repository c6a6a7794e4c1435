import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { importKey, lockImport, sealIn, stateAfter } from './imports.ts'
import { importLimits } from './limits.ts'
import { partOutOfOrder, tooMuch } from './problems.ts'

const longest = Math.ceil(importLimits.partBytes / 3) * 4

export const storePart = defineOperation({
  name: 'vault.store-import-part',
  summary: { zh: '上传导入文件的一段，接着已收到的内容', en: 'Store the next part of a file that is imported' },
  effect: 'change',
  permission: 'vault.import',
  byKey: true,
  records: ['customer-import.part-stored'],
  bodyLimit: longest + 16 * 1024,
  input: z.strictObject({
    id: z.uuid(),
    /** Where the part begins, in bytes: what was received so far. */
    offset: z.int().min(0).max(importLimits.fileBytes),
    base64: z.base64().min(1).max(longest),
  }),
  output: z.object({ received: z.int() }),
  run: async (ctx, { id, offset, base64 }) => {
    const row = await lockImport(ctx, id)
    const state = stateAfter(row, 'store')
    if (offset !== row.received) throw partOutOfOrder({ received: row.received })
    const bytes = Buffer.from(base64, 'base64')
    const received = row.received + bytes.length
    if (received > row.size) throw tooMuch()
    const key = await importKey(ctx.db, ctx.secrets, row)
    // One slice a statement: a megabyte is two as a parameter.
    for (let at = 0; at < bytes.length; at += importLimits.sliceBytes) {
      const part = bytes.subarray(at, at + importLimits.sliceBytes)
      const sealed = sealIn({ key, secrets: ctx.secrets }, part, { room: 'slice', id, number: offset + at })
      await ctx.db.insertInto('customer_import_slice').values({ import_id: id, from_byte: offset + at, size: part.length, bytes: sealed }).execute()
    }
    await ctx.db.updateTable('customer_import').set({ state, received, moved_at: ctx.now }).where('id', '=', id).execute()
    ctx.record({ type: 'customer-import.part-stored', subject: { kind: 'customer-import', id }, detail: { received, size: row.size } })
    return { received }
  },
})

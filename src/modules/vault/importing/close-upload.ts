import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import { kindField } from '../fields/input.ts'
import { defineOperation } from '../scope.ts'
import { guessColumns } from './columns.ts'
import { endImport } from './end-import.ts'
import { importKey, lockImport, sealIn, stateAfter, visibleImport } from './imports.ts'
import { incomplete } from './problems.ts'
import { openTable } from './reading/open-table.ts'
import type { ByteSource } from './reading/table.ts'
import { UnreadableFile } from './reading/unreadable-file.ts'
import { storedSource } from './stored-source.ts'
import { unreadable } from './unreadable.ts'

const stretch = 1024 * 1024

/** Proves which file it was, to whoever has the key and the file; a plain hash of a short list could be tried out. */
const digestOf = async (source: ByteSource, { blindIndex }: Pick<Secrets, 'blindIndex'>): Promise<Uint8Array> => {
  const hmac = createHmac('sha256', blindIndex).update('customer-import|file|')
  for (let at = 0; at < source.size; at += stretch) hmac.update(await source.read(at, at + stretch))
  return new Uint8Array(hmac.digest())
}

export const closeUpload = defineOperation({
  name: 'vault.close-import-upload',
  summary: { zh: '文件传完，读取列名', en: 'End an upload and read the names of the columns' },
  effect: 'change',
  permission: 'vault.import',
  byKey: true,
  records: ['customer-import.uploaded', 'customer-import.unreadable'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ headings: z.array(z.string()), /** What they probably hold. */ guess: z.array(kindField.nullable()) }),
  prepare: async ({ db, actor, secrets }, { id }) => {
    const row = await visibleImport(db, actor, id)
    stateAfter(row, 'close')
    if (row.received < row.size) throw incomplete({ received: row.received, size: row.size })
    const key = await importKey(db, secrets, row)
    const source = storedSource(db, key, row)
    try {
      const { headings, format } = await openTable(source)
      return { read: { headings: [...headings], format, digest: await digestOf(source, secrets) } }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      return { failed: error }
    }
  },
  run: async (ctx, { id }, prepared) => {
    const row = await lockImport(ctx, id)
    const state = stateAfter(row, 'close')
    const subject = { kind: 'customer-import', id }
    if ('failed' in prepared) {
      const { why, row: at } = prepared.failed
      // A file of no use is not kept: its key goes with the refusal.
      await endImport(ctx, row, 'refuse', { why, why_row: at })
      ctx.record({ type: 'customer-import.unreadable', subject, detail: { why } })
      return ctx.refuse(unreadable(prepared.failed))
    }
    const { headings, format, digest } = prepared.read
    const key = await importKey(ctx.db, ctx.secrets, row)
    const sealed = sealIn({ key, secrets: ctx.secrets }, Buffer.from(JSON.stringify(headings)), { room: 'headings', id })
    await ctx.db.updateTable('customer_import').set({ state, format, digest, headings: sealed, moved_at: ctx.now }).where('id', '=', id).execute()
    ctx.record({
      type: 'customer-import.uploaded',
      subject,
      detail: { format, bytes: row.size, columns: headings.length, digest: Buffer.from(digest).toString('hex') },
    })
    return { headings, guess: [...guessColumns(headings)] }
  },
})

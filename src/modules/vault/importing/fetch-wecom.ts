import { createHmac } from 'node:crypto'
import { json } from '../../../kernel/database/index.ts'
import { fieldKinds } from '../fields/kinds.ts'
import { defineJob, type VaultContext } from '../scope.ts'
import { checkJob } from './check-rows.ts'
import { endImport } from './end-import.ts'
import { importKey, sealIn, stateAfter, takeImport } from './imports.ts'
import { importLimits } from './limits.ts'
import type { ImportRow } from './tables.ts'
import type { WecomCustomer, WecomPosition } from './wecom-port.ts'

/** The job that reads the company's WeCom customers, page by page. */
export const fetchJob = 'vault.fetch-wecom-customers'

const withinMs = 20_000
const columns = ['name', 'mobile', 'wecom-id'] as const
const headings = columns.map((kind) => fieldKinds[kind].title.zh)

const lineOf = ({ id, name, mobile }: WecomCustomer): string =>
  JSON.stringify(Object.fromEntries([[headings[0], name ?? ''], [headings[1], mobile ?? ''], [headings[2], id]]))

/** One page: it becomes a slice of the import, as if somebody had uploaded it, and is checked like any file. */
export const fetchWecom = defineJob({
  name: fetchJob,
  prepare: async ({ db, ports }, { id }) => {
    const row = await db.selectFrom('customer_import').selectAll().where('id', '=', String(id)).executeTakeFirst()
    if (row?.state !== 'fetching') return undefined
    const position = (row.position ?? { after: '', cursor: '' }) as WecomPosition
    return { row, said: (await ports.wecomCustomers?.(position, AbortSignal.timeout(withinMs))) ?? { kind: 'refused' as const } }
  },
  run: async (ctx, _data, prepared) => {
    if (prepared === undefined) return
    const { said } = prepared
    const row = await takeImport(ctx, prepared.row.id)
    if (row?.state !== 'fetching' || JSON.stringify(row.position) !== JSON.stringify(prepared.row.position)) return
    if (said.kind === 'later') {
      const startAfter = new Date(ctx.now.getTime() + said.afterSeconds * 1000)
      await ctx.db.updateTable('customer_import').set({ moved_at: startAfter }).where('id', '=', row.id).execute()
      await ctx.enqueue(fetchJob, { id: row.id }, { key: row.id, startAfter })
      return
    }
    const bytes = said.kind === 'done' ? Buffer.from(said.customers.map((one) => `${lineOf(one)}\n`).join('')) : Buffer.alloc(0)
    if (said.kind === 'refused' || row.size + bytes.length > importLimits.fileBytes) return refuse(ctx, row, said.kind === 'refused' ? 'wecom-refused' : 'too-many-rows')
    const size = await keepPage(ctx, row, bytes)
    if (said.next !== null) {
      await ctx.db.updateTable('customer_import').set({ size, received: size, position: json(said.next), moved_at: ctx.now }).where('id', '=', row.id).execute()
      await ctx.enqueue(fetchJob, { id: row.id }, { key: row.id })
      return 'again'
    }
    if (size === 0) return refuse(ctx, row, 'no-rows')
    await ctx.db
      .updateTable('customer_import')
      .set({
        state: stateAfter(row, 'fetched'),
        format: 'json',
        size,
        received: size,
        position: null,
        columns: json(columns),
        digest: new Uint8Array(createHmac('sha256', ctx.secrets.blindIndex).update(`customer-import|wecom|${row.id}|${size}`).digest()),
        moved_at: ctx.now,
      })
      .where('id', '=', row.id)
      .execute()
    ctx.record({ type: 'customer-import.uploaded', subject: { kind: 'customer-import', id: row.id }, detail: { format: 'wecom', bytes: size } })
    await ctx.enqueue(checkJob, { id: row.id }, { key: row.id })
  },
})

const keepPage = async (ctx: VaultContext, row: ImportRow, bytes: Buffer): Promise<number> => {
  if (bytes.length === 0) return row.size
  const key = await importKey(ctx.db, ctx.secrets, row)
  for (let at = 0; at < bytes.length; at += importLimits.sliceBytes) {
    const [part, from] = [bytes.subarray(at, at + importLimits.sliceBytes), row.size + at]
    const sealed = sealIn({ key, secrets: ctx.secrets }, part, { room: 'slice', id: row.id, number: from })
    await ctx.db.insertInto('customer_import_slice').values({ import_id: row.id, from_byte: from, size: part.length, bytes: sealed }).execute()
  }
  return row.size + bytes.length
}

const refuse = async (ctx: VaultContext, row: ImportRow, why: 'wecom-refused' | 'too-many-rows' | 'no-rows'): Promise<void> => {
  await endImport(ctx, row, 'refuse', { why })
  ctx.record({ type: 'customer-import.unreadable', subject: { kind: 'customer-import', id: row.id }, detail: { why } })
}

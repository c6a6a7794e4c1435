import { defineJob } from '../scope.ts'
import { checkJob } from './check-rows.ts'
import { clearJob, countsOf, endImport } from './end-import.ts'
import { forgetErased } from './erased-since.ts'
import { fetchJob } from './fetch-wecom.ts'
import { takeImport } from './imports.ts'
import { after, type ImportState, moving } from './life-cycle.ts'
import { importLimits } from './limits.ts'
import { forgetKeys } from './twice-in-file.ts'
import { writeJob } from './write-rows.ts'

const jobs: Partial<Record<ImportState, string>> = { fetching: fetchJob, checking: checkJob, running: writeJob }

/** The job that moves an import on; undefined where none does. */
export const jobFor = (state: ImportState): string | undefined => jobs[state]

/** Imports that one look sees to. */
const most = 100

/**
 * Carries on what stands still because its job was lost, and destroys what nobody went on with for a day. The rows are the
 * truth.
 */
export const wakeImports = defineJob({
  name: 'vault.wake-imports',
  schedule: '* * * * *',
  run: async (ctx) => {
    const before = (ms: number): Date => new Date(ctx.now.getTime() - ms)
    const open = ctx.db.selectFrom('customer_import').select('id').where('ended_at', 'is', null).limit(most)
    for (const state of moving) {
      const still = await open.where('state', '=', state).where('moved_at', '<', before(importLimits.stillMs)).execute()
      const job = jobFor(state)
      for (const { id } of still) if (job !== undefined) await ctx.enqueue(job, { id }, { key: id })
    }
    // What is wrong with which row is of no use to anybody a day after the end.
    await ctx.db
      .deleteFrom('customer_import_fault')
      .using('customer_import')
      .whereRef('customer_import.id', '=', 'customer_import_fault.import_id')
      .where('customer_import.ended_at', '<', before(importLimits.unusedMs))
      .execute()
    await forgetErased(ctx)
    await ctx.db.deleteFrom('customer_import_told').where('at', '<', before(2 * importLimits.unusedMs)).execute()
    const unused = await open.where('moved_at', '<', before(importLimits.unusedMs)).execute()
    for (const { id } of unused) {
      const row = await takeImport(ctx, id)
      if (row === undefined || after(row.state, 'expire') === undefined || row.moved_at > before(importLimits.unusedMs)) continue
      await endImport(ctx, row, 'expire')
      ctx.record({ type: 'customer-import.expired', subject: { kind: 'customer-import', id }, detail: countsOf(row) })
    }
  },
})

/** Removes what is left of an import that is over. None of it opens any more, and none of it stays. */
export const clearImport = defineJob({
  name: clearJob,
  run: async (ctx, { id }) => {
    const row = await ctx.db.selectFrom('customer_import').select(['id', 'ended_at']).where('id', '=', String(id)).executeTakeFirst()
    if (row === undefined || row.ended_at === null) return
    const slices = await ctx.db.deleteFrom('customer_import_slice').where('import_id', '=', row.id).where('from_byte', 'in', (eb) =>
      eb.selectFrom('customer_import_slice').select('from_byte').where('import_id', '=', row.id).limit(slicesOfStep),
    ).executeTakeFirst()
    const chunks = await ctx.db.deleteFrom('customer_import_chunk').where('import_id', '=', row.id).where('number', 'in', (eb) =>
      eb.selectFrom('customer_import_chunk').select('number').where('import_id', '=', row.id).limit(chunksOfStep),
    ).executeTakeFirst()
    const more = await forgetKeys(ctx, row.id)
    if (!more && Number(slices.numDeletedRows) < slicesOfStep && Number(chunks.numDeletedRows) < chunksOfStep) return
    await ctx.enqueue(clearJob, { id: row.id }, { key: row.id })
    return 'again'
  },
})

const [slicesOfStep, chunksOfStep] = [32, 200]

import { defineJob, type VaultContext } from '../scope.ts'
import { exportTimes } from './export-life.ts'
import { endExport } from './export-store.ts'
import { wakeStalled } from './wake.ts'

/** Files and questions of one run; the next follows in a minute. */
const mostEnded = 200

/** Destroys files whose day is over, ends questions that nobody answered, and asks for the next step of what stands still. */
export const sweepExports = defineJob({
  name: 'vault.sweep-exports',
  schedule: '* * * * *',
  run: async (ctx) => {
    await wakeStalled(ctx)
    await forgetOld(ctx)
    const lapsed = new Date(ctx.now.getTime() - exportTimes.lapseHours * 3_600_000)
    const over = await ctx.db
      .selectFrom('vault_export')
      .selectAll()
      .where((eb) =>
        eb.or([
          eb.and([eb('state', '=', 'ready'), eb('expires_at', '<=', ctx.now)]),
          eb.and([eb('state', '=', 'asked'), eb('asked_at', '<=', lapsed)]),
        ]),
      )
      .orderBy('asked_at')
      .limit(mostEnded)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const row of over) {
      const state = row.state === 'ready' ? 'destroyed' : 'lapsed'
      if (row.state === 'asked' && row.obligation_id !== null) await ctx.obligations.cancel(row.obligation_id, '逾期未决，导出申请作废')
      await endExport(ctx, row, state)
      ctx.record({ type: 'export.ended', subject: { kind: 'vault-export', id: row.id }, detail: { state, why: 'time' } })
    }
  },
})

/**
 * After the years for which leaks are traced: the keys of marks and the digests of numbers go, and whatever never became a file.
 * Who was in which file stays, since the access record of each customer shows it.
 */
const forgetOld = async ({ db, now }: Pick<VaultContext, 'db' | 'now'>): Promise<void> => {
  const before = new Date(now)
  before.setUTCFullYear(before.getUTCFullYear() - exportTimes.tracedYears)
  const old = await db
    .selectFrom('vault_export')
    .select('id')
    .where('asked_at', '<', before)
    .where('ended_at', 'is not', null)
    .where((eb) => eb.or([eb('made_at', 'is', null), eb('mark_key', 'is not', null)]))
    .limit(mostEnded)
    .forUpdate()
    .skipLocked()
    .execute()
  if (old.length === 0) return
  const ids = old.map(({ id }) => id)
  await db.updateTable('vault_export_customer').set({ mobile_index: null }).where('export_id', 'in', ids).where('mobile_index', 'is not', null).execute()
  await db.updateTable('vault_export').set({ mark_key: null }).where('id', 'in', ids).where('made_at', 'is not', null).execute()
  await db.deleteFrom('vault_export').where('id', 'in', ids).where('made_at', 'is', null).execute()
}

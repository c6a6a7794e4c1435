import { z } from 'zod'
import { defineOperation, personOf } from '../scope.ts'
import { defaultLimits, limitsIn } from './limits.ts'

export const updateSettings = defineOperation({
  name: 'vault.update-settings',
  summary: { zh: '设置客户信息的查看和导出限额', en: 'Set the limits on reading and exporting customer data' },
  effect: 'change',
  permission: 'vault.configure',
  records: ['vault.settings-changed'],
  input: z.strictObject({
    fieldsAnHour: z.int().min(1).max(1_000),
    searchesAnHour: z.int().min(1).max(1_000),
    shownSeconds: z.int().min(10).max(300),
    /** Rows of a day without a second person, and at all; without them those in force go on. */
    exportAlone: z.int().min(0).max(10_000).optional(),
    exportADay: z.int().min(1).max(100_000).optional(),
  }),
  output: z.object({}),
  run: async (ctx, changed) => {
    const limits = { ...(await limitsIn(ctx)), ...changed }
    const values = {
      fields_an_hour: limits.fieldsAnHour,
      searches_an_hour: limits.searchesAnHour,
      shown_seconds: limits.shownSeconds,
      export_alone: limits.exportAlone ?? defaultLimits.exportAlone,
      export_a_day: limits.exportADay ?? defaultLimits.exportADay,
      updated_by: personOf(ctx).id,
      updated_at: ctx.now,
    }
    await ctx.db
      .insertInto('vault_setting')
      .values({ id: 1, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute()
    ctx.record({ type: 'vault.settings-changed', subject: { kind: 'vault', id: 'vault' }, detail: { ...limits, exportAlone: values.export_alone, exportADay: values.export_a_day } })
    return {}
  },
})

import { z } from 'zod'
import { defineOperation, personOf } from '../scope.ts'
import { defaultThresholds } from './model/thresholds.ts'
import { thresholdsIn } from './thresholds-in-force.ts'

const fields = {
  raisedAt: z.int().min(2).max(20),
  openedADay: z.int().min(20).max(10_000),
  inOrder: z.int().min(8).max(30),
  readersADay: z.int().min(3).max(100),
  leavingDays: z.int().min(1).max(90),
  nightFrom: z.int().min(18).max(24),
  nightUntil: z.int().min(0).max(10),
  waitSeconds: z.int().min(5).max(600),
  answerHours: z.int().min(1).max(72),
}
const thresholds = z.object(fields)

export const viewWatching = defineOperation({
  name: 'vault.view-watching',
  summary: { zh: '查看异常读取的门槛', en: 'See the thresholds of unusual reading' },
  effect: 'read',
  permission: 'vault.configure',
  records: { unrecorded: 'settings without personal data' },
  input: z.strictObject({}),
  output: z.object({ thresholds, defaults: thresholds }),
  run: async (ctx) => ({ thresholds: await thresholdsIn(ctx), defaults: defaultThresholds }),
})

export const updateWatching = defineOperation({
  name: 'vault.update-watching',
  summary: { zh: '设置异常读取的门槛', en: 'Set the thresholds of unusual reading' },
  effect: 'change',
  permission: 'vault.configure',
  records: ['watching.settings-changed'],
  input: z.strictObject(fields),
  output: z.object({}),
  run: async (ctx, set) => {
    const values = {
      raised_at: set.raisedAt,
      opened_a_day: set.openedADay,
      in_order: set.inOrder,
      readers_a_day: set.readersADay,
      leaving_days: set.leavingDays,
      night_from: set.nightFrom,
      night_until: set.nightUntil,
      wait_seconds: set.waitSeconds,
      answer_hours: set.answerHours,
      updated_by: personOf(ctx).id,
      updated_at: ctx.now,
    }
    await ctx.db
      .insertInto('watching_setting')
      .values({ id: 1, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute()
    ctx.record({ type: 'watching.settings-changed', subject: { kind: 'vault', id: 'vault' }, detail: set })
    return {}
  },
})

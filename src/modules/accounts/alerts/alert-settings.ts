import { z } from 'zod'
import { type AccountsContext, defineOperation } from '../scope.ts'

/** Minutes within which an alert is triaged, unless the company says otherwise. */
const defaults = { coreMinutes: 30, otherMinutes: 120 } as const

const minutes = z.int().min(5).max(1440)
const limits = { coreMinutes: minutes, otherMinutes: minutes }

/** How soon alerts are triaged: of core accounts, and of all others. */
export const alertTimes = async ({ db }: Pick<AccountsContext, 'db'>): Promise<{ coreMinutes: number; otherMinutes: number }> => {
  const row = await db.selectFrom('alert_setting').selectAll().executeTakeFirst()
  return row === undefined ? defaults : { coreMinutes: row.core_minutes, otherMinutes: row.other_minutes }
}

export const viewAlertSettings = defineOperation({
  name: 'accounts.view-alert-settings',
  summary: { zh: '查看平台告警的核实时限', en: 'See how soon platform alerts are to be triaged' },
  effect: 'read',
  permission: 'accounts.view',
  records: { unrecorded: 'Settings of the company; nothing about a person.' },
  input: z.strictObject({}),
  output: z.object(limits),
  run: async (ctx) => alertTimes(ctx),
})

export const updateAlertSettings = defineOperation({
  name: 'accounts.update-alert-settings',
  summary: { zh: '修改平台告警的核实时限', en: 'Change how soon platform alerts are to be triaged' },
  effect: 'change',
  permission: 'accounts.decide-alerts',
  records: ['alert-settings.changed'],
  input: z.strictObject(limits),
  output: z.object({}),
  run: async (ctx, { coreMinutes, otherMinutes }) => {
    const before = await alertTimes(ctx)
    const values = { core_minutes: coreMinutes, other_minutes: otherMinutes }
    await ctx.db
      .insertInto('alert_setting')
      .values({ one: true, ...values })
      .onConflict((conflict) => conflict.column('one').doUpdateSet(values))
      .execute()
    ctx.record({ type: 'alert-settings.changed', subject: { kind: 'company', id: 'company' }, detail: { before, after: { coreMinutes, otherMinutes } } })
    return {}
  },
})

import { z } from 'zod'
import { defineOperation, personOf } from './scope.ts'
import { settingFields } from './setting-fields.ts'
import { settingsInForce } from './settings.ts'

export const updateSettings = defineOperation({
  name: 'outreach.update-settings',
  summary: { zh: '修改触达设置', en: 'Change the sending settings' },
  effect: 'change',
  permission: 'outreach.configure',
  records: ['outreach-settings.changed'],
  input: z.strictObject(settingFields),
  output: z.object({}),
  run: async (ctx, { cap, quietHours, holdSeconds, platformLimits }) => {
    const person = personOf(ctx)
    const before = await settingsInForce(ctx.db)
    const limits = Object.fromEntries(platformLimits.map(({ channel, limit }) => [channel, limit]))
    const values = {
      monthly_cap: cap,
      quiet_from: quietHours?.from ?? null,
      quiet_until: quietHours?.until ?? null,
      hold_seconds: holdSeconds,
      platform_limits: JSON.stringify(limits),
      updated_by: person.id,
      updated_at: ctx.now,
    }
    await ctx.db
      .insertInto('outreach_setting')
      .values({ sole: true, ...values })
      .onConflict((conflict) => conflict.column('sole').doUpdateSet(values))
      .execute()
    ctx.record({
      type: 'outreach-settings.changed',
      subject: { kind: 'outreach-settings', id: 'outreach' },
      detail: {
        cap: { from: before.cap, to: cap },
        quietHours: { from: before.quietHours, to: quietHours },
        holdSeconds: { from: before.holdSeconds, to: holdSeconds },
        platformLimits: { from: before.platformLimits, to: limits },
      },
    })
    return {}
  },
})

import { z } from 'zod'
import { companyOf } from '../company.ts'
import { defineOperation } from '../scope.ts'

const limits = {
  sessionIdleMinutes: z.int().min(5).max(1440),
  sessionAbsoluteMinutes: z.int().min(15).max(10_080),
}

export const viewSignInSettings = defineOperation({
  name: 'identity.view-sign-in-settings',
  summary: { zh: '查看登录设置', en: 'See the sign-in settings' },
  effect: 'read',
  permission: 'identity.view-people',
  records: { unrecorded: 'Settings of the company; nothing about a person.' },
  input: z.strictObject({}),
  output: z.object(limits),
  run: async (ctx) => {
    const { sessionLimits } = await companyOf(ctx.db)
    return {
      sessionIdleMinutes: sessionLimits.idleMinutes,
      sessionAbsoluteMinutes: sessionLimits.absoluteMinutes,
    }
  },
})

export const updateSignInSettings = defineOperation({
  name: 'identity.update-sign-in-settings',
  summary: { zh: '修改登录设置：会话的空闲时限与最长时限', en: 'Change how long a session may idle and last' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['sign-in-settings.changed'],
  input: z.strictObject(limits).refine((given) => given.sessionIdleMinutes <= given.sessionAbsoluteMinutes, {
    path: ['sessionIdleMinutes'],
    message: '空闲时限不能超过最长时限 / idling cannot last longer than the session',
  }),
  output: z.object({}),
  run: async (ctx, { sessionIdleMinutes, sessionAbsoluteMinutes }) => {
    const { sessionLimits: before } = await companyOf(ctx.db)
    await ctx.db
      .updateTable('company')
      .set({ session_idle_minutes: sessionIdleMinutes, session_absolute_minutes: sessionAbsoluteMinutes })
      .execute()
    ctx.record({
      type: 'sign-in-settings.changed',
      subject: { kind: 'company', id: 'company' },
      detail: { before, after: { idleMinutes: sessionIdleMinutes, absoluteMinutes: sessionAbsoluteMinutes } },
    })
    return {}
  },
})

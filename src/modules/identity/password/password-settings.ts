import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { type PasswordSettings, passwordSettingsOf } from './read-settings.ts'

/**
 * NIST SP 800-63B advises against a change after a fixed time (people then count digits up) and for one after a
 * suspicion. Administrations and classified protection (等级保护) still ask for a period, so that 90 days is the default;
 * null switches it off.
 */
const fields = {
  periodDays: z.int().min(30).max(366).nullable(),
  historyLength: z.int().min(1).max(12),
  minimumLength: z.int().min(12).max(64),
  reminderDays: z.array(z.int().min(1).max(60)).max(5),
}

const latestFirst = (days: readonly number[]): number[] => days.toSorted((a, b) => b - a)

const shown = ({ reminderDays, ...rest }: PasswordSettings) => ({ ...rest, reminderDays: [...reminderDays] })

export const viewPasswordSettings = defineOperation({
  name: 'identity.view-password-settings',
  summary: { zh: '查看密码规则', en: 'See the rules for passwords' },
  effect: 'read',
  permission: 'identity.view-people',
  records: { unrecorded: 'Settings of the company; nothing about a person.' },
  input: z.strictObject({}),
  output: z.object(fields),
  run: async (ctx) => shown(await passwordSettingsOf(ctx.db)),
})

export const updatePasswordSettings = defineOperation({
  name: 'identity.update-password-settings',
  summary: {
    zh: '修改密码规则：更换周期与提醒、最短长度、不得重复的次数',
    en: 'Change how often passwords are changed, how long they are and how many last ones must not come back',
  },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['password-settings.changed'],
  input: z
    .strictObject(fields)
    .refine(({ reminderDays }) => new Set(reminderDays).size === reminderDays.length, {
      path: ['reminderDays'],
      message: '提醒日期不能重复 / each reminder once',
    })
    .refine(({ periodDays, reminderDays }) => reminderDays.every((days) => periodDays === null || days < periodDays), {
      path: ['reminderDays'],
      message: '提醒须早于更换周期 / remind later than the day of the last change',
    }),
  output: z.object({}),
  run: async (ctx, after) => {
    const before = await passwordSettingsOf(ctx.db)
    const next = { ...after, reminderDays: latestFirst(after.reminderDays) }
    await ctx.db
      .updateTable('password_settings')
      .set({
        period_days: next.periodDays,
        history_length: next.historyLength,
        minimum_length: next.minimumLength,
        reminder_days: next.reminderDays,
      })
      .execute()
    ctx.record({
      type: 'password-settings.changed',
      subject: { kind: 'company', id: 'company' },
      detail: { before: shown(before), after: next },
    })
    return {}
  },
})

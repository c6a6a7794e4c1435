import type { IdentityDatabase } from '../database.ts'
import type { AgeSettings } from './password-age.ts'

/** What the company demands of passwords (ACC-4). */
export type PasswordSettings = AgeSettings & {
  historyLength: number
  minimumLength: number
  /** Days before the deadline at which people are reminded, the earliest first. */
  reminderDays: readonly number[]
}

/** The settings in force; they have defaults before the company is set up. */
export const passwordSettingsOf = async (db: IdentityDatabase): Promise<PasswordSettings> => {
  const row = await db
    .selectFrom('password_settings')
    .select(['period_days', 'history_length', 'minimum_length', 'reminder_days'])
    .executeTakeFirstOrThrow()
  return {
    periodDays: row.period_days,
    historyLength: row.history_length,
    minimumLength: row.minimum_length,
    reminderDays: row.reminder_days,
  }
}

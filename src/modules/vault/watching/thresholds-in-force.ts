import type { VaultContext } from '../scope.ts'
import { defaultThresholds, type WatchingThresholds } from './model/thresholds.ts'
import type { WatchingSettingRow } from './tables.ts'

/** What is in force for everybody. */
export const thresholdsIn = async ({ db }: Pick<VaultContext, 'db'>): Promise<WatchingThresholds> => {
  const row = await db.selectFrom('watching_setting').selectAll().where('id', '=', 1).executeTakeFirst()
  return thresholdsOf(row ?? null)
}

/** @param row null where nobody set anything */
export const thresholdsOf = (row: Omit<WatchingSettingRow, 'updated_at' | 'updated_by'> | null): WatchingThresholds =>
  row === null
    ? defaultThresholds
    : {
        raisedAt: row.raised_at,
        openedADay: row.opened_a_day,
        inOrder: row.in_order,
        readersADay: row.readers_a_day,
        leavingDays: row.leaving_days,
        nightFrom: row.night_from,
        nightUntil: row.night_until,
        waitSeconds: row.wait_seconds,
        answerHours: row.answer_hours,
      }

import { sql } from 'kysely'
import type { VaultContext } from '../scope.ts'
import type { WatchingThresholds } from './model/thresholds.ts'
import type { ReadingGrade, ReadingReason } from './model/unusual-reading.ts'
import { thresholdsOf } from './thresholds-in-force.ts'

/** Where a person stands: what is open about them, what was decided, and until when somebody let them read on. */
export type Standing = {
  /** The open alert, where there is one. */
  open: { id: string; grade: ReadingGrade; reasons: readonly ReadingReason[] } | null
  /** Somebody decided that the reading stops. */
  stopped: boolean
  /** Since when what slows down or stops the person stands; null where nothing does. */
  since: Date | null
  /** Until when a second person agreed that it goes on; null where nobody did or the time is over. */
  agreedUntil: Date | null
  /** What was found harmless and is not raised again yet. */
  calm: { grade: ReadingGrade; codes: readonly string[] } | null
}

/** The part of the hourly limits that is left to somebody who was slowed down: one in so many. */
export const slowedTo = 3

export const isBlocked = ({ open, stopped, agreedUntil }: Standing): boolean => (open?.grade === 'blocked' || stopped) && agreedUntil === null

/** Slowed down: while an alert of that grade is open, and while somebody reads on by an agreement. */
export const isThrottled = ({ open, stopped }: Standing): boolean => stopped || open?.grade === 'throttled' || open?.grade === 'blocked'

type Row = {
  setting: Parameters<typeof thresholdsOf>[0]
  open: Standing['open']
  stopped: boolean
  since: Date | null
  agreedUntil: Date | null
  calm: { grade: ReadingGrade; reasons: readonly ReadingReason[] } | null
}

/** One statement for where the person stands and for the thresholds in force: both are asked at each reading. */
export const standingOf = async ({ db, now }: Pick<VaultContext, 'db' | 'now'>, personId: string): Promise<Standing & { thresholds: WatchingThresholds }> => {
  const { rows } = await sql<Row>`
    select
      (select to_jsonb(watching_setting) from watching_setting where id = 1) as setting,
      (select jsonb_build_object('id', id, 'grade', grade, 'reasons', reasons) from reading_alert
        where person_id = ${personId} and kind = 'unusual' and decided_at is null) as open,
      exists (select from reading_alert where person_id = ${personId} and decision in ('block', 'case')) as stopped,
      (select max(last_at) from reading_alert where person_id = ${personId} and kind = 'unusual'
        and ((decided_at is null and grade <> 'raised') or decision in ('block', 'case'))) as since,
      (select max(until) from reading_verdict where person_id = ${personId} and until > ${now}) as "agreedUntil",
      (select jsonb_build_object('grade', grade, 'reasons', reasons) from reading_alert
        where person_id = ${personId} and kind = 'unusual' and decision = 'harmless' and calm_until > ${now}
        order by decided_at desc limit 1) as calm`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('A selection without a table has a row')
  const { calm, setting, ...standing } = row
  return { ...standing, thresholds: thresholdsOf(setting), calm: calm === null ? null : { grade: calm.grade, codes: calm.reasons.map(({ code }) => code) } }
}

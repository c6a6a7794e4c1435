import type { QuietHours } from './quiet-hours.ts'
import type { OutreachDatabase } from './scope.ts'
import type { Channel } from './vocabulary.ts'

export type OutreachSettings = {
  /** Most marketing messages a person and calendar month over all channels; null is no cap. */
  cap: number | null
  quietHours: QuietHours | null
  /** How long a decision keeps its slot. */
  holdSeconds: number
  /** Most messages a person and month, by channel; a channel that is absent has no limit. */
  platformLimits: Readonly<Partial<Record<Channel, number>>>
}

/** What holds until a company decides otherwise. A WeChat service account reaches each follower four times a month. */
export const defaultSettings: OutreachSettings = {
  cap: 3,
  quietHours: { from: 21 * 60, until: 9 * 60 },
  holdSeconds: 15 * 60,
  platformLimits: { wechat: 4 },
}

/** The settings in force. */
export const settingsInForce = async (db: OutreachDatabase): Promise<OutreachSettings> => {
  const row = await db.selectFrom('outreach_setting').selectAll().executeTakeFirst()
  if (row === undefined) return defaultSettings
  const { quiet_from: from, quiet_until: until } = row
  return {
    cap: row.monthly_cap,
    quietHours: from === null || until === null ? null : { from, until },
    holdSeconds: row.hold_seconds,
    platformLimits: row.platform_limits,
  }
}

/** Minutes; settings of the company. */
export type SessionLimits = { idleMinutes: number; absoluteMinutes: number }

export type SessionTimes = { lastSeenAt: Date; expiresAt: Date; endedAt: Date | null }

const minute = 60_000

/** The last moment at which a session that begins now can still be used. */
export const absoluteEnd = (now: Date, { absoluteMinutes }: SessionLimits): Date =>
  new Date(now.getTime() + absoluteMinutes * minute)

/** Sessions that were not seen since this moment have idled too long. */
export const idleSince = (now: Date, { idleMinutes }: Pick<SessionLimits, 'idleMinutes'>): Date =>
  new Date(now.getTime() - idleMinutes * minute)

/** Whether a session may be used: not ended, not idle for too long, not older than its absolute end. */
export const isAlive = (times: SessionTimes, limits: Pick<SessionLimits, 'idleMinutes'>, now: Date): boolean =>
  times.endedAt === null && now < times.expiresAt && times.lastSeenAt > idleSince(now, limits)

/** Being seen is written once a minute, so that reading does not cost a write. */
export const isSeenAnew = (lastSeenAt: Date, now: Date): boolean => now.getTime() - lastSeenAt.getTime() >= minute

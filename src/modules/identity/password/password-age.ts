const DAY = 24 * 60 * 60_000

/** How passwords age, as the company set it. */
export type AgeSettings = {
  /** Days after which a password has to be changed; null: never. */
  periodDays: number | null
}

/** When a password has to be changed at the latest; null where passwords do not expire. Days have 24 hours. */
export const passwordDueAt = (changedAt: Date, { periodDays }: AgeSettings): Date | null =>
  periodDays === null ? null : new Date(changedAt.getTime() + periodDays * DAY)

export type PasswordAge = {
  /** Whole days that are left, the last one counted; 0 once it has expired, null where passwords do not expire. */
  daysLeft: number | null
  /** Whether it has to be changed before anything else can be done. */
  expired: boolean
}

/**
 * How old a password is (ACC-4).
 * @param changedAt when it was set
 */
export const passwordAge = (changedAt: Date, now: Date, settings: AgeSettings): PasswordAge => {
  const due = passwordDueAt(changedAt, settings)
  if (due === null) return { daysLeft: null, expired: false }
  const left = due.getTime() - now.getTime()
  // What is done at the very moment is in time, as with every deadline.
  return left < 0 ? { daysLeft: 0, expired: true } : { daysLeft: Math.ceil(left / DAY), expired: false }
}

/** Whether somebody has to change their password before anything else: it expired, or an administrator demands it. */
export const mustChangePassword = (
  password: { changedAt: Date; mustChangeSince: Date | null },
  now: Date,
  settings: AgeSettings,
): boolean => password.mustChangeSince !== null || passwordAge(password.changedAt, now, settings).expired

const DAY = 24 * 60 * 60_000

/**
 * The moments to come at which somebody is reminded of a deadline, the first first.
 * @param daysBefore days of 24 hours before it, in any order
 */
export const reminderMoments = (dueAt: Date, daysBefore: readonly number[], now: Date): readonly Date[] =>
  [...new Set(daysBefore)]
    .toSorted((a, b) => b - a)
    .map((days) => new Date(dueAt.getTime() - days * DAY))
    .filter((moment) => moment > now)

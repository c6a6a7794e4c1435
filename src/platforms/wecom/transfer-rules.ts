const DAY_MS = 86_400_000

/** China has one time and no summer time: UTC+8. */
const BEIJING_MS = 8 * 3_600_000

/** Customers or groups in one call (path/92125, 96331, 92127, 95703). */
const AT_ONCE = 100

/** Groups of one person that may be handed over in a day (path/92127). */
export const MOST_GROUPS_A_DAY = 300

/** A customer, or a group, of a member in service may be handed over so often within so many natural days. */
const MOST_TRANSFERS = 2
const TRANSFER_DAYS = 90

/** Lists that fit into one call each, in order. */
export const inCalls = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, index) =>
    items.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  )

/** An accepted transfer takes effect 24 hours later, unless the customer refuses. */
export const takesEffectAt = (accepted: Date): Date => new Date(accepted.getTime() + DAY_MS)

const dayOf = (moment: Date): number => Math.floor((moment.getTime() + BEIJING_MS) / DAY_MS)

/**
 * From when on a customer, or a group, of a member in service may be handed over again: the beginning of the first day
 * in China on which fewer than two of the earlier transfers lie within 90 natural days, that day included. Null when it
 * may be handed over now.
 */
export const transferableFrom = (earlier: readonly Date[], now: Date): Date | null => {
  const days = earlier.map(dayOf).toSorted((one, other) => one - other)
  // Of the last two, the earlier one has to lie outside.
  const first = days.at(-MOST_TRANSFERS)
  if (first === undefined || dayOf(now) - first >= TRANSFER_DAYS) return null
  return new Date((first + TRANSFER_DAYS) * DAY_MS - BEIJING_MS)
}

/** Customers of one who has left can be handed over within a year (path/96331). */
export const isTransferableAfterLeaving = (leftAt: Date, now: Date): boolean => {
  const until = new Date(leftAt)
  until.setUTCFullYear(until.getUTCFullYear() + 1)
  return now.getTime() <= until.getTime()
}

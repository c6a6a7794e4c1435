import { momentUnfit } from './problems.ts'

const year = 366 * 86_400_000

/**
 * When a leaving is due: now, or at a moment of the year to come.
 * @throws Problem `leaving.moment-unfit`
 */
export const checkedMoment = (at: Date | null, now: Date): Date => {
  if (at === null) return now
  if (at <= now || at.getTime() - now.getTime() > year) throw momentUnfit()
  return at
}

import { eachLevel } from './features.ts'
import type { Counts, History, Population } from './history.ts'
import { type SignIn, shanghaiTime } from './sign-in.ts'

/** What is usual anywhere counts as much as so many sign-ins of the company. */
const companyHabitsAfter = 50

/** What is like the person speaks for them only so far, so that a known device does not make up for a place abroad. */
const mostFamiliar = Math.log(1 / 4)

const share = (seen: number, total: number, prior: number, strength: number): number =>
  (seen + strength * prior) / (total + strength)

/**
 * How much more likely a value is among everybody than for this person, ln p(x) / p(x | person) (Freeman et al. 2016,
 * section IV), both within the level above. A person's share is smoothed towards the company's by Witten and Bell: the
 * more different values somebody had, the less a new one says. Somebody without a history gets 0.
 */
const evidenceOf = (seen: number, total: number, kinds: number, common: number): number =>
  Math.max(mostFamiliar, Math.log(common / share(seen, total, common, 1 + kinds)))

/** One and two hours away still count as the same habit, for a part. */
const nearness = [1, 0.6, 0.2]
/** Of the sign-ins anywhere, near an hour of the day. */
const usualHours = (hour: number): number => (hour >= 8 && hour < 19 ? 0.25 : hour >= 7 && hour < 23 ? 0.12 : 0.02)

const near = (hours: readonly number[], hour: number): number => {
  let sum = hours[hour] ?? 0
  for (let away = 1; away < nearness.length; away += 1) {
    sum += (nearness[away] ?? 0) * ((hours[(hour - away + 24) % 24] ?? 0) + (hours[(hour + away) % 24] ?? 0))
  }
  return sum
}

/** Weekends count for a part on working days and the other way round: habits of the day differ less than those of the week. */
const otherDays = 0.3

/** Sign-ins near the hour of another one, those of the other kind of day in part. */
export const habitsNear = ({ workdays, weekends }: Counts, at: number): number => {
  const { hour, weekend } = shanghaiTime(at)
  const [same, other] = weekend ? [weekends, workdays] : [workdays, weekends]
  return near(same, hour) + otherDays * near(other, hour)
}

/** The hour says less than the rest: people work late. */
const hourWeight = 0.5
/** Own hours count for more than the company's after so many sign-ins. */
const ownHoursAfter = 4

const evidenceOfHour = (signIn: SignIn, history: History, population: Population): number => {
  const { hour } = shanghaiTime(signIn.at)
  const common = share(habitsNear(population, signIn.at), population.total, usualHours(hour), companyHabitsAfter)
  const own = share(habitsNear(history, signIn.at), history.total, common, ownHoursAfter)
  return hourWeight * Math.max(mostFamiliar, Math.log(common / own))
}

/** How many of a person's sign-ins agreed with one down to a level; absent where it or all of them are not known there. */
export type Agreed = Partial<Record<string, number>>

/**
 * Compares a sign-in with the person's habits.
 * @returns `evidence` of statistics in natural logarithms: above 0 speaks for somebody else, below for this person
 */
export const compare = (signIn: SignIn, history: History, population: Population): { evidence: number; agreed: Agreed } => {
  let evidence = evidenceOfHour(signIn, history, population)
  const agreed: Agreed = {}
  eachLevel(signIn, ({ name, weight, usual }, above, path) => {
    const own = history.levels[name]
    if (own === undefined || own.total === 0) return
    const seen = own.seen[path] ?? 0
    agreed[name] = seen
    const total = own.within[above]
    // Nothing known here: what is new was new above.
    if (total === undefined) return
    const company = population.levels[name]
    const common = share(company?.seen[path] ?? 0, company?.within[above] ?? 0, usual, companyHabitsAfter)
    evidence += weight * evidenceOf(seen, total, own.kinds[above] ?? 0, common)
  })
  return { evidence, agreed }
}

/** However big the company, more than so many at once are for a person to confirm. */
const mostAtOnce = 10

/** However small the company, so many may go at once. */
const fewAtOnce = 3

/** Share of the people whom the directory knows. */
const share = 0.1

/** Over how long "at once" reaches: whoever began to leave within it counts. */
export const brakeHours = 24

/** How many people a directory may let go within a day before somebody has to confirm it. Pure. */
export const mayLeaveAtOnce = (people: number): number =>
  Math.min(mostAtOnce, Math.max(fewAtOnce, Math.floor(people * share)))

/**
 * Whether these leavings may begin by themselves. A directory that suddenly shows fewer people (a token with less
 * sight, a department deleted by mistake, somebody who got hold of the callback) must not shut the company out.
 * @param begun leavings that the directory began within the last `brakeHours`
 * @param next how many would begin now
 */
export const brakeHolds = ({ linkedPeople, begun, next }: { linkedPeople: number; begun: number; next: number }): boolean =>
  next > 0 && begun + next > mayLeaveAtOnce(linkedPeople)

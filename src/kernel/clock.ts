/** What time it is. Tests and drills hand in their own. */
export type Clock = { now: () => Date }

export const systemClock: Clock = { now: () => new Date() }

/** What the company sets; the rest of the model is arithmetic over it. */
export type WatchingThresholds = {
  /** Spreads above the usual from which reading is raised. Twice as many slow it down, four times as many stop it. */
  raisedAt: number
  /** Customers opened on one day that stop the reading whatever is usual. */
  openedADay: number
  /** Of the customers opened last, so many one after the other in the order of registration. */
  inOrder: number
  /** People who read one customer within a day. */
  readersADay: number
  /** Days before somebody leaves from which more is watched for. */
  leavingDays: number
  /** Night in Beijing, in whole hours: from `nightFrom` to `nightUntil` of the next day. */
  nightFrom: number
  nightUntil: number
  /** Seconds between two readings of somebody who was slowed down. */
  waitSeconds: number
  /** Hours in which an alert is to be decided. */
  answerHours: number
}

export const defaultThresholds: WatchingThresholds = {
  raisedAt: 4,
  openedADay: 300,
  inOrder: 16,
  readersADay: 5,
  leavingDays: 30,
  nightFrom: 22,
  nightUntil: 7,
  waitSeconds: 30,
  answerHours: 4,
}

/** Whether it is night at an hour of the day (0 to 23). */
export const isNight = ({ nightFrom, nightUntil }: WatchingThresholds, hour: number): boolean => hour >= nightFrom || hour < nightUntil

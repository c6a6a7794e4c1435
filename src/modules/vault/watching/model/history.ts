/** What somebody read on one day in Beijing. */
export type DayOfReading = {
  /** YYYY-MM-DD */
  day: string
  /** Customers of whom fields were opened, and in the busiest hour. */
  opened: number
  openedPeak: number
  searched: number
  /** Customers shown masked, in lists and on pages. */
  seen: number
  /** Rows of the exports that were asked for, and those of them that no second person agreed to. */
  exported: number
  exportedAlone: number
  /** Customers of other departments among all of them. */
  elsewhere: number
  /** Customers opened, seen on their pages and searched for, at night. */
  night: number
}

/** What somebody read so far today. */
export type TodaysReading = Omit<DayOfReading, 'day' | 'openedPeak'> & { openedLastHour: number }

/** All that is known of one person's readings; facts of the ledger. */
export type ReadingHistory = {
  /** Today in Beijing, YYYY-MM-DD. */
  date: string
  /** The sixty days before today, those without any reading left out. */
  days: readonly DayOfReading[]
  /** The same of colleagues of the post, each their own. */
  peers: readonly (readonly DayOfReading[])[]
  today: TodaysReading
  /** Customers whose fields were opened last, latest first, each once. Ids are in the order of registration (UUIDv7). */
  lastOpened: readonly string[]
  /** Searches and openings of the last 24 hours next to another number that was searched or opened. */
  nearby: number
  /** How many times their usual the colleagues read today; 1 where nobody can say. */
  tide: number
  /** Days until the person leaves; null where nothing is planned. */
  leavingInDays: number | null
}

/** What is about to be read. */
export type ReadingAttempt = {
  kind: 'opened' | 'searched' | 'seen' | 'exported' | 'exported-alone'
  records: number
  /** Null for lists and searches. */
  customerId: string | null
  /** Whose fields those are: how many belong to another department. */
  elsewhere: number
  /** A number next to one that was read by before. */
  nearby: boolean
  /** People who opened this customer's page or fields within a day, this one included; 0 for lists. */
  readers: number
  /** Whether it is night, and whether people work today, by settings and calendar. */
  night: boolean
  workingDay: boolean
}

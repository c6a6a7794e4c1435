import { sql } from 'kysely'
import { addMonths } from '../../../kernel/calendar/beijing-time.ts'
import { monthOf } from '../month.ts'
import { defineJob } from '../scope.ts'

/** Months that are made ahead: the job may fail for a quarter before a message finds no place. */
const monthsAhead = 3

/** Makes the partitions of this month and the next ones where messages are partitioned (deploy/scale); elsewhere it does nothing. */
export const makePartitions = defineJob({
  name: 'outreach.make-partitions',
  schedule: '10 1 * * *',
  run: async ({ db, now }) => {
    const { rows: partitioned } = await sql`select from pg_partitioned_table where partrelid = to_regclass('outreach_send')`.execute(db)
    if (partitioned.length === 0) return
    for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
      const [month, next] = [addMonths(monthOf(now), ahead), addMonths(monthOf(now), ahead + 1)]
      const name = `outreach_send_${month.slice(0, 4)}${month.slice(5, 7)}`
      // Asked first: making one locks the whole table for a moment, and most nights there is none to make.
      const { rows } = await sql<{ there: boolean }>`select to_regclass(${name}) is not null as there`.execute(db)
      if (rows[0]?.there === true) continue
      await sql`create table if not exists ${sql.table(name)} partition of outreach_send for values from (${sql.lit(month)}) to (${sql.lit(next)})`.execute(db)
    }
  },
})
